package io.selfhealing.agent.report;

import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.Folding;
import io.selfhealing.agent.sql.Product;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How one database's schema is changed. All names as the catalog holds them. */
interface Ddl {
    /**
     * Adds a column that may be NULL.
     *
     * @param type as {@link ColumnTypes} spells it
     */
    Change addColumn(TableRef table, String column, String type);

    Change renameColumn(TableRef table, String from, String to);

    /**
     * Gives a column a default.
     *
     * @param expression SQL without parameters
     * @param now null where the column's present type is not known
     */
    Change setDefault(TableRef table, String column, String expression, @Nullable Column now);

    Change allowNull(TableRef table, String column, @Nullable Column now);

    /**
     * Gives a column another type.
     *
     * @param now null where the column's present type is not known
     */
    Change changeType(TableRef table, String column, String type, @Nullable Column now);

    /**
     * Gives an enumeration labels back.
     *
     * @param labels that are missing, with those that have come in their place; an empty one where none has
     */
    Change restoreLabels(TableRef table, Column now, Map<String, String> labels);

    /**
     * Has something stand where a table was.
     *
     * @param columns what each column of the old table is called now, in their order
     */
    Change standIn(TableRef old, TableRef now, Map<String, String> columns);

    /**
     * How an application that knows a table's columns by their former names can be given a view of it, while all others keep the
     * table; null where the product has no such way.
     *
     * @param columns what each column is called now, by its former name, in their order
     */
    default @Nullable String viewFor(TableRef table, Map<String, String> columns) {
        return null;
    }

    /** Statements with which an operator's session begins, so that no statement waits long for a lock. */
    List<String> impatience(long seconds);

    /** Null for a product for which no SQL is written. */
    static @Nullable Ddl of(Product product) {
        return switch (product) {
            case POSTGRESQL -> new PostgresDdl(new Dialect(product, Folding.LOWER));
            case MARIADB, MYSQL -> new MySqlDdl(new Dialect(product, Folding.LOWER), new ColumnTypes(product));
            case H2 -> new H2Ddl(new Dialect(product, Folding.UPPER), new ColumnTypes(product));
            default -> null;
        };
    }
}
