package io.selfhealing.agent.schema;

import java.time.Instant;

/** An {@code ALTER TABLE … RENAME COLUMN from TO to} that passed through this JVM and succeeded. Names as the catalog holds them. */
public record WitnessedRename(String from, String to, Instant at) {}
