package io.selfhealing.benchmarks.soak.app;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** A thread that borrows a connection for a while, writes at its pace, and gives it back. */
final class Writer implements Runnable {
    /** Writes with one borrowed connection: long enough for schema changes to fall between them. */
    private static final int BURST = 100;

    private final DataSource pool;
    private final Traffic traffic;
    private final Failures failures;
    private final long pauseNanos;
    private volatile boolean running = true;
    private volatile int preparedStatements;

    Writer(DataSource pool, Traffic traffic, Failures failures, long pauseNanos) {
        this.pool = pool;
        this.traffic = traffic;
        this.failures = failures;
        this.pauseNanos = pauseNanos;
    }

    void stop() {
        running = false;
    }

    /** What the server kept prepared for the connection that was last borrowed. */
    int preparedStatements() {
        return preparedStatements;
    }

    @Override
    public void run() {
        long next = System.nanoTime();
        while (running) {
            try (Connection connection = pool.getConnection();
                    PreparedStatement held = connection.prepareStatement(Row.INSERT)) {
                for (int i = 0; i < BURST && running; i++) {
                    traffic.next(connection, held);
                    next = Math.max(next + pauseNanos, System.nanoTime() - TimeUnit.SECONDS.toNanos(1));
                    TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
                }
                preparedStatements = count(connection);
            } catch (SQLException e) {
                failures.add(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static int count(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from pg_prepared_statements")) {
            row.next();
            return row.getInt(1);
        }
    }
}
