package io.selfhealing.agent.cli;

import io.selfhealing.agent.migration.Imported;
import io.selfhealing.agent.migration.MigrationReader;
import io.selfhealing.agent.migration.Place;
import io.selfhealing.agent.migration.Skipped;
import io.selfhealing.agent.schema.Ledger;
import io.selfhealing.agent.schema.LedgerListener;
import io.selfhealing.agent.schema.MigratedMove;
import io.selfhealing.agent.schema.MigratedPast;
import io.selfhealing.agent.schema.MigratedRename;
import io.selfhealing.agent.schema.TableSnapshot;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Collectors;

/** Keeps what a schema dump or migrations tell of a database's tables in the ledger of a home. */
final class HistoryImport {
    private final Path home;
    private final Path source;
    private final boolean dry;
    private final PrintStream out;

    HistoryImport(Path home, Path source, boolean dry, PrintStream out) {
        this.home = home;
        this.source = source;
        this.dry = dry;
        this.out = out;
    }

    void into(NamedDatabase database) throws Failed, IOException {
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
        importMoves(imported, ledger, database);
        out.println("tables " + imported.tables().size() + ", shapes " + shapes + ", renames " + renames + ", skipped "
                + imported.skipped().size());
        for (Skipped skipped : imported.skipped()) {
            out.println("  skipped " + skipped);
        }
    }

    private void importMoves(Imported imported, Ledger ledger, NamedDatabase database) throws IOException {
        for (Map.Entry<Place, MigratedMove> moved : imported.moves().entrySet()) {
            Place from = moved.getKey();
            MigratedMove move = moved.getValue();
            if (!dry) {
                ledger.importMove(database.identity(), from.schema(), from.table(), move);
            }
            out.println("  " + from + ": is " + move.toSchema() + "." + move.to() + " now (" + move.source() + ")");
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
