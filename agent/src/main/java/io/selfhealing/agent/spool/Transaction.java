package io.selfhealing.agent.spool;

import java.util.List;

/**
 * Writes that land together or not at all; a write under autocommit is a transaction of one.
 *
 * @param database which one they are for: short name, without credentials
 * @param schemaVersion of the schema against which they were checked
 * @param writes at least one, in the order in which they were made
 */
public record Transaction(String database, String schemaVersion, List<Write> writes) {
    public Transaction {
        writes = List.copyOf(writes);
        if (writes.isEmpty()) {
            throw new IllegalArgumentException("no write");
        }
    }
}
