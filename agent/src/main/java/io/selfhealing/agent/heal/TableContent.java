package io.selfhealing.agent.heal;

import io.selfhealing.agent.schema.TableHistory;
import io.selfhealing.agent.schema.TableSnapshot;
import java.util.ArrayList;
import java.util.List;

/** The rows of the table that is gone are in another one, which was not there beside it. */
final class TableContent implements TableRung {
    @Override
    public String name() {
        return "content";
    }

    @Override
    public TableAnswer answer(LostCase situation) {
        TableSnapshot last = situation.table().past().current();
        List<TableAnswer> found = new ArrayList<>();
        for (TableHistory candidate : situation.table().candidates()) {
            String move = last.schema() + "." + last.name() + " → " + LostCase.name(candidate.current());
            Evidence evidence =
                    last.identity() == null ? SameContent.evidence(situation.content(candidate), move) : null;
            if (evidence != null) {
                found.add(new TableAnswer.Named(candidate, evidence));
            }
        }
        if (found.size() > 1) {
            return new TableAnswer.Refused("more than one table has the rows of " + last.name());
        }
        return found.isEmpty() ? TableAnswer.UNKNOWN : found.get(0);
    }
}
