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
 * @param sampledRows the most rows of which a value is read for a {@link ColumnSample}; 0 reads none
 */
public record SchemaSettings(
        Duration ttl, Duration poll, Duration idle, Duration reading, int tables, int sampledRows) {
    public SchemaSettings {
        for (Duration duration : new Duration[] {ttl, poll, idle, reading}) {
            if (duration.isNegative() || duration.isZero()) {
                throw new IllegalArgumentException("not a positive duration: " + duration);
            }
        }
        if (tables < 1) {
            throw new IllegalArgumentException("not a positive number of tables: " + tables);
        }
        if (sampledRows < 0) {
            throw new IllegalArgumentException("a negative number of rows: " + sampledRows);
        }
    }

    /** One that reads no values of any column. */
    public static SchemaSettings of(Duration ttl, Duration poll) {
        return new SchemaSettings(ttl, poll, Duration.ofSeconds(30), Duration.ofSeconds(2), 10_000, 0);
    }

    /** The same with samples of columns. */
    public SchemaSettings sampling(int rows) {
        return new SchemaSettings(ttl, poll, idle, reading, tables, rows);
    }
}
