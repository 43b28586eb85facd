package io.selfhealing.agent.intercept;

import io.selfhealing.agent.offline.Salvage.Held;
import io.selfhealing.agent.spool.RecordId;
import io.selfhealing.agent.spool.replay.Proofs;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a transaction of the application's own that may be proved: all of it, or it may not. Guarded by itself, since
 * threads may share a connection.
 */
final class OpenTransaction {
    /** What is held in memory until the commit. */
    private static final int MOST_WRITES = 10_000;

    private final List<Held> writes = new ArrayList<>();
    private @Nullable Proofs proofs;
    private @Nullable RecordId id;
    private boolean lost;

    /** Something was done in it, or may have been, that is no write which could be kept. */
    synchronized void aside() {
        lost = true;
        writes.clear();
    }

    synchronized boolean isAside() {
        return lost;
    }

    /** Whether its id is in the ledger, or will be. */
    synchronized boolean isProved() {
        return !lost && id != null;
    }

    /** Its first write takes its id along. */
    synchronized RecordId begin(Proofs by) {
        RecordId begun = by.begin();
        proofs = by;
        id = begun;
        return begun;
    }

    synchronized void wrote(Held write) {
        if (writes.size() >= MOST_WRITES) {
            aside();
        } else if (!lost) {
            writes.add(write);
        }
    }

    /** All its writes, where its commit is in doubt and they are all that it did; empty where that is not so. */
    synchronized List<Held> inDoubt() {
        RecordId begun = id;
        if (lost || begun == null || proofs == null || writes.isEmpty()) {
            return List.of();
        }
        proofs.doubtful(begun);
        return List.copyOf(writes);
    }

    synchronized @Nullable RecordId id() {
        return id;
    }

    /** It has ended in a way that is known, or that nobody will ask for. */
    synchronized void ended() {
        if (proofs != null && id != null) {
            proofs.settled(id);
        }
    }
}
