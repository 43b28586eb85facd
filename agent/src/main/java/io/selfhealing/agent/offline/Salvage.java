package io.selfhealing.agent.offline;

import io.selfhealing.agent.offline.Keeper.Kept;
import io.selfhealing.agent.spool.Parameter;
import io.selfhealing.agent.spool.RecordId;
import io.selfhealing.agent.spool.replay.Proofs;
import io.selfhealing.agent.sql.Scanner;
import io.selfhealing.agent.sql.StatementKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps single writes of connections that were lost before the write was sent. */
public final class Salvage {
    private final Drafts drafts;
    private final Keeper keeper;

    public Salvage(Drafts drafts, Keeper keeper) {
        this.drafts = drafts;
        this.keeper = keeper;
    }

    /**
     * Keeps a write as a transaction of its own.
     *
     * @param bound for each parameter what was bound to it; null where nothing was
     * @param proof under which id the database's ledger has it, if it has happened; null where it certainly has not
     * @return how many rows it writes
     * @throws NotKeptException where it is not kept
     */
    public int keep(
            Place place, String sql, boolean keysAsked, List<@Nullable BoundValue> bound, @Nullable RecordId proof)
            throws NotKeptException {
        Draft draft = drafts.of(place, sql, keysAsked);
        Kept write = kept(draft, bound);
        keeper.keep(place.database(), List.of(write), proof);
        return draft.rows();
    }

    /** A write of a transaction, with its values as they were bound. */
    public static final class Held {
        private final Kept kept;

        private Held(Kept kept) {
            this.kept = kept;
        }
    }

    /**
     * A write that has been made in a transaction whose end may come to be in doubt. It is not kept yet.
     *
     * @throws NotKeptException where it could not be
     */
    public Held hold(Place place, String sql, List<@Nullable BoundValue> bound) throws NotKeptException {
        return new Held(kept(drafts.of(place, sql, false), bound));
    }

    /**
     * Keeps the writes of one transaction.
     *
     * @param proof under which id the database's ledger has it, if it was committed
     * @throws NotKeptException where they are not kept
     */
    public void keepAll(Place place, List<Held> writes, RecordId proof) throws NotKeptException {
        keeper.keep(place.database(), writes.stream().map(held -> held.kept).toList(), proof);
    }

    private Kept kept(Draft draft, List<@Nullable BoundValue> bound) throws NotKeptException {
        List<@Nullable Parameter> parameters = new ArrayList<>();
        for (int i = 0; i < bound.size(); i++) {
            BoundValue value = bound.get(i);
            parameters.add(
                    value == null ? null : value.kept(draft.family(i + 1), draft.product(), drafts.maxValueBytes()));
        }
        return keeper.write(draft, parameters);
    }

    /**
     * How a single INSERT that is about to be sent can be proved.
     *
     * @return null where it cannot be, or would not be kept whatever became of it
     */
    public @Nullable Proofs proofs(Place place, String sql) {
        Proofs proofs = keeper.delivery().proofs(place.database());
        return proofs != null && Scanner.kind(sql) == StatementKind.INSERT && wouldKeep(place, sql, false)
                ? proofs
                : null;
    }

    /** Whether the write is one that would be kept, but for its values. */
    public boolean wouldKeep(Place place, String sql, boolean keysAsked) {
        try {
            return drafts.of(place, sql, keysAsked).rows() > 0;
        } catch (NotKeptException e) {
            return false;
        }
    }
}
