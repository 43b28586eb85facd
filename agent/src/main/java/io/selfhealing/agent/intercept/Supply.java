package io.selfhealing.agent.intercept;

import io.selfhealing.agent.schema.ConnectionSource;
import java.lang.ref.WeakReference;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Where a connection came from that no {@code Driver.connect} gave out. Holds the data source weakly; never printed.
 *
 * @param distributed whether the connection may be part of a distributed transaction
 * @param path of connections that are new
 */
record Supply(
        WeakReference<Object> source,
        @Nullable String user,
        @Nullable String password,
        boolean distributed,
        StartPath path)
        implements ConnectionSource {
    /** Whether the agent may take a connection of its own there: a pool has none to spare. */
    boolean lends() {
        return source.get() instanceof DataSource lender && !(lender instanceof AutoCloseable);
    }

    @Override
    public Connection open() throws SQLException {
        if (!(source.get() instanceof DataSource lender)) {
            throw new SQLException("the application's data source is gone", "08001");
        }
        return Own.call(() -> user == null ? lender.getConnection() : lender.getConnection(user, password));
    }

    @Override
    public String toString() {
        return "a supply";
    }
}
