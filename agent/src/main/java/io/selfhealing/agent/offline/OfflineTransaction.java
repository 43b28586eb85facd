package io.selfhealing.agent.offline;

import io.selfhealing.agent.offline.Keeper.Kept;
import io.selfhealing.agent.schema.Database;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an application writes between two commits. A transaction that was refused anything is not the one that the application
 * meant: nothing of it is kept.
 */
final class OfflineTransaction {
    private final Database database;
    private final Keeper keeper;
    private final List<Kept> writes = new ArrayList<>();
    private boolean autoCommit = true;
    private @Nullable String spoilt;

    OfflineTransaction(Database database, Keeper keeper) {
        this.database = database;
        this.keeper = keeper;
    }

    boolean isAutoCommit() {
        return autoCommit;
    }

    /** Whether something was written and not yet committed, or refused. */
    boolean isOpen() {
        return !writes.isEmpty() || spoilt != null;
    }

    /** Ends the transaction that may be under way, as JDBC has it. */
    void autoCommit(boolean next) throws NotKeptException {
        if (next != autoCommit) {
            commit();
            autoCommit = next;
        }
    }

    /** Keeps the writes of one execution now or at the next commit. */
    void add(List<Kept> more) throws NotKeptException {
        String reason = spoilt;
        if (reason != null) {
            throw new NotKeptException(reason);
        }
        if (autoCommit) {
            keeper.keep(database, more);
        } else {
            writes.addAll(more);
        }
    }

    /** Something else than a write that is kept was asked for. */
    void spoil(String reason) {
        if (!autoCommit && spoilt == null) {
            spoilt = "the transaction asked for something else before: " + reason;
        }
    }

    void commit() throws NotKeptException {
        List<Kept> all = List.copyOf(writes);
        String reason = spoilt;
        rollback();
        if (reason != null) {
            throw new NotKeptException(reason);
        }
        if (!all.isEmpty()) {
            keeper.keep(database, all);
        }
    }

    void rollback() {
        writes.clear();
        spoilt = null;
    }
}
