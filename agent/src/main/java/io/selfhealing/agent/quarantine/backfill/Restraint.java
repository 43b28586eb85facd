package io.selfhealing.agent.quarantine.backfill;

import io.selfhealing.agent.sql.Product;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Keeps a transaction that writes values back from standing in anybody's way. */
final class Restraint {
    private Restraint() {}

    /** A connection that was just opened. */
    static void onConnection(Connection own, Product product) throws SQLException {
        own.setAutoCommit(false);
        // With READ COMMITTED a server of MySQL's whose log has statements refuses to write.
        if (product != Product.SQLITE && !product.speaksMySql()) {
            own.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        }
        String settings = ofSession(product);
        if (!settings.isEmpty()) {
            try (Statement statement = own.createStatement()) {
                statement.execute(settings);
            }
        }
        own.commit();
    }

    private static String ofSession(Product product) {
        return switch (product) {
            case H2 -> "SET LOCK_TIMEOUT 1000";
            case MARIADB, MYSQL -> "SET SESSION innodb_lock_wait_timeout = 1, lock_wait_timeout = 1";
            case SQLSERVER -> "SET LOCK_TIMEOUT 1000";
            default -> "";
        };
    }

    /** A transaction that begins: behind a pooler of transactions nothing else would last, and nothing else would be forgotten. */
    static void onTransaction(Connection own, Product product) throws SQLException {
        if (product == Product.POSTGRESQL) {
            try (Statement statement = own.createStatement()) {
                // Rows that a policy hides would look like rows that are gone: without it, asking is an error.
                statement.execute("SET LOCAL lock_timeout = '1s'; SET LOCAL statement_timeout = '5s';"
                        + " SET LOCAL row_security = off");
            }
        }
    }
}
