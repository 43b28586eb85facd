package io.selfhealing.it.drift;

import java.sql.SQLException;
import java.util.List;
import java.util.Random;

/** Names change hands: between two columns, to a new column, or from one that is gone. */
final class SwapNames {
    private SwapNames() {}

    static void random(Run run, Random random) throws SQLException {
        Pick pick = new Pick(run, random);
        Tab tab = pick.tab();
        if (tab == null || tab.payload().size() < 2) {
            return;
        }
        Col one = pick.payload(tab);
        List<Col> alike = tab.payload().stream()
                .filter(c -> c != one && one != null && (c.type.equals(one.type) || random.nextInt(3) == 0))
                .toList();
        Col two = pick.any(alike);
        if (one != null && two != null) {
            swap(run, tab, one, two);
        }
    }

    static void swap(Run run, Tab tab, Col one, Col two) throws SQLException {
        String first = one.name;
        String second = two.name;
        RenameColumn.rename(run, tab, one, run.fresh("swap"));
        RenameColumn.rename(run, tab, two, first);
        RenameColumn.rename(run, tab, one, second);
    }

    /** A column is renamed, and a new one gets its name. */
    static void reuse(Run run, Random random) throws SQLException {
        Pick pick = new Pick(run, random);
        Tab tab = pick.tab();
        Col col = tab == null ? null : pick.known(tab);
        if (tab != null && col != null) {
            String name = col.name;
            RenameColumn.rename(run, tab, col, pick.columnName(tab, name));
            ColumnType type = col.meaning == null ? ColumnType.TEXT : col.meaning.type();
            AddColumn.add(run, tab, name, type, "", tab.cols.size());
        }
    }

    /** A column goes, and another old one gets its name. */
    static void inherit(Run run, Random random) throws SQLException {
        Pick pick = new Pick(run, random);
        Tab tab = pick.tab();
        if (tab == null || tab.triggered || tab.payload().size() < 2) {
            return;
        }
        Col gone = pick.known(tab);
        Col heir = pick.any(tab.payload().stream().filter(c -> c != gone).toList());
        if (gone != null && heir != null) {
            DropColumn.drop(run, tab, gone);
            if (tab.cols.contains(heir)) {
                RenameColumn.rename(run, tab, heir, gone.name);
            }
        }
    }
}
