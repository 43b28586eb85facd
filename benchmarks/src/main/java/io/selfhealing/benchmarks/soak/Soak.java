package io.selfhealing.benchmarks.soak;

import io.selfhealing.benchmarks.launch.PostgresServer;
import io.selfhealing.benchmarks.soak.Found.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Lets the application write while the schema changes, then audits every write. Exit code 1 on any fault or growth. */
public final class Soak {
    private static final long SAMPLE_SECONDS = 5;

    private final Options options;
    private final Drift drift;
    private final Application application;
    private final List<Sample> samples = new ArrayList<>();

    private Soak(Options options, Drift drift, Application application) {
        this.options = options;
        this.drift = drift;
        this.application = application;
    }

    public static void main(String[] arguments) throws IOException, SQLException, InterruptedException {
        Options options = new Options(arguments);
        Places places = Places.empty(options.report().toAbsolutePath().resolveSibling("soak"));
        boolean good;
        try (PostgresServer server = new PostgresServer(Map.of())) {
            String url = server.fresh("soak");
            Drift drift = new Drift(url);
            try (Application application = Application.start(options, places, url)) {
                Soak soak = new Soak(options, drift, application);
                soak.run();
                String failures = application.stop();
                good = soak.report(places, failures);
            }
        }
        System.exit(good ? 0 : 1);
    }

    private void run() throws IOException, SQLException, InterruptedException {
        long start = System.nanoTime();
        long end = start + (long) (options.minutes() * TimeUnit.MINUTES.toNanos(1));
        long every = (long) (options.every() * TimeUnit.SECONDS.toNanos(1));
        long change = start + every;
        long sample = start + TimeUnit.SECONDS.toNanos(SAMPLE_SECONDS);
        while (System.nanoTime() < end || !drift.isUndone()) {
            TimeUnit.NANOSECONDS.sleep(Math.min(change, sample) - System.nanoTime());
            if (System.nanoTime() >= change) {
                drift.change();
                change += every;
            }
            if (System.nanoTime() >= sample) {
                samples.add(application.sample(drift.sessions()));
                sample += TimeUnit.SECONDS.toNanos(SAMPLE_SECONDS);
            }
        }
    }

    private boolean report(Places places, String failures) throws IOException, SQLException {
        Found found = new Found();
        Quarantined quarantined = Quarantined.read(places.quarantine());
        for (int i = 0; i < quarantined.withoutKey(); i++) {
            found.add(Fault.KEYLESS, "see " + places.home());
        }
        Audit audit = new Audit(drift.absences(), quarantined, found);
        for (Path journal : places.journals()) {
            audit.read(journal);
        }
        audit.missing(table());
        for (Path events : places.events()) {
            if (Files.readString(events).contains("\"swallowed_error\"")) {
                found.add(Fault.SWALLOWED, "see " + events);
            }
        }
        Report report = new Report(options, drift.changes(), audit, found, samples, failures);
        Files.writeString(options.report(), report.text());
        System.out.print(report.text());
        return report.good();
    }

    private Map<Long, Map<String, String>> table() throws SQLException {
        Map<Long, Map<String, String>> table = new TreeMap<>();
        try (Statement statement = drift.connection().createStatement();
                ResultSet row = statement.executeQuery("select * from accounts")) {
            while (row.next()) {
                Map<String, String> columns = new TreeMap<>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    if (row.getString(i) != null) {
                        columns.put(row.getMetaData().getColumnName(i), row.getString(i));
                    }
                }
                table.put(row.getLong("id"), columns);
            }
        }
        return table;
    }
}
