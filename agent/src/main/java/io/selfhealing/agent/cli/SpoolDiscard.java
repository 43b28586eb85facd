package io.selfhealing.agent.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.selfhealing.agent.audit.AuditEntry;
import io.selfhealing.agent.audit.AuditLog;
import io.selfhealing.agent.spool.DeadLetter;
import io.selfhealing.agent.spool.SpoolDirectory;
import io.selfhealing.agent.spool.SpoolException;
import io.selfhealing.agent.spool.SpoolKey;
import io.selfhealing.agent.spool.SpoolReader;
import io.selfhealing.agent.spool.SpoolRecord;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes records out of a home's spools: through the agents that have them open, and of processes that are gone itself. */
final class SpoolDiscard {
    private final Path home;
    private final SpoolChoice choice;
    private final boolean waiting;
    private final @Nullable SpoolKey key;
    private final PrintStream err;

    /**
     * @param waiting whether records that wait are meant as well
     * @param key null where nothing is encrypted
     */
    SpoolDiscard(Path home, SpoolChoice choice, boolean waiting, @Nullable SpoolKey key, PrintStream err) {
        this.home = home;
        this.choice = choice;
        this.waiting = waiting;
        this.key = key;
        this.err = err;
    }

    /** How many are meant, as the files say. */
    long count() throws IOException, SpoolException {
        long found = 0;
        try (Progress progress = new Progress(err, "records read", System::nanoTime)) {
            for (SpoolDirectory directory : SpoolDirectory.under(home)) {
                found += count(directory, progress);
            }
        }
        return found;
    }

    private long count(SpoolDirectory directory, Progress progress) throws IOException, SpoolException {
        long found = 0;
        try (SpoolReader<DeadLetter> letters = directory.deadLetters(key, problem -> {})) {
            for (DeadLetter letter = letters.next(); letter != null; letter = letters.next()) {
                progress.one();
                found += choice.choice().takes(letter.record()) ? 1 : 0;
            }
        }
        if (!waiting) {
            return found;
        }
        try (SpoolReader<SpoolRecord> records = directory.records(key, problem -> {})) {
            for (SpoolRecord record = records.next(); record != null; record = records.next()) {
                progress.one();
                found += choice.choice().takes(record) ? 1 : 0;
            }
        }
        return found;
    }

    /** Does it, once it is in the audit. @return how many there were */
    long run() throws Failed, IOException, SpoolException {
        new AuditLog(home, InstantSource.system())
                .append(AuditEntry.ofOperator(
                        "spool discard", waiting ? "records and dead letters" : "dead letters", choice.words()));
        List<OpenSpool> open = OpenSpool.of(home, err);
        long gone = 0;
        try (Progress progress = new Progress(err, "records", System::nanoTime)) {
            for (OpenSpool each : open) {
                for (ObjectNode request : SpoolOfHome.requests(choice.records(), choice.database())) {
                    request.put("waiting", waiting);
                    gone += SpoolOfHome.all(each, "spool-discard", request, "discarded", progress);
                }
            }
        }
        for (SpoolDirectory directory : SpoolDirectory.under(home)) {
            String name = directory.path().getFileName().toString();
            if (open.stream().noneMatch(spool -> spool.has(name))) {
                gone += discard(directory);
            }
        }
        return gone;
    }

    private long discard(SpoolDirectory directory) throws Failed, IOException, SpoolException {
        int gone = directory.discard(choice.choice(), waiting, key, problem -> err.println(problem));
        if (gone < 0) {
            throw new Failed(
                    directory.path() + " is that of a process whose agent does not answer, perhaps since"
                            + " selfhealing.control=off: nothing in it is discarded while it runs",
                    null);
        }
        return gone;
    }
}
