package io.selfhealing.it.drift;

import io.selfhealing.it.server.Engine;
import java.sql.SQLException;
import java.util.Random;
import java.util.Set;

/** What a table demands of its rows, or does to them. */
final class Rules {
    private static final Set<ColumnType> WHOLE = Set.of(ColumnType.INT, ColumnType.BIGINT);

    private Rules() {}

    static void notNull(Run run, Random random) throws SQLException {
        Pick pick = new Pick(run, random);
        Tab tab = pick.tab();
        Col col = tab == null ? null : pick.payload(tab);
        if (tab == null || col == null || col.required != null || col.meaning == null) {
            return;
        }
        boolean empty = run.dump().of(tab.qualified()).stream().anyMatch(row -> "null".equals(row.get(col.name)));
        if (!empty) {
            run.ddl(run.dialect.notNull(tab, col));
        }
    }

    static void defaultValue(Run run, Random random) throws SQLException {
        Pick pick = new Pick(run, random);
        Tab tab = pick.tab();
        Col col = tab == null ? null : pick.known(tab);
        if (tab != null && col != null && col.meaning != null && col.conversion.equals("?")) {
            run.ddl("alter table " + tab.qualified() + " alter column " + col.name + " set default "
                    + col.meaning.type().zero(run.engine()));
        }
    }

    /** A trigger gives each new row another key than the one that was written. */
    static void keyTrigger(Run run, Random random) throws SQLException {
        Tab tab = new Pick(run, random).tab();
        if (tab != null) {
            keyTrigger(run, tab);
        }
    }

    static void keyTrigger(Run run, Tab tab) throws SQLException {
        if (tab.key().isEmpty() || tab.trigger != null) {
            return;
        }
        Col key = tab.key().get(0);
        if (key.meaning == null || !WHOLE.contains(key.meaning.type())) {
            return;
        }
        String trigger = run.fresh("rekey");
        if (run.engine() == Engine.POSTGRESQL) {
            run.ddl(
                    "create function " + tab.schema + "." + trigger
                            + "() returns trigger language plpgsql as $$ begin new." + key.name + " := new." + key.name
                            + " + 1000000; return new; end $$",
                    "create trigger " + trigger + " before insert on " + tab.qualified()
                            + " for each row execute function " + tab.schema + "." + trigger + "()");
        } else {
            run.ddl("create trigger " + tab.schema + "." + trigger + " before insert on " + tab.qualified()
                    + " for each row set new." + key.name + " = new." + key.name + " + 1000000");
        }
        tab.triggered = true;
    }
}
