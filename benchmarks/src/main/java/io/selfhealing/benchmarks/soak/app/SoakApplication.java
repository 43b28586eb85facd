package io.selfhealing.benchmarks.soak.app;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes from several threads until it is told to stop. Arguments: the JDBC URL, a directory for the journals, threads, writes
 * per second.
 *
 * <p>{@code gauge} on standard input is answered by {@code gauge HEAP_KIB NON_HEAP_KIB PREPARED}, the heap after a collection,
 * followed by each thread's {@code ID NAME} behind a tab; {@code stop} by {@code stopped FAILURES}.
 */
public final class SoakApplication {
    private final List<Writer> writers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final List<Journal> journals = new ArrayList<>();
    private final Failures failures = new Failures();
    private final HikariDataSource pool;

    private SoakApplication(HikariDataSource pool) {
        this.pool = pool;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int threads = Integer.parseInt(arguments[2]);
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(arguments[0]);
        config.setMaximumPoolSize(threads);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            SoakApplication application = new SoakApplication(pool);
            application.start(Path.of(arguments[1]), threads, Integer.parseInt(arguments[3]));
            System.out.println("ready");
            application.obey();
        }
    }

    private void start(Path directory, int count, int perSecond) throws IOException {
        long pause = TimeUnit.SECONDS.toNanos(count) / perSecond;
        for (int i = 0; i < count; i++) {
            Journal journal = new Journal(directory.resolve("journal." + i));
            Writer writer = new Writer(pool, new Traffic(journal, failures, (i + 1) * 1_000_000_000L), failures, pause);
            journals.add(journal);
            writers.add(writer);
            threads.add(new Thread(writer, "writer-" + i));
        }
        threads.forEach(Thread::start);
    }

    private void obey() throws IOException, InterruptedException {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String order = orders.readLine();
        while (order != null && !order.equals("stop")) {
            System.out.println("gauge " + gauges());
            order = orders.readLine();
        }
        writers.forEach(Writer::stop);
        for (Thread thread : threads) {
            thread.join();
        }
        for (Journal journal : journals) {
            journal.close();
        }
        System.out.println("stopped " + failures.told());
    }

    private String gauges() {
        System.gc();
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        int prepared = writers.stream().mapToInt(Writer::preparedStatements).sum();
        return (memory.getHeapMemoryUsage().getUsed() >> 10)
                + " " + (memory.getNonHeapMemoryUsage().getUsed() >> 10)
                + " " + prepared
                + threads();
    }

    /** The JVM hides those that compile and collect, so that what it starts and ends of them at will is not counted. */
    private static String threads() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Stream.of(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(Objects::nonNull) // It ended since.
                .map(thread -> "\t" + thread.getThreadId() + " " + thread.getThreadName())
                .collect(Collectors.joining());
    }
}
