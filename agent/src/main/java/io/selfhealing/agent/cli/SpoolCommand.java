package io.selfhealing.agent.cli;

import io.selfhealing.agent.config.Settings;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What waits in a spool, on disk: of a process that lives or is gone. Changes nothing. */
final class SpoolCommand {
    private static final String DIRECTORY = "%-40s %-6s %12s %12s %14s %9s %8s%n";

    private final List<SpoolDirectory> directories;
    private final @Nullable SpoolKey key;
    private final SpoolPrinter printer;
    private final PrintStream out;
    private final PrintStream err;

    private SpoolCommand(
            List<SpoolDirectory> directories,
            @Nullable SpoolKey key,
            SpoolPrinter printer,
            PrintStream out,
            PrintStream err) {
        this.directories = directories;
        this.key = key;
        this.printer = printer;
        this.out = out;
        this.err = err;
    }

    /**
     * Runs one; false where something is wrong with the spool.
     *
     * @param settings name the key
     */
    static boolean run(
            SpoolWords words, Settings settings, Map<String, String> environment, PrintStream out, PrintStream err)
            throws IOException, SpoolException {
        SpoolCommand command = new SpoolCommand(
                SpoolDirectory.under(words.directory()),
                SpoolKey.of(settings.spool(), environment),
                new SpoolPrinter(words.values(), words.json(), out),
                out,
                err);
        switch (words.verb()) {
            case STATUS -> command.status(words.json());
            case LIST -> command.list();
            case SHOW -> {
                return command.show(Objects.requireNonNull(words.record()));
            }
            case EXPORT -> command.export();
            case VERIFY -> {
                return command.verify(words.json());
            }
        }
        return true;
    }

    private void status(boolean json) throws IOException {
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
    }

    private void list() throws IOException, SpoolException {
        printer.heading();
        each(record -> printer.line(record, "waiting"), letter -> printer.line(letter.record(), letter.reason()));
    }

    private void export() throws IOException, SpoolException {
        each(printer::json, printer::json);
    }

    private boolean show(RecordId id) throws IOException, SpoolException {
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
                        printer.whole(letter.record(), letter.reason());
                    }
                });
        if (!found[0]) {
            err.println("no record " + id + " waits here");
        }
        return found[0];
    }

    private boolean verify(boolean json) throws IOException {
        long[] wrong = {0};
        long sound = 0;
        for (SpoolDirectory directory : directories) {
            sound += directory.verify(key, problem -> {
                wrong[0]++;
                printer.problem(problem);
            });
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
