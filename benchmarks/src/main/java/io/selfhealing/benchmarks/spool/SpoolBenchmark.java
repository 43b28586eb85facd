package io.selfhealing.benchmarks.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Appends by eight writers, the bare loop and the spool in turn: {@code SpoolBenchmark DIRECTORY [ROUNDS [MILLIS]]}. The
 * directory decides the disk. Turns are short and many, so that what else the machine does meets all alike.
 */
public final class SpoolBenchmark {
    private static final int WRITERS = 8;
    private static final int WARM_UP = 5;
    private static final int PROBES = 1_000;

    private final Path directory;
    private final int rounds;
    private final int millis;

    private SpoolBenchmark(Path directory, int rounds, int millis) {
        this.directory = directory;
        this.rounds = rounds;
        this.millis = millis;
    }

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 40;
        int millis = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 500;
        new SpoolBenchmark(Files.createDirectories(Path.of(arguments[0])), rounds, millis).run();
    }

    private void run() throws Exception {
        int bytes = recordBytes();
        System.out.printf("%d writers, %d bytes a record, %d rounds of %d ms%n", WRITERS, bytes, rounds, millis);
        List<Double> bare = new ArrayList<>();
        List<Double> spool = new ArrayList<>();
        List<Double> encrypted = new ArrayList<>();
        for (int round = -WARM_UP; round < rounds; round++) {
            double bareRate = perSecond(new BareLog(directory.resolve("bare.log"), bytes, WRITERS));
            double spoolRate = perSecond(new SpoolAppender(directory.resolve("home"), false));
            double encryptedRate = perSecond(new SpoolAppender(directory.resolve("home"), true));
            if (round >= 0) {
                bare.add(bareRate);
                spool.add(spoolRate);
                encrypted.add(encryptedRate);
            }
        }
        show("bare", bare, bare);
        show("spool", spool, bare);
        show("encrypted", encrypted, bare);
    }

    private static void show(String name, List<Double> rates, List<Double> bare) {
        List<Double> shares = new ArrayList<>();
        for (int i = 0; i < rates.size(); i++) {
            shares.add(100 * rates.get(i) / bare.get(i));
        }
        System.out.printf(
                "%-10s %,8.0f/s   %4.0f %% of bare (quarter of rounds below %.0f, above %.0f)%n",
                name, part(rates, 0.5), part(shares, 0.5), part(shares, 0.25), part(shares, 0.75));
    }

    /** As the spool writes them, its openings included. */
    private int recordBytes() throws Exception {
        try (SpoolAppender spool = new SpoolAppender(directory.resolve("home"), false)) {
            for (int i = 0; i < PROBES; i++) {
                spool.append();
            }
            return (int) (spool.bytes() / PROBES);
        } finally {
            clear();
        }
    }

    private double perSecond(Appender appender) throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        long begin = System.nanoTime();
        long end = begin + TimeUnit.MILLISECONDS.toNanos(millis);
        try (appender) {
            List<Future<Long>> running = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                running.add(writers.submit(() -> {
                    long appended = 0;
                    try {
                        for (; System.nanoTime() < end; appended++) {
                            appender.append();
                        }
                    } catch (Appender.Finished e) {
                        // Another was the first to see that time is up.
                    }
                    appender.finish();
                    return appended;
                }));
            }
            long sum = 0;
            for (Future<Long> each : running) {
                sum += each.get();
            }
            return sum * 1e9 / (System.nanoTime() - begin);
        } finally {
            writers.shutdown();
            clear();
        }
    }

    private void clear() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                if (!path.equals(directory)) {
                    Files.delete(path);
                }
            }
        }
    }

    private static double part(List<Double> values, double part) {
        return values.stream().sorted().toList().get((int) (part * (values.size() - 1)));
    }
}
