package io.selfhealing.agent.heal;

import io.selfhealing.agent.schema.LostTable;
import io.selfhealing.agent.schema.MigratedMove;
import io.selfhealing.agent.schema.TableHistory;
import io.selfhealing.agent.schema.TableSnapshot;

/** A rename of the table that stands in migrations which the operator imported and the live table bears out. */
final class TableMigrated implements TableRung {
    @Override
    public String name() {
        return "migrated";
    }

    /** The write is as old as the table's old name: what it calls a column may have been another one then. */
    @Override
    public TableAnswer answer(LostCase situation) {
        LostTable lost = situation.table();
        MigratedMove told = lost.told();
        TableHistory now = told == null ? null : lost.candidate(told.toSchema(), told.to());
        if (told == null || now == null) {
            return TableAnswer.UNKNOWN;
        }
        TableSnapshot from = lost.past().current();
        String move = from.schema() + "." + from.name() + " → " + told.toSchema() + "." + told.to();
        if (!now.migrated().shared().isEmpty()) {
            return new TableAnswer.Refused(move + ", where a name has been that of more than one column");
        }
        String detail = move + ", renamed by " + told.source();
        return new TableAnswer.Named(now, new Evidence(EvidenceKind.DECLARED, 1, detail));
    }
}
