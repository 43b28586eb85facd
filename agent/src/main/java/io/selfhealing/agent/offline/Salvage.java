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
        List<@Nullable Parameter> parameters = new ArrayList<>();
        for (int i = 0; i < bound.size(); i++) {
            BoundValue value = bound.get(i);
            parameters.add(
                    value == null ? null : value.kept(draft.family(i + 1), draft.product(), drafts.maxValueBytes()));
        }
        Kept write = keeper.write(draft, parameters);
        keeper.keep(place.database(), List.of(write), proof);
        return draft.rows();
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
