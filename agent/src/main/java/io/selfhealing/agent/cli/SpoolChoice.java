package io.selfhealing.agent.cli;

import io.selfhealing.agent.spool.Choice;
import io.selfhealing.agent.spool.RecordId;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which records somebody means.
 *
 * @param records none for all
 * @param database for which they are; null for every one
 */
record SpoolChoice(List<RecordId> records, @Nullable String database) {
    SpoolChoice {
        records = List.copyOf(records);
    }

    Choice choice() {
        return new Choice(records.isEmpty() ? null : new HashSet<>(records), database, Integer.MAX_VALUE);
    }

    /** For the audit. */
    String words() {
        String which = records.isEmpty() ? "all" : records.toString();
        return database == null ? which : which + " for " + database;
    }
}
