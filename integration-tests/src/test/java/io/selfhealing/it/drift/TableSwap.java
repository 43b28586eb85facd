package io.selfhealing.it.drift;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** What online tools do: a copy of the table with the change in it, filled, and the names exchanged. */
final class TableSwap {
    /** Greater than any number that the database gave in the table before. */
    private static final long FIRST_AFTER = 10_000;

    private TableSwap() {}

    static void random(Run run, Random random) throws SQLException {
        Pick pick = new Pick(run, random);
        Tab tab = pick.tab();
        if (tab == null || tab.triggered) {
            return;
        }
        Tab copy = new Tab(tab.schema, "_" + tab.name + "_gho", tab.old);
        if (!run.world.free(copy.schema, copy.name) || !run.world.free(tab.schema, "_" + tab.name + "_del")) {
            return;
        }
        tab.cols.stream().map(Col::copy).forEach(copy.cols::add);
        change(copy, pick, random);
        create(run, copy);
        fill(run, tab, copy);
        String name = tab.name;
        RenameTable.rename(run, tab, "_" + name + "_del");
        tab.old = null;
        tab.setAside = true;
        RenameTable.rename(run, copy, name);
    }

    private static void change(Tab copy, Pick pick, Random random) {
        Col col = pick.payload(copy);
        if (col == null) {
            return;
        }
        int choice = random.nextInt(3);
        if (choice == 0 && copy.payload().size() > 1) {
            DropColumn.gone(copy, col);
        } else if (choice == 1) {
            String to = pick.columnName(copy, col.name);
            col.note = col.name;
            col.name = to;
        }
    }

    private static void fill(Run run, Tab from, Tab to) throws SQLException {
        String there = to.cols.stream().map(c -> c.name).collect(Collectors.joining(", "));
        String here =
                to.cols.stream().map(c -> c.note == null ? c.name : c.note).collect(Collectors.joining(", "));
        run.ddl("insert into " + to.qualified() + " (" + there + ") select " + here + " from " + from.qualified());
        for (Col col : to.cols) {
            // Such a tool carries the counter over as well. MySQL counts from the greatest by itself.
            if (col.numbered() && !run.engine().speaksMySql()) {
                run.ddl("alter table " + to.qualified() + " alter column " + col.name + " restart with "
                        + (FIRST_AFTER + run.serial()));
            }
        }
    }

    static void create(Run run, Tab tab) throws SQLException {
        List<String> lines = new ArrayList<>();
        List<String> key = new ArrayList<>();
        for (Col col : tab.cols) {
            lines.add(col.name + " " + col.type + (col.required == null ? "" : " not null"));
            if (RenameTable.isKey(col)) {
                key.add(col.name);
            }
            run.world.names.add(col.name);
        }
        if (!key.isEmpty()) {
            lines.add("primary key (" + String.join(", ", key) + ")");
        }
        run.ddl("create table " + tab.qualified() + " (" + String.join(", ", lines) + ")");
        run.world.names.add(tab.name);
        run.world.tabs.add(tab);
    }
}
