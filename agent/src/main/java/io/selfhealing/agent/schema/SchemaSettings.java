package io.selfhealing.agent.schema;

import java.time.Duration;

/**
 * How fresh and how large.
 *
 * @param ttl after it a table in use is read again even if its fingerprint is the same, and what could not be confirmed that long
 *     is no longer trusted
 * @param poll the longest that a change from outside goes unnoticed for a table in use
 * @param idle without a touch for so long, the agent's connection is closed
 * @param reading the longest that one query on the agent's own connection may take
 * @param tables how many are kept
 */
public record SchemaSettings(Duration ttl, Duration poll, Duration idle, Duration reading, int tables) {
    public SchemaSettings {
        for (Duration duration : new Duration[] {ttl, poll, idle, reading}) {
            if (duration.isNegative() || duration.isZero()) {
                throw new IllegalArgumentException("not a positive duration: " + duration);
            }
        }
        if (tables < 1) {
            throw new IllegalArgumentException("not a positive number of tables: " + tables);
        }
    }

    public static SchemaSettings of(Duration ttl, Duration poll) {
        return new SchemaSettings(ttl, poll, Duration.ofSeconds(30), Duration.ofSeconds(2), 10_000);
    }
}
