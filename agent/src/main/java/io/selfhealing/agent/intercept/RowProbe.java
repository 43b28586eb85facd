package io.selfhealing.agent.intercept;

import io.selfhealing.agent.quarantine.WaitingRow;
import io.selfhealing.agent.sql.Product;
import io.selfhealing.bootstrap.door.SelfHealingDoor;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks a connection of the application, in its own transaction, which of some rows are there: the database alone knows which rows a
 * condition meant, and how it compares keys.
 */
final class RowProbe {
    /** More are not asked for at once. */
    static final int MOST = 200;

    /** The application waits for it: somebody may just have begun to change the table. */
    private static final int SECONDS = 2;

    private final Transactions transactions;

    RowProbe(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Those of the rows that are there; null where that cannot be told.
     *
     * @param table with its schema, a point between them
     */
    @Nullable
    Set<WaitingRow> present(ConnectionState connection, String table, List<WaitingRow> rows) {
        int point = table.indexOf('.');
        boolean needed = transactions.needsSavepoint(connection);
        if (rows.size() > MOST || point < 0) {
            return null;
        }
        Savepoint savepoint = needed ? transactions.protectReading(connection) : null;
        if (needed && savepoint == null) {
            return null;
        }
        Product product = connection.database().product();
        String name = quoted(table.substring(0, point), product) + "." + quoted(table.substring(point + 1), product);
        try {
            Connection live = connection.connection();
            Set<WaitingRow> present = Own.call(() -> ask(live, name, rows, product));
            transactions.release(connection, savepoint);
            return present;
        } catch (SQLException | RuntimeException | LinkageError e) {
            if (!(e instanceof SQLException)) {
                SelfHealingDoor.count(e);
            }
            boolean unused = savepoint != null && transactions.mayRetry(connection, savepoint);
            return null;
        }
    }

    private static Set<WaitingRow> ask(Connection live, String table, List<WaitingRow> rows, Product product)
            throws SQLException {
        List<Object> values = new ArrayList<>();
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            String where = rows.get(i).key().keySet().stream()
                    .map(column -> quoted(column, product) + " = ?")
                    .collect(Collectors.joining(" AND "));
            parts.add("SELECT " + i + " FROM " + table + " WHERE " + where);
            values.addAll(rows.get(i).key().values());
        }
        Set<WaitingRow> present = new HashSet<>();
        try (PreparedStatement statement = live.prepareStatement(String.join(" UNION ALL ", parts))) {
            if (product != Product.H2) {
                statement.setQueryTimeout(
                        SECONDS); // There it would hold for the whole connection, which has its own for locks.
            }
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    present.add(rows.get(found.getInt(1)));
                }
            }
        }
        return present;
    }

    private static String quoted(String name, Product product) {
        String quote = product.speaksMySql() ? "`" : "\"";
        return quote + name.replace(quote, quote + quote) + quote;
    }
}
