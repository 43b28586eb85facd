package io.selfhealing.agent.spool.replay;

import io.selfhealing.agent.sql.Product;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** The replay's own connection to its database, which has nothing of the application's but the credentials. */
final class Line implements AutoCloseable {
    private static final int NETWORK_MILLIS = 60_000;

    private final Connection connection;
    private final Mender mender;
    private final @Nullable ReplayLedger ledger;
    private final @Nullable String identity;
    private Statements statements;
    private final Target target;

    private Line(
            Connection connection,
            Mender mender,
            @Nullable ReplayLedger ledger,
            @Nullable String identity,
            Target target) {
        this.connection = connection;
        this.mender = mender;
        this.ledger = ledger;
        this.identity = identity;
        this.target = target;
        this.statements = fresh();
    }

    /** Opens one, and looks for the ledger on it. */
    static Line open(Target target, LedgerFinder finder) throws SQLException {
        Connection connection = target.source().open();
        try {
            connection.setAutoCommit(false);
            bound(connection, target.product());
            ReplayLedger ledger = finder.find(connection);
            String identity = target.counterpart().identity(connection);
            connection.commit();
            return new Line(connection, target.mending().on(connection), ledger, identity, target);
        } catch (SQLException | RuntimeException | Error e) {
            close(connection);
            throw e;
        }
    }

    /** Looks for the ledger on a fresh connection. */
    @FunctionalInterface
    interface LedgerFinder {
        @Nullable
        ReplayLedger find(Connection connection) throws SQLException;
    }

    /** A lock that the application holds must not hold up all the others; nor a server that does not answer. */
    private static void bound(Connection connection, Product product) throws SQLException {
        String sql = product == Product.POSTGRESQL
                ? "set lock_timeout = '2s'"
                : product.speaksMySql() ? "set innodb_lock_wait_timeout = 2" : null;
        if (sql != null) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
        try {
            connection.setNetworkTimeout(Runnable::run, NETWORK_MILLIS);
        } catch (SQLException | RuntimeException | LinkageError e) {
            // Old or small drivers have no such thing.
        }
    }

    private Statements fresh() {
        return new Statements(
                connection,
                target.product(),
                mender,
                ledger == null ? new ByKey(target.dialect().get()) : null);
    }

    Connection connection() {
        return connection;
    }

    /** Of the database to which it leads; null where that does not last. */
    @Nullable
    String identity() {
        return identity;
    }

    Mender mender() {
        return mender;
    }

    @Nullable
    ReplayLedger ledger() {
        return ledger;
    }

    Statements statements() {
        return statements;
    }

    /** Whether the connection lives on after a failure, with nothing of the transaction left. */
    boolean rollback() {
        statements.close();
        statements = fresh();
        try {
            connection.rollback();
            return !connection.isClosed();
        } catch (SQLException | RuntimeException e) {
            return false;
        }
    }

    @Override
    public void close() {
        statements.close();
        close(connection);
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException | RuntimeException e) {
            // It is given up either way.
        }
    }
}
