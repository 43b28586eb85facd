package io.selfhealing.agent.heal;

import io.selfhealing.agent.schema.LostTable;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.schema.TableUse;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks the rungs, strongest first, where one table is; the first that knows is believed or objected to. */
final class TableSearch {
    private final LostCase situation;
    private final LostTable lost;
    private final List<Finding> findings = new ArrayList<>();

    TableSearch(LostCase situation) {
        this.situation = situation;
        this.lost = situation.table();
    }

    TablePlacement along(List<TableRung> rungs) {
        TablePlacement end = null;
        for (TableRung rung : rungs) {
            if (end == null) {
                end = ask(rung);
            } else {
                findings.add(Finding.notAsked(null, rung.name()));
            }
        }
        return end != null
                ? end
                : new TablePlacement.Open(
                        "nothing tells where the table " + lost.past().current().name() + " is", List.of());
    }

    /** What every rung said, in their order. */
    List<Finding> findings() {
        return findings;
    }

    /** The end of the search, or null where the next rung is to be asked. */
    private @Nullable TablePlacement ask(TableRung rung) {
        TableAnswer answer = rung.answer(situation);
        if (answer instanceof TableAnswer.Refused refused) {
            findings.add(Finding.refused(null, rung.name(), refused.reason()));
            return new TablePlacement.Open(refused.reason(), List.of());
        }
        if (answer instanceof TableAnswer.Named named) {
            TableSnapshot now = named.table().current();
            Finding finding = Finding.named(null, rung.name(), now.schema() + "." + now.name(), named.evidence());
            TablePlacement placement = weighed(named);
            findings.add(placement instanceof TablePlacement.Open open ? finding.objected(open.reason()) : finding);
            return placement;
        }
        findings.add(Finding.silent(null, rung.name()));
        return null;
    }

    private TablePlacement weighed(TableAnswer.Named named) {
        TableSnapshot from = lost.past().current();
        TableSnapshot to = named.table().current();
        Step.RenameTable rename = new Step.RenameTable(
                from.schema(), from.name(), to.schema(), to.name(), List.of(withUse(named.evidence(), to)));
        if (to.kind() != TableSnapshot.Kind.TABLE) {
            return new TablePlacement.Open(to.name() + " is not an ordinary table", List.of());
        }
        String reason = new NewName(situation, from, to, named.evidence()).objection();
        if (reason != null) {
            return new TablePlacement.Open(reason, List.of(rename));
        }
        return named.evidence().confidence() < situation.policy().leastConfidence()
                ? new TablePlacement.Open("the evidence is too weak", List.of(rename))
                : new TablePlacement.Found(named.table(), rename);
    }

    private Evidence withUse(Evidence evidence, TableSnapshot to) {
        TableUse use = lost.use(to.schema(), to.name());
        return use == null
                ? evidence
                : new Evidence(
                        evidence.kind(), evidence.confidence(), evidence.detail() + "; in use there: " + use.by());
    }
}
