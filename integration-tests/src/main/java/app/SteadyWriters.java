package app;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;

final class SteadyWriters implements Writers {
    /** Between two rows of a thread, so that a change of the schema falls among the writes and not after them. */
    private static final long PAUSE_MILLIS = 2;

    private final AtomicInteger landed = new AtomicInteger();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final DataSource pool;
    private final String sql;
    private final int rows;
    private final List<Thread> threads;

    SteadyWriters(DataSource pool, String sql, int threads, int rows) {
        this.pool = pool;
        this.sql = sql;
        this.rows = rows;
        this.threads = IntStream.range(0, threads)
                .mapToObj(n -> new Thread(() -> write(n * rows), "writer-" + n))
                .toList();
    }

    @Override
    public void start() {
        threads.forEach(Thread::start);
    }

    @Override
    public int landed() {
        return landed.get();
    }

    @Override
    public void join() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @Override
    public List<String> failures() {
        return List.copyOf(failures);
    }

    /** Every other thread keeps its prepared statement; the rest prepare for each row, as a pooled application does. */
    private void write(int first) {
        boolean keeps = first / rows % 2 == 0;
        try (Connection connection = pool.getConnection();
                PreparedStatement kept = connection.prepareStatement(sql)) {
            for (int id = first; id < first + rows; id++) {
                if (keeps) {
                    writeRow(kept, id);
                } else {
                    try (PreparedStatement fresh = connection.prepareStatement(sql)) {
                        writeRow(fresh, id);
                    }
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (SQLException | InterruptedException e) {
            failures.add(Thrown.of(e).toString());
        }
    }

    private void writeRow(PreparedStatement insert, int id) {
        try {
            insert.setLong(1, id);
            insert.setString(2, "sender-" + id);
            insert.setString(3, "content-" + id);
            int count = insert.executeUpdate();
            if (count == 1) {
                landed.incrementAndGet();
            } else {
                failures.add("row " + id + ": count " + count);
            }
        } catch (SQLException e) {
            failures.add("row " + id + ": " + Thrown.of(e));
        }
    }
}
