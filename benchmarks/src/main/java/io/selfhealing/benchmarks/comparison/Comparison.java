package io.selfhealing.benchmarks.comparison;

import io.selfhealing.benchmarks.launch.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

/** Measures what the agent costs a whole process, beside plain Java and the OpenTelemetry agent, and prints it as Markdown. */
public final class Comparison {
    /** The server tidies up at no moment of its own choice. */
    private static final Map<String, String> UNDISTURBED = Map.of("autovacuum", "off", "checkpoint_timeout", "1h");

    private Comparison() {}

    public static void main(String[] arguments) throws IOException, SQLException, InterruptedException {
        Options options = new Options(arguments);
        long start = System.nanoTime();
        Results results = new Results();
        try (PostgresServer server = new PostgresServer(UNDISTURBED)) {
            for (int round = 1; round <= options.rounds(); round++) {
                for (Engine engine : options.engines()) {
                    System.err.println("round " + round + " of " + options.rounds() + ", " + engine.title());
                    try (Lineup lineup = Lineup.start(engine, options, server)) {
                        lineup.run(results);
                    }
                }
            }
        }
        System.err.println("start-up");
        StartUps startUps = StartUps.measure(options);
        Report report = new Report(options, results, startUps);
        String text = report.whole(Duration.ofNanos(System.nanoTime() - start));
        Files.writeString(options.report(), text);
        System.out.print(text);
        if (options.updatesDocs()) {
            new Page(options.root().resolve("docs/benchmarks.md")).replace("comparison", text);
            new Page(options.root().resolve("README.md"))
                    .replace("costs", report.operations(Engine.H2, 1) + report.startUp());
        }
    }
}
