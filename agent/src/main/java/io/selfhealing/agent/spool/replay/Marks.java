package io.selfhealing.agent.spool.replay;

import io.selfhealing.agent.spool.RecordId;
import io.selfhealing.agent.spool.Spool;
import io.selfhealing.agent.spool.SpoolException;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * Which records are done, in the spool and in the ledger: an id leaves the ledger only when it is durable in the spool that nobody
 * will read its record again.
 */
final class Marks {
    private final Spool spool;
    private final Told told;
    private final IdRanges unsure = new IdRanges();
    private final IdRanges durable = new IdRanges();
    private final Set<UUID> seen = new HashSet<>();

    Marks(Spool spool, Told told) {
        this.spool = spool;
        this.told = told;
    }

    /**
     * A record is met in the order of its spool. Before the first of a spool that this process meets, all are done by what another
     * process made durable.
     */
    void sees(RecordId id) {
        if (seen.add(id.spool()) && id.sequence() > 1) {
            durable.add(id.spool(), 1, id.sequence() - 1);
        }
    }

    void done(Collection<RecordId> ids) {
        ids.forEach(id -> seen.add(id.spool()));
        unsure.add(ids);
        try {
            spool.done(ids);
            durable.addAll(unsure);
            unsure.clear();
        } catch (SpoolException e) {
            told.warn("that records are done cannot be marked on disk, so the ledger goes on knowing them: "
                    + e.getMessage());
        }
    }

    /** What cannot be pruned now is tried again later. */
    void prune(Line line) {
        ReplayLedger ledger = line.ledger();
        if (ledger == null || durable.isEmpty()) {
            return;
        }
        try {
            ledger.prune(line.connection(), durable);
            line.connection().commit();
            durable.clear();
        } catch (SQLException e) {
            boolean unused = line.rollback();
            told.warn("selfhealing_ledger cannot be pruned, and grows: SQLState " + e.getSQLState());
        }
    }
}
