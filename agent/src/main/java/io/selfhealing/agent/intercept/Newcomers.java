package io.selfhealing.agent.intercept;

import io.selfhealing.agent.sql.Scanner;
import io.selfhealing.agent.sql.StatementKind;
import io.selfhealing.bootstrap.door.SelfHealingState;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Connections and statements that were made where nobody looked: by a data source that does without {@code Driver.connect}, or
 * before the agent came. What cannot be told of them for certain is left alone.
 */
final class Newcomers {
    private final Databases databases;
    private final Supplies supplies = new Supplies();
    private final Innermost innermost = new Innermost();
    private final States states;

    Newcomers(Databases databases, States states) {
        this.databases = databases;
        this.states = states;
    }

    /** What is known of a connection from now on; null where it is a wrapper, closed, or of a product that is not read. */
    @Nullable
    ConnectionState connection(Connection connection) {
        return unlessStrange(connection, () -> {
            Supply supply = supplies.of(connection);
            return innermost.is(connection) ? databases.adopted(connection, supply, false) : null;
        });
    }

    /** A data source gave something out. The state of the connection, where it is a driver's own and fresh. */
    @Nullable
    ConnectionState supplied(
            Object source, Object product, @Nullable String user, @Nullable String password, boolean distributed) {
        Supply supply = supplies.note(source, product, user, password, distributed);
        boolean fresh = source instanceof javax.sql.DataSource;
        return supply == null || !fresh || !(product instanceof Connection connection)
                ? null
                : unlessStrange(
                        connection,
                        () -> innermost.is(connection) ? databases.adopted(connection, supply, true) : null);
    }

    /**
     * What is known of a statement from now on.
     *
     * @param connections the state of a connection, or null
     */
    @Nullable
    SelfHealingState statement(Statement statement, Function<Connection, @Nullable ConnectionState> connections) {
        return unlessStrange(statement, () -> {
            if (statement instanceof CallableStatement) {
                return null;
            }
            Connection own = statement.getConnection();
            ConnectionState connection = own == null ? null : connections.apply(own);
            if (connection == null) {
                return null;
            }
            return statement instanceof PreparedStatement prepared
                    ? prepared(connection, prepared)
                    : plain(connection, statement);
        });
    }

    private static @Nullable SelfHealingState prepared(ConnectionState connection, PreparedStatement statement)
            throws SQLException {
        Found found = Found.in(statement);
        if (found == null) {
            return null;
        }
        StatementKind kind = Scanner.kind(found.sql());
        if (!kind.isWrite()) {
            return Witness.matters(kind, found.sql()) ? new WitnessedText(connection, found.sql()) : null;
        }
        int parameters = Scanner.parameters(found.sql(), connection.database().product());
        PreparedState state =
                new PreparedState(connection, statement, found.sql(), found.sql(), found.flavour(), parameters + 1);
        state.awaited = parameters;
        state.rowsForgotten = found.mayHaveRows();
        return state;
    }

    private static PlainState plain(ConnectionState connection, Statement statement) {
        PlainState state = new PlainState(connection, statement);
        state.batchChangesNames = true; // What is in its batch is not known.
        return state;
    }

    private <T> @Nullable T unlessStrange(Object jdbc, Own.Ask<T> ask) {
        if (states.isStranger(jdbc)) {
            return null;
        }
        try {
            T state = Own.ask(ask);
            if (state == null) {
                states.strange(jdbc);
            }
            return state;
        } catch (SQLException closed) {
            return null;
        } catch (RuntimeException | LinkageError lying) {
            states.strange(jdbc); // A wrapper without the method, or with another idea of it.
            return null;
        }
    }
}
