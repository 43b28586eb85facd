package io.selfhealing.agent.schema;

import io.selfhealing.agent.sql.Product;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A moment in the life of a table after which an inserted row can be told from those before: by a key that is greater than every
 * one until then. A database changes a table's name only when no transaction has a write to it open, so such a row was inserted
 * under the new name. Statistics of the database are of no use here, since they come late: what they count now may have been
 * written under the old name, and they count what a foreign key changes by itself.
 *
 * @param greatest 0 where there was no row
 */
record RowMark(boolean empty, long greatest) {
    /** Whether the table's key is one that grows. */
    static boolean suits(TableSnapshot table, Product product) {
        boolean readable = product == Product.POSTGRESQL || product == Product.H2 || product.speaksMySql();
        if (!readable
                || table.kind() != TableSnapshot.Kind.TABLE
                || table.primaryKey().size() != 1) {
            return false;
        }
        Column key = table.column(table.primaryKey().get(0));
        return key != null && key.type().family() == TypeFamily.INTEGER;
    }

    /** Reads one end of the key's index. */
    static RowMark of(Connection connection, TableSnapshot table, Product product) throws SQLException {
        String key = quoted(table.primaryKey().get(0), product);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT MAX(" + key + ") FROM " + name(table, product))) {
            row.next();
            long greatest = row.getLong(1);
            return new RowMark(row.wasNull(), greatest);
        }
    }

    /** Whether a row was inserted since. */
    boolean wasPassed(Connection connection, TableSnapshot table, Product product) throws SQLException {
        String key = quoted(table.primaryKey().get(0), product);
        String sql = "SELECT 1 FROM " + name(table, product) + (empty ? "" : " WHERE " + key + " > ?") + " LIMIT 1";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            if (!empty) {
                statement.setLong(1, greatest);
            }
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static String name(TableSnapshot table, Product product) {
        return quoted(table.schema(), product) + "." + quoted(table.name(), product);
    }

    private static String quoted(String name, Product product) {
        String quote = product.speaksMySql() ? "`" : "\"";
        return quote + name.replace(quote, quote + quote) + quote;
    }
}
