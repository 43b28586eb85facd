package io.selfhealing.it;

import app.Pool;
import io.selfhealing.it.harness.Application;
import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.Event;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;

/**
 * A pool of one connection that writes to a table of its own, so that many can be told apart in one application.
 *
 * @param name of the pool and of its table
 */
record Pooled(String name, DataSource pool) {
    /** What changes how PostgreSQL's driver prepares, batches and recovers. */
    private static final List<String> OPTIONS = List.of(
            "prepareThreshold=1",
            "prepareThreshold=1&autosave=always",
            "autosave=conservative",
            "reWriteBatchedInserts=true",
            "preferQueryMode=simple",
            "preparedStatementCacheQueries=0");

    /** Every kind of pool, and a pool that keeps its statements for each of the driver's options; the tables are not made. */
    static List<Pooled> all(Application application) {
        List<Pooled> all = new ArrayList<>();
        for (Pool kind : Pool.values()) {
            all.add(new Pooled(kind.name().toLowerCase(Locale.ROOT), application.pool(kind, "", 1)));
        }
        for (String option : OPTIONS) {
            String name = option.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
            all.add(new Pooled(name, application.pool(Pool.DBCP_STATEMENTS, option, 1)));
        }
        return all;
    }

    /** A statement with the table's name in the place of {@code TABLE}. */
    String sql(String template) {
        return template.replace("TABLE", name);
    }

    static void ddl(Bench bench, List<Pooled> pools, String template) throws SQLException {
        bench.ddl(pools.stream().map(pool -> pool.sql(template)).toArray(String[]::new));
    }

    static void awaitSnapshots(Bench bench, List<Pooled> pools) throws IOException, InterruptedException {
        for (Pooled pool : pools) {
            bench.awaitSnapshot(pool.name);
        }
    }

    interface Act {
        void with(Connection connection) throws SQLException;
    }

    /** Takes the connection, acts and gives it back; what fails says in which pool. */
    void use(Act act) {
        try (Connection connection = pool.getConnection()) {
            act.with(connection);
        } catch (SQLException | AssertionError e) {
            throw new AssertionError("in " + name + ": " + e.getMessage(), e);
        }
    }

    /** Takes the connection, prepares, writes one row and gives both back. */
    void write(String template, Object... values) {
        use(connection -> {
            int count = Messages.write(connection, sql(template), values);
            if (count != 1) {
                throw new AssertionError("count " + count);
            }
        });
    }

    /** The server's process behind the connection, which tells one physical connection from another. */
    String session() throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select pg_backend_pid()")) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** Recorded events of a kind on the pool's table, once the applications have ended. */
    List<Event> events(Bench bench, String kind) throws IOException {
        return bench.events(kind).stream()
                .filter(event -> event.table().equals("public." + name))
                .toList();
    }

    /** The one key of the row that was written last. */
    static long key(PreparedStatement statement) throws SQLException {
        try (ResultSet keys = statement.getGeneratedKeys()) {
            if (!keys.next()) {
                throw new AssertionError("no generated key");
            }
            long key = keys.getLong("id");
            if (keys.next()) {
                throw new AssertionError("more than one generated key");
            }
            return key;
        }
    }
}
