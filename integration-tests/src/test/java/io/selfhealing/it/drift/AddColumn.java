package io.selfhealing.it.drift;

import io.selfhealing.it.server.Engine;
import java.sql.SQLException;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A column comes that the old application does not know. */
final class AddColumn {
    private AddColumn() {}

    static void random(Run run, Random random) throws SQLException {
        Pick pick = new Pick(run, random);
        Tab tab = pick.tab();
        if (tab == null) {
            return;
        }
        ColumnType type = ColumnType.payload(random);
        String name = pick.columnName(tab, "extra");
        String rest = random.nextInt(3) == 0 ? " default " + type.zero(run.engine()) + " not null" : "";
        add(run, tab, name, type, rest, tab.cols.size());
    }

    /** A column that has to be given: without a default, as soon as the rows that are there have got one. */
    static void required(Run run, Random random) throws SQLException {
        Pick pick = new Pick(run, random);
        Tab tab = pick.tab();
        if (tab == null) {
            return;
        }
        ColumnType type = random.nextBoolean() ? ColumnType.INT : ColumnType.TEXT;
        String name = random.nextBoolean() && tab.col("version") == null ? "version" : pick.columnName(tab, "need");
        Col col = add(run, tab, name, type, " default " + type.zero(run.engine()) + " not null", tab.cols.size());
        run.ddl("alter table " + tab.qualified() + " alter column " + col.name + " drop default");
        col.required = type.zero(run.engine());
    }

    /** In the place of one that goes, of the same type: no rename. */
    static void insteadOf(Run run, Random random) throws SQLException {
        Pick pick = new Pick(run, random);
        Tab tab = pick.tab();
        Col col = tab == null ? null : pick.known(tab);
        if (tab != null && col != null && col.meaning != null && !tab.triggered) {
            // In a table without a row, where columns have no identity, only the name tells that it is no rename.
            boolean told = run.engine() == Engine.POSTGRESQL
                    || !run.dump().of(tab.qualified()).isEmpty();
            insteadOf(run, tab, col, pick.columnName(tab, told ? col.name : "extra"), random.nextInt(4) == 0);
        }
    }

    static void insteadOf(Run run, Tab tab, Col col, String name, boolean required) throws SQLException {
        int place = tab.cols.indexOf(col);
        ColumnType type = col.meaning == null ? ColumnType.TEXT : col.meaning.type();
        DropColumn.drop(run, tab, col);
        add(run, tab, name, type, required ? " default " + type.zero(run.engine()) + " not null" : "", place);
    }

    /** The name of an old column that nothing bears comes again, as a new column. */
    static void back(Run run, Random random) throws SQLException {
        Pick pick = new Pick(run, random);
        Tab tab = pick.tab();
        Meaning vacant = tab == null ? null : pick.any(pick.vacant(tab));
        if (tab != null && vacant != null) {
            String rest = random.nextInt(4) == 0 ? " default " + vacant.type().zero(run.engine()) + " not null" : "";
            add(run, tab, vacant.name(), vacant.type(), rest, tab.cols.size());
        }
    }

    static Col add(Run run, Tab tab, String name, ColumnType type, String rest, int place) throws SQLException {
        String sql = type.sql(run.engine());
        run.ddl("alter table " + tab.qualified() + " add column " + name + " " + sql + rest
                + run.dialect.place(tab, place));
        return added(run, tab, name, sql, place);
    }

    private static Col added(Run run, Tab tab, String name, String sql, int place) {
        Col col = new Col(name, sql, null);
        boolean placed = !run.dialect.place(tab, place).isEmpty();
        tab.cols.add(placed ? place : tab.cols.size(), col);
        run.world.names.add(name);
        return col;
    }

    /** A column of a table, which has to be there. */
    static Col of(Tab tab, String name) {
        @Nullable Col col = tab.col(name);
        if (col == null) {
            throw new IllegalArgumentException(tab.qualified() + " has no " + name);
        }
        return col;
    }
}
