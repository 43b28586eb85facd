package io.selfhealing.agent.cli;

import io.selfhealing.agent.spool.DeadLetter;
import io.selfhealing.agent.spool.RecordId;
import io.selfhealing.agent.spool.SpoolDirectory;
import io.selfhealing.agent.spool.SpoolException;
import io.selfhealing.agent.spool.SpoolKey;
import io.selfhealing.agent.spool.SpoolProblem;
import io.selfhealing.agent.spool.SpoolReader;
import io.selfhealing.agent.spool.SpoolRecord;
import io.selfhealing.agent.spool.SpoolStatus;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What waits in a spool, on disk: of a process that lives or is gone. Changes nothing. */
final class SpoolActs {
    private static final String DIRECTORY = "%-40s %-6s %12s %12s %14s %9s %8s%n";

    private final Path home;
    private final List<SpoolDirectory> directories;
    private final @Nullable SpoolKey key;
    private final SpoolPrinter printer;
    private final boolean json;
    private final PrintStream out;
    private final PrintStream err;

    /**
     * @param directory a home, its spool, or one numbered directory of that
     * @param key null where nothing is encrypted
     * @param values whether values are shown
     */
    SpoolActs(Path directory, @Nullable SpoolKey key, boolean json, boolean values, Streams streams)
            throws IOException {
        this.home = home(directory.toAbsolutePath().normalize());
        this.directories = SpoolDirectory.under(directory);
        this.key = key;
        this.json = json;
        this.out = streams.out();
        this.err = streams.err();
        this.printer = new SpoolPrinter(values, json, out);
    }

    /** Of which it is the spool, or a part of that; itself where it is neither. */
    private static Path home(Path directory) {
        Path spool = directory.endsWith("spool") ? directory : directory.getParent();
        Path home = spool == null || !spool.endsWith("spool") ? null : spool.getParent();
        return home == null ? directory : home;
    }

    /** What is there, and how the agents that have it get on with it. */
    void status() throws IOException {
        if (!json) {
            out.printf(DIRECTORY, "DIRECTORY", "OWNED", "WAITING", "DEAD", "BYTES", "SEGMENTS", "DAMAGED");
        }
        for (SpoolDirectory directory : directories) {
            SpoolStatus.Directory status = directory.status();
            if (json) {
                printer.status(status, directory.isOwned());
            } else {
                out.printf(
                        DIRECTORY,
                        status.path(),
                        directory.isOwned() ? "yes" : "no",
                        status.waiting(),
                        status.deadLetters(),
                        status.bytes(),
                        status.segments(),
                        status.damaged());
            }
        }
        new ReplayTable(json, out).print(OpenSpool.of(home, err));
    }

    void list() throws IOException, SpoolException {
        printer.heading();
        each(record -> printer.line(record, "waiting"), printer::line);
    }

    void export() throws IOException, SpoolException {
        each(printer::json, printer::json);
    }

    /** Shows one. @return whether it is there */
    boolean show(RecordId id) throws IOException, SpoolException {
        boolean[] found = {false};
        each(
                record -> {
                    if (record.id().equals(id)) {
                        found[0] = true;
                        printer.whole(record, "waiting");
                    }
                },
                letter -> {
                    if (letter.record().id().equals(id)) {
                        found[0] = true;
                        printer.whole(letter);
                    }
                });
        if (!found[0]) {
            err.println("no record " + id + " waits here");
        }
        return found[0];
    }

    /** Reads everything. @return whether nothing is wrong with it */
    boolean verify() throws IOException {
        long[] wrong = {0};
        long sound = 0;
        try (Progress progress = new Progress(err, "records read", System::nanoTime)) {
            for (SpoolDirectory directory : directories) {
                Consumer<SpoolProblem> problems = problem -> {
                    wrong[0]++;
                    printer.problem(problem);
                };
                sound += directory.verify(key, problems, progress::one);
            }
        }
        if (json) {
            printer.verified(sound, wrong[0]);
        } else {
            out.println(sound + " records can be read, " + wrong[0] + " problems");
        }
        return wrong[0] == 0;
    }

    private void each(Consumer<SpoolRecord> records, Consumer<DeadLetter> letters) throws IOException, SpoolException {
        Consumer<SpoolProblem> problems = problem -> err.println(problem);
        for (SpoolDirectory directory : directories) {
            try (SpoolReader<SpoolRecord> reader = directory.records(key, problems)) {
                for (SpoolRecord record = reader.next(); record != null; record = reader.next()) {
                    records.accept(record);
                }
            }
            try (SpoolReader<DeadLetter> reader = directory.deadLetters(key, problems)) {
                for (DeadLetter letter = reader.next(); letter != null; letter = reader.next()) {
                    letters.accept(letter);
                }
            }
        }
    }
}
