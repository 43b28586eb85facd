package io.selfhealing.it.drift;

import java.sql.SQLException;
import java.util.Random;

/** A column gets another type: with its values, or with others. */
final class Retype {
    private Retype() {}

    static void random(Run run, Random random) throws SQLException {
        Pick pick = new Pick(run, random);
        Tab tab = pick.tab();
        Col col = tab == null ? null : pick.known(tab);
        if (tab == null || col == null || col.meaning == null || !col.conversion.equals("?")) {
            return;
        }
        String type = other(col.meaning.type());
        if (!type.isEmpty() && col.type.equals(col.meaning.type().sql(run.engine()))) {
            to(run, tab, col, type);
        }
    }

    /** Types that hold every value that the other one can. */
    private static String other(ColumnType type) {
        return switch (type) {
            case INT, BIGINT, UUID -> "varchar(60)";
            case DECIMAL -> "numeric(20,4)";
            case WORD -> "varchar(200)";
            case TRUTH -> "integer";
            case TEXT -> "varchar(300)";
            case MOMENT -> "";
        };
    }

    static void to(Run run, Tab tab, Col col, String type) throws SQLException {
        run.ddl(run.dialect.retype(tab, col, type, "cast(" + col.name + " as " + type + ")"));
        col.type = type;
        col.conversion = run.dialect.castTo(type);
    }

    /**
     * The column is renamed, and filled with something else: it is no longer what it was. Only rows that can be found again tell so:
     * where there is no key, or hardly a row, the database's own identity is the best that anybody can go by.
     */
    static void refill(Run run, Random random) throws SQLException {
        Pick pick = new Pick(run, random);
        Tab tab = pick.tab();
        Col col = tab == null ? null : pick.known(tab);
        if (tab == null
                || col == null
                || col.meaning == null
                || tab.triggered
                || tab.key().isEmpty()
                || run.dump().of(tab.qualified()).size() < 3) {
            return;
        }
        String other = otherValue(run, col, col.meaning.type());
        if (!other.isEmpty()) {
            refill(run, tab, col, pick.columnName(tab, col.name), other);
        }
    }

    static void refill(Run run, Tab tab, Col col, String name, String value) throws SQLException {
        RenameColumn.rename(run, tab, col, name);
        run.ddl("update " + tab.qualified() + " set " + name + " = " + value.replace("?", name));
        col.meaning = null;
    }

    private static String otherValue(Run run, Col col, ColumnType type) {
        return switch (type) {
            case INT, BIGINT, DECIMAL -> col.conversion.equals("?") ? "? + 77000000" : "";
            case TEXT -> run.engine().speaksMySql() ? "concat('code-', ?)" : "'code-' || ?";
            default -> "";
        };
    }
}
