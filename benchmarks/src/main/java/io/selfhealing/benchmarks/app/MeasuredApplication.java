package io.selfhealing.benchmarks.app;

import io.selfhealing.benchmarks.app.Worker.Done;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * An application that repeats operations as it is told on standard input, and measures itself. Arguments: the JDBC URL, whether
 * a column is to be renamed ({@code drift}) or not ({@code steady}).
 *
 * <p>{@code run OPERATION THREADS MILLIS} is answered by {@code done OPERATIONS NANOS CPU_NANOS BYTES}: summed up over the threads, but for
 * the time, which is the longest of theirs. Before each run the tables are empty and the heap is tidy.
 */
public final class MeasuredApplication {
    private final String url;
    private final List<Worker> workers = new ArrayList<>();
    private final Tables tables;

    private MeasuredApplication(String url, Connection housekeeping) {
        this.url = url;
        this.tables = new Tables(housekeeping);
    }

    public static void main(String[] arguments) throws Exception {
        try (Connection housekeeping = DriverManager.getConnection(arguments[0])) {
            MeasuredApplication application = new MeasuredApplication(arguments[0], housekeeping);
            application.tables.create();
            if (arguments[1].equals("drift")) {
                application.tables.drift();
            }
            System.out.println("ready");
            application.obey();
        }
    }

    private void obey() throws IOException, SQLException, InterruptedException, ExecutionException {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            String[] words = order.split(" ", -1);
            Done done = run(Operation.valueOf(words[1]), Integer.parseInt(words[2]), Long.parseLong(words[3]));
            System.out.println(
                    "done " + done.operations() + " " + done.nanos() + " " + done.cpuNanos() + " " + done.bytes());
        }
        workers.forEach(Worker::close);
    }

    private Done run(Operation operation, int threads, long millis)
            throws SQLException, InterruptedException, ExecutionException {
        while (workers.size() < threads) {
            workers.add(new Worker(DriverManager.getConnection(url), workers.size()));
        }
        tables.empty();
        System.gc();
        CyclicBarrier start = new CyclicBarrier(threads);
        List<Future<Done>> running = new ArrayList<>();
        for (Worker worker : workers.subList(0, threads)) {
            running.add(worker.run(operation, TimeUnit.MILLISECONDS.toNanos(millis), start));
        }
        Done sum = new Done(0, 0, 0, 0);
        for (Future<Done> one : running) {
            Done done = one.get();
            sum = new Done(
                    sum.operations() + done.operations(),
                    Math.max(sum.nanos(), done.nanos()),
                    sum.cpuNanos() + done.cpuNanos(),
                    sum.bytes() + done.bytes());
        }
        return sum;
    }
}
