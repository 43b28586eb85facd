package io.selfhealing.agent.heal;

import io.selfhealing.agent.schema.LostTable;
import io.selfhealing.agent.schema.MigratedMove;
import io.selfhealing.agent.schema.TableSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Whether the new name of a table may be written to: that it is the old table does not say that it is still in use. A declaration
 * always counts; a name that looks put away is followed by nothing less; the old name and something more, or a schema off the
 * path, needs somebody who uses or announced it.
 *
 * @param evidence that it is the same table
 */
record NewName(LostCase situation, TableSnapshot from, TableSnapshot to, Evidence evidence) {
    /** Null where nothing speaks against it; names only. */
    @Nullable
    String objection() {
        SetAside.Doubt doubt = SetAside.doubt(from, to, situation.table().path());
        if (doubt == SetAside.Doubt.NONE || isDeclared()) {
            return null;
        }
        String there = to.schema() + "." + to.name();
        String help = "; if it is in use there, declare it: selfhealing.aliases=" + from.name() + "=" + there;
        if (doubt == SetAside.Doubt.MARKED) {
            return from.name() + " seems to have been set aside as " + there + help;
        }
        return isUsed()
                ? null
                : from.name() + " may have been set aside as " + there
                        + ": no statement of this application and no other"
                        + " agent was seen to use that name, nobody was seen to insert a row, and no migration tells of it"
                        + help;
    }

    private boolean isDeclared() {
        return situation.declared() != null && situation.declared().equals(new LostCase.Place(to.schema(), to.name()));
    }

    private boolean isUsed() {
        LostTable lost = situation.table();
        MigratedMove told = lost.told();
        boolean announced = evidence.kind() == EvidenceKind.WITNESSED
                || evidence.kind() == EvidenceKind.DECLARED
                || (told != null
                        && told.toSchema().equals(to.schema())
                        && told.to().equals(to.name()));
        return announced || lost.use(to.schema(), to.name()) != null;
    }
}
