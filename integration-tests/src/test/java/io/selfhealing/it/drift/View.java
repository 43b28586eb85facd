package io.selfhealing.it.drift;

import java.sql.SQLException;
import java.util.Random;
import java.util.stream.Collectors;

/** A view stands where the table was. */
final class View {
    private View() {}

    static void random(Run run, Random random) throws SQLException {
        Pick pick = new Pick(run, random);
        Tab tab = pick.tab();
        if (tab == null) {
            return;
        }
        String name = tab.name;
        RenameTable.rename(run, tab, run.fresh(name + "_base"));
        String columns = tab.cols.stream().map(c -> c.name).collect(Collectors.joining(", "));
        run.ddl("create view " + tab.schema + "." + name + " as select " + columns + " from " + tab.qualified());
        run.world.views.add(tab.schema + "." + name);
    }
}
