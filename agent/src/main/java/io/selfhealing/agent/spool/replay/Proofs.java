package io.selfhealing.agent.spool.replay;

import io.selfhealing.agent.spool.RecordId;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The ids under which writes on live connections to one database leave a row in its ledger, in their own transaction: whoever
 * asks afterwards whether such a write happened finds the id there, or does not. Any thread.
 */
public final class Proofs {
    /** Ids that nobody asks for any more, and that are still in the ledger, before somebody is called to take them out. */
    static final int MANY = 1_000;

    private final UUID spool;
    private final String prefix;
    private final Runnable many;
    private final TreeSet<Long> open = new TreeSet<>();
    /** Those of which nobody knows, above {@link #pruned}. */
    private final TreeSet<Long> doubtful = new TreeSet<>();

    private long last;
    private long pruned;

    /**
     * For one database.
     *
     * @param spool made anew by each process, and no spool's
     * @param table the ledger, so that every connection finds it whatever its path is
     * @param many called once whenever so many ids have gathered; returns at once
     */
    Proofs(UUID spool, String table, Runnable many) {
        this.spool = spool;
        this.many = many;
        this.prefix = "with selfhealing_once as (insert into " + table
                + " (spool_id, sequence_number, written_at) values ('" + spool
                + "', ?, now() at time zone 'UTC')) ";
    }

    /** What to put in front of an INSERT's text. Its one parameter is the {@link RecordId#sequence} of the write's id. */
    public String prefix() {
        return prefix;
    }

    /** For a write that is about to be sent. To be {@link #settled} or {@link #doubtful} in any case. */
    public synchronized RecordId begin() {
        long next = ++last;
        open.add(next);
        return new RecordId(spool, next);
    }

    /** The application knows what became of the write: nobody will ask for its id. */
    public void settled(RecordId id) {
        boolean call;
        synchronized (this) {
            open.remove(id.sequence());
            call = (id.sequence() - pruned) % MANY == 0;
        }
        if (call) {
            many.run();
        }
    }

    /** Nobody knows what became of the write, and its server may still be about to make it: its id stays in the ledger. */
    public synchronized void doubtful(RecordId id) {
        open.remove(id.sequence());
        doubtful.add(id.sequence());
    }

    /** What can leave the ledger. */
    synchronized IdRanges settledOnes() {
        IdRanges ranges = new IdRanges();
        long end = open.isEmpty() ? last : open.first() - 1;
        long from = pruned + 1;
        for (long each : doubtful.headSet(end, true)) {
            if (each > from) {
                ranges.add(spool, from, each - 1);
            }
            from = each + 1;
        }
        if (from <= end) {
            ranges.add(spool, from, end);
        }
        return ranges;
    }

    /** These have left it. */
    synchronized void pruned(IdRanges gone) {
        for (IdRanges.Range range : gone.all()) {
            pruned = Math.max(pruned, range.last());
        }
        doubtful.headSet(pruned, true).clear();
    }
}
