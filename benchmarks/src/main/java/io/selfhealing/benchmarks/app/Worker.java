package io.selfhealing.benchmarks.app;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A thread of the application with its own connection, and the statements that it has prepared there. */
final class Worker implements AutoCloseable {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Map<Operation, Work> works = new EnumMap<>(Operation.class);
    private final Connection connection;
    private final int number;
    private final ExecutorService thread;

    /**
     * What one thread did.
     *
     * @param nanos on the wall's clock
     * @param cpuNanos in which this thread was on a processor
     * @param bytes allocated by this thread
     */
    record Done(long operations, long nanos, long cpuNanos, long bytes) {}

    Worker(Connection connection, int number) {
        this.connection = connection;
        this.number = number;
        this.thread = Executors.newSingleThreadExecutor(task -> {
            Thread made = new Thread(task, "worker-" + number);
            made.setDaemon(true);
            return made;
        });
    }

    /** @param start passed by all threads at once */
    Future<Done> run(Operation operation, long nanos, CyclicBarrier start) {
        return thread.submit(() -> {
            Work work = work(operation);
            start.await();
            return repeat(work, operation.stride(), nanos);
        });
    }

    private Work work(Operation operation) throws SQLException {
        Work known = works.get(operation);
        if (known == null) {
            // The tables are emptied between operations: only threads must keep out of each other's way.
            known = Work.of(operation, connection, (number + 1L) << 40);
            works.put(operation, known);
        }
        return known;
    }

    private static Done repeat(Work work, int stride, long nanos) throws SQLException {
        long operations = 0;
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        long cpu = THREADS.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        long now;
        do {
            for (int i = 0; i < stride; i++) {
                work.once();
            }
            operations += stride;
            now = System.nanoTime();
        } while (now - start < nanos);
        cpu = THREADS.getCurrentThreadCpuTime() - cpu;
        return new Done(operations, now - start, cpu, THREADS.getCurrentThreadAllocatedBytes() - bytes);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
