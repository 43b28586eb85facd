package io.selfhealing.it.drift;

import io.selfhealing.it.server.Engine;
import java.sql.SQLException;
import java.util.Random;

/** A table gets another name, is put aside, moved to another schema, or gives its place to another one. */
final class RenameTable {
    private RenameTable() {}

    static void random(Run run, Random random) throws SQLException {
        Pick pick = new Pick(run, random);
        Tab tab = pick.tab();
        if (tab != null) {
            rename(run, tab, pick.tableName(tab.schema));
        }
    }

    static void rename(Run run, Tab tab, String to) throws SQLException {
        run.ddl(run.dialect.renameTable(tab, to));
        tab.name = to;
        tab.witnessed = false;
        run.world.names.add(to);
    }

    static void setAside(Run run, Random random) throws SQLException {
        Tab tab = new Pick(run, random).tab();
        if (tab != null) {
            String name = Lexicon.setAside(tab.name, random);
            rename(run, tab, run.world.free(tab.schema, name) ? name : run.fresh(tab.name + "_old"));
            tab.setAside = true;
        }
    }

    static void move(Run run, Random random) throws SQLException {
        Tab tab = new Pick(run, random).tab();
        if (tab == null) {
            return;
        }
        String to = tab.schema.equals(run.main) ? run.other : run.main;
        if (run.world.free(to, tab.name)) {
            for (String sql : run.dialect.move(tab, to)) {
                run.ddl(sql);
                tab.schema = to;
                // Until somebody writes to it there.
                tab.setAside = true;
                tab.moved = true;
            }
        }
    }

    /**
     * It is renamed, and a new table of the old name has the same columns, or some of them; one more where nothing else would tell that
     * it is another: tables have no number everywhere.
     */
    static void replaced(Run run, Random random) throws SQLException {
        Pick pick = new Pick(run, random);
        Tab tab = pick.tab();
        if (tab == null) {
            return;
        }
        String name = tab.name;
        rename(run, tab, pick.tableName(tab.schema));
        Tab next = new Tab(tab.schema, name, null);
        tab.cols.stream()
                .filter(col -> isKey(col) || random.nextInt(4) > 0)
                .map(Col::copy)
                .forEach(next.cols::add);
        if (run.engine() != Engine.POSTGRESQL && next.cols.size() == tab.cols.size()) {
            next.cols.add(new Col(run.fresh("more"), "integer", null));
        }
        TableSwap.create(run, next);
        next.cols.forEach(col -> col.meaning = null);
    }

    /** It goes, and another one comes that looks the same. */
    static void lookalike(Run run, Random random) throws SQLException {
        Pick pick = new Pick(run, random);
        Tab tab = pick.tab();
        if (tab == null) {
            return;
        }
        Tab next = new Tab(tab.schema, pick.tableName(tab.schema), null);
        tab.cols.stream().map(Col::copy).forEach(next.cols::add);
        run.ddl("drop table " + tab.qualified());
        run.world.tabs.remove(tab);
        TableSwap.create(run, next);
        next.cols.forEach(col -> col.meaning = null);
    }

    static boolean isKey(Col col) {
        return col.meaning != null && col.meaning.key();
    }
}
