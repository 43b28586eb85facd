package io.selfhealing.agent.heal;

import io.selfhealing.agent.content.Content;
import io.selfhealing.agent.schema.LostTable;
import io.selfhealing.agent.schema.TableHistory;
import io.selfhealing.agent.schema.TableSnapshot;

/**
 * In its schema nothing happened but that this table went and one came that is the same in all but its name, and such rows as it
 * has agree: a new table may be like one that is dropped. For databases that
 * give their tables no identity; a table of a single column is too easily like another.
 */
final class TableStructural implements TableRung {
    private static final double ONE_FOR_ANOTHER = 0.9;
    private static final int FEWEST_COLUMNS = 2;

    @Override
    public String name() {
        return "structural";
    }

    @Override
    public TableAnswer answer(LostCase situation) {
        LostTable lost = situation.table();
        TableSnapshot last = lost.past().current();
        if (last.identity() != null
                || !lost.turnover().isExchange()
                || !lost.turnover().gone().contains(last.name())) {
            return TableAnswer.UNKNOWN;
        }
        TableHistory now =
                lost.candidate(last.schema(), lost.turnover().come().iterator().next());
        if (now == null
                || !same(last, now.current())
                || !(situation.content(now) instanceof Content.Agreeing agreeing)) {
            return TableAnswer.UNKNOWN;
        }
        String detail = "one table went and one came with the same columns and key, nothing else changed, and "
                + agreeing.detail();
        return new TableAnswer.Named(now, new Evidence(EvidenceKind.STRUCTURAL, ONE_FOR_ANOTHER, detail));
    }

    private static boolean same(TableSnapshot last, TableSnapshot now) {
        return last.columns().size() >= FEWEST_COLUMNS
                && last.columns().equals(now.columns())
                && last.primaryKey().equals(now.primaryKey())
                && last.kind() == now.kind()
                && last.rewritesRows() == now.rewritesRows();
    }
}
