package io.selfhealing.agent.offline;

import io.selfhealing.agent.offline.Keeper.Kept;
import io.selfhealing.agent.spool.Parameter;
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
     * @return how many rows it writes
     * @throws NotKeptException where it is not kept
     */
    public int keep(Place place, String sql, boolean keysAsked, List<@Nullable BoundValue> bound)
            throws NotKeptException {
        Draft draft = drafts.of(place, sql, keysAsked);
        List<@Nullable Parameter> parameters = new ArrayList<>();
        for (int i = 0; i < bound.size(); i++) {
            BoundValue value = bound.get(i);
            parameters.add(
                    value == null ? null : value.kept(draft.family(i + 1), draft.product(), drafts.maxValueBytes()));
        }
        Kept write = keeper.write(draft, parameters);
        keeper.keep(place.database(), List.of(write));
        return draft.rows();
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
