package io.selfhealing.agent.heal;

import io.selfhealing.agent.schema.LostTable;
import io.selfhealing.agent.schema.TableSnapshot;
import java.util.List;

/** Asks the rungs, strongest first, where one table is; the first that knows is believed or objected to. */
final class TableSearch {
    private final LostTable lost;
    private final double leastConfidence;

    TableSearch(LostTable lost, double leastConfidence) {
        this.lost = lost;
        this.leastConfidence = leastConfidence;
    }

    TablePlacement along(List<TableRung> rungs) {
        for (TableRung rung : rungs) {
            TableAnswer answer = rung.answer(lost);
            if (answer instanceof TableAnswer.Refused refused) {
                return new TablePlacement.Open(refused.reason(), List.of());
            }
            if (answer instanceof TableAnswer.Named named) {
                return weighed(named);
            }
        }
        return new TablePlacement.Open(
                "nothing tells where the table " + lost.past().current().name() + " is", List.of());
    }

    private TablePlacement weighed(TableAnswer.Named named) {
        TableSnapshot from = lost.past().current();
        TableSnapshot to = named.table().current();
        Step.RenameTable rename =
                new Step.RenameTable(from.schema(), from.name(), to.schema(), to.name(), List.of(named.evidence()));
        if (to.kind() != TableSnapshot.Kind.TABLE) {
            return new TablePlacement.Open(to.name() + " is not an ordinary table", List.of());
        }
        if (SetAside.looksLikeIt(from, to)) {
            String reason = from.name() + " seems to have been set aside as " + to.schema() + "." + to.name();
            return new TablePlacement.Open(reason, List.of(rename));
        }
        return named.evidence().confidence() < leastConfidence
                ? new TablePlacement.Open("the evidence is too weak", List.of(rename))
                : new TablePlacement.Found(named.table(), rename);
    }
}
