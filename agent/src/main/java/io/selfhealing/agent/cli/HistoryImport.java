package io.selfhealing.agent.cli;

import io.selfhealing.agent.migration.Imported;
import io.selfhealing.agent.migration.MigrationReader;
import io.selfhealing.agent.migration.Place;
import io.selfhealing.agent.migration.Skipped;
import io.selfhealing.agent.schema.Ledger;
import io.selfhealing.agent.schema.LedgerListener;
import io.selfhealing.agent.schema.MigratedPast;
import io.selfhealing.agent.schema.MigratedRename;
import io.selfhealing.agent.schema.TableSnapshot;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Keeps what a schema dump or migrations tell of a database's tables in the ledger of a home. */
final class HistoryImport {
    private static final String EXPECTED = "expected: history import HOME --url JDBC_URL FILE|DIRECTORY";

    private final Options options;
    private final Path home;
    private final Path source;
    private final PrintStream out;

    private HistoryImport(Options options, PrintStream out) throws Misuse {
        List<String> rest = options.rest();
        if (rest.size() != 3 || !rest.get(0).equals("import")) {
            throw new Misuse(EXPECTED);
        }
        this.options = options;
        this.home = Options.directory("HOME", rest.get(1));
        this.source = Options.path("FILE|DIRECTORY", rest.get(2));
        this.out = out;
        if (!Files.exists(source)) {
            throw new Misuse("FILE|DIRECTORY " + source + " does not exist");
        }
    }

    static void run(List<String> words, PrintStream out) throws Misuse, Failed, IOException {
        Set<String> valued = new HashSet<>(Connecting.OPTIONS);
        valued.add("--schema");
        new HistoryImport(Options.of(words, valued, Set.of("--dry-run")), out).run();
    }

    private void run() throws Misuse, Failed, IOException {
        boolean dry = options.has("--dry-run");
        try (NamedDatabase database = NamedDatabase.of(options, home)) {
            Imported imported = MigrationReader.read(source, database.dialect(), database.schema());
            Ledger ledger = new Ledger(home.resolve("schema"), silent(), InstantSource.system());
            out.println((dry ? "would be imported for " : "imported for ")
                    + database.identity().text() + ":");
            int shapes = 0;
            int renames = 0;
            for (Map.Entry<Place, MigratedPast> table : imported.tables().entrySet()) {
                Place place = table.getKey();
                MigratedPast past = table.getValue();
                if (!dry) {
                    ledger.importPast(database.identity(), place.schema(), place.table(), past);
                }
                shapes += past.shapes().size();
                renames += past.renames().size();
                out.println("  " + place + ": shapes " + past.shapes().size() + renamed(past)
                        + database.compared(place, past::endsAs));
            }
            out.println("tables " + imported.tables().size() + ", shapes " + shapes + ", renames " + renames
                    + ", skipped " + imported.skipped().size());
            for (Skipped skipped : imported.skipped()) {
                out.println("  skipped " + skipped);
            }
        }
    }

    private static String renamed(MigratedPast past) {
        return past.renames().isEmpty()
                ? ""
                : past.renames().stream().map(HistoryImport::told).collect(Collectors.joining("; ", ", renames: ", ""));
    }

    private static String told(MigratedRename rename) {
        return rename.from() + " → " + rename.to() + " (" + rename.source() + ")";
    }

    private static LedgerListener silent() {
        return new LedgerListener() {
            @Override
            public void setAside(Path file, String reason) {
                // Nothing is read through it.
            }

            @Override
            public void unwritable(Path directory, String reason) {
                // What cannot be written is an exception here.
            }
        };
    }

    /** How a table is now, for comparison. */
    @FunctionalInterface
    interface Comparison {
        boolean holds(TableSnapshot live);
    }
}
