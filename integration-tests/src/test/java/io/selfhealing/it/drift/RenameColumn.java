package io.selfhealing.it.drift;

import java.sql.SQLException;
import java.util.Random;

/** A column gets another name: a payload column, or now and then one of the key. */
final class RenameColumn {
    private RenameColumn() {}

    static void random(Run run, Random random) throws SQLException {
        Pick pick = new Pick(run, random);
        Tab tab = pick.tab();
        if (tab == null) {
            return;
        }
        Col col = random.nextInt(8) == 0 ? pick.any(tab.key()) : pick.payload(tab);
        if (col != null) {
            rename(run, tab, col, pick.columnName(tab, col.name));
        }
    }

    static void rename(Run run, Tab tab, Col col, String to) throws SQLException {
        run.ddl(run.dialect.rename(tab, col, to));
        col.name = to;
        run.world.names.add(to);
    }
}
