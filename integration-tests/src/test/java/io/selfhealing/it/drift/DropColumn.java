package io.selfhealing.it.drift;

import java.sql.SQLException;
import java.util.Random;

/** A column goes; one that was kept in step with it takes its place. */
final class DropColumn {
    private DropColumn() {}

    static void random(Run run, Random random) throws SQLException {
        Pick pick = new Pick(run, random);
        Tab tab = pick.tab();
        Col col = tab == null ? null : pick.payload(tab);
        if (tab != null && col != null && !tab.triggered) {
            drop(run, tab, col);
        }
    }

    static void drop(Run run, Tab tab, Col col) throws SQLException {
        if (tab.cols.size() < 2) {
            return;
        }
        run.ddl(run.dialect.drop(tab, col));
        gone(tab, col);
    }

    /** The table no longer has the column. One that was filled from it is it from now on. */
    static void gone(Tab tab, Col col) {
        tab.cols.remove(col);
        Meaning gone = col.meaning;
        if (gone == null) {
            return;
        }
        for (Col other : tab.cols) {
            if (gone.equals(other.copyOf) && other.meaning == null) {
                other.meaning = gone;
                other.copyOf = null;
                return;
            }
        }
    }
}
