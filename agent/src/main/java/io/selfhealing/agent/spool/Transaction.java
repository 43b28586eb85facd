package io.selfhealing.agent.spool;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes that land together or not at all; a write under autocommit is a transaction of one.
 *
 * @param database which one they are for: short name, without credentials
 * @param schemaVersion of the schema against which they were checked
 * @param writes at least one, in the order in which they were made
 * @param identity of the very database, so that it is not mistaken for another at the same address; null where none lasts
 * @param proof under which id the ledger knows it, if it has happened before it was kept; null where it certainly has not
 */
public record Transaction(
        String database,
        String schemaVersion,
        List<Write> writes,
        @Nullable String identity,
        @Nullable RecordId proof) {
    /** One that was never sent, for whatever database is at that address. */
    public Transaction(String database, String schemaVersion, List<Write> writes) {
        this(database, schemaVersion, writes, null, null);
    }

    public Transaction {
        writes = List.copyOf(writes);
        if (writes.isEmpty()) {
            throw new IllegalArgumentException("no write");
        }
    }
}
