package io.selfhealing.it.drift;

import java.sql.SQLException;
import java.util.Random;

/** Expand and contract: a column is added, filled from the old one, perhaps kept in step by a trigger, and the old one goes. */
final class Expand {
    private Expand() {}

    static void random(Run run, Random random) throws SQLException {
        Pick pick = new Pick(run, random);
        Tab tab = pick.tab();
        Col col = tab == null ? null : pick.known(tab);
        if (tab != null && col != null && !tab.triggered) {
            expand(run, tab, col, pick.columnName(tab, col.name));
        }
    }

    static Col expand(Run run, Tab tab, Col col, String name) throws SQLException {
        Meaning meaning = col.meaning;
        ColumnType type = meaning == null ? ColumnType.TEXT : meaning.type();
        Col copy = AddColumn.add(run, tab, name, type, "", tab.cols.size());
        if (!copy.type.equals(col.type)) {
            run.ddl(run.dialect.retype(tab, copy, col.type, "cast(" + copy.name + " as " + col.type + ")"));
            copy.type = col.type;
        }
        copy.conversion = col.conversion;
        run.ddl("update " + tab.qualified() + " set " + copy.name + " = " + col.name);
        copy.copyOf = meaning;
        return copy;
    }

    /** The whole of it at once. */
    static void contract(Run run, Random random) throws SQLException {
        Pick pick = new Pick(run, random);
        Tab tab = pick.tab();
        Col col = tab == null ? null : pick.known(tab);
        if (tab != null && col != null && !tab.triggered) {
            expand(run, tab, col, pick.columnName(tab, col.name));
            DropColumn.drop(run, tab, col);
        }
    }

    /** With a trigger while both are there. */
    static void synced(Run run, Random random) throws SQLException {
        Pick pick = new Pick(run, random);
        Tab tab = pick.tab();
        Col col = tab == null ? null : pick.known(tab);
        if (tab == null || col == null || tab.triggered) {
            return;
        }
        Col copy = expand(run, tab, col, pick.columnName(tab, col.name));
        String trigger = run.fresh("keep");
        String set = "new." + copy.name + " = new." + col.name;
        if (run.engine().speaksMySql()) {
            for (String event : new String[] {"insert", "update"}) {
                run.ddl("create trigger " + tab.schema + "." + trigger + "_" + event + " before " + event + " on "
                        + tab.qualified() + " for each row set " + set);
            }
        } else {
            run.ddl(
                    "create function " + tab.schema + "." + trigger + "() returns trigger language plpgsql as"
                            + " $$ begin " + set.replace(" = ", " := ") + "; return new; end $$",
                    "create trigger " + trigger + " before insert or update on " + tab.qualified()
                            + " for each row execute function " + tab.schema + "." + trigger + "()");
        }
        tab.triggered = true;
        tab.trigger = trigger;
    }

    /** The trigger goes, and the old column. */
    static void end(Run run, Random random) throws SQLException {
        for (Tab tab : run.world.tabs) {
            String trigger = tab.trigger;
            if (trigger != null) {
                end(run, tab, trigger);
                return;
            }
        }
    }

    private static void end(Run run, Tab tab, String trigger) throws SQLException {
        if (run.engine().speaksMySql()) {
            run.ddl(
                    "drop trigger " + tab.schema + "." + trigger + "_insert",
                    "drop trigger " + tab.schema + "." + trigger + "_update");
        } else {
            run.ddl("drop trigger " + trigger + " on " + tab.qualified());
        }
        tab.trigger = null;
        tab.triggered = false;
        for (Col copy : tab.cols) {
            Meaning kept = copy.copyOf;
            Col col = kept == null ? null : tab.home(kept);
            if (col != null) {
                DropColumn.drop(run, tab, col);
                return;
            }
        }
    }
}
