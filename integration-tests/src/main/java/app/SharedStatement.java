package app;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** One prepared statement that several threads write with. */
final class SharedStatement implements Writers {
    private static final long PAUSE_MILLIS = 2;

    private final AtomicInteger landed = new AtomicInteger();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final PreparedStatement insert;
    private final int rows;
    private final boolean inTurn;
    private final List<Thread> threads;

    /** @param inTurn whether each thread binds and runs its row before another may; without that, rows get mixed anywhere */
    SharedStatement(PreparedStatement insert, int threads, int rows, boolean inTurn) {
        this.insert = insert;
        this.rows = rows;
        this.inTurn = inTurn;
        this.threads = IntStream.range(0, threads)
                .mapToObj(n -> new Thread(() -> write(n * rows), "sharer-" + n))
                .toList();
    }

    private void write(int first) {
        for (int id = first; id < first + rows; id++) {
            try {
                if (inTurn) {
                    synchronized (insert) {
                        writeRow(id);
                    }
                } else {
                    writeRow(id);
                }
                landed.incrementAndGet();
                Thread.sleep(PAUSE_MILLIS);
            } catch (SQLException | RuntimeException | LinkageError e) {
                failures.add(e.getClass().getName() + " made in " + e.getStackTrace()[0]);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void writeRow(int id) throws SQLException {
        insert.setLong(1, id);
        insert.setString(2, "sender-" + id);
        insert.setString(3, "content-" + id);
        insert.executeUpdate();
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
}
