package io.selfhealing.it.accuracy;

import io.selfhealing.it.accuracy.Scored.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** One way to meet the changes. */
enum Course {
    /** The application has written before, and goes on while the change is made. */
    WARM,
    /** Every table is first met as it is after the change. */
    COLD;

    /** Runs the scorer, which ends with 1 where a value was misplaced; its own complaints go to the error stream. */
    List<Scored> run(Path program, Path corpus, Path agent) throws IOException, InterruptedException {
        Path report = Files.createTempFile("accuracy", ".jsonl");
        try {
            ProcessBuilder scorer =
                    new ProcessBuilder("bash", program.toString(), agent.toString(), corpus.toString(), mode());
            scorer.environment().put("REPORT", report.toString());
            Process process = scorer.redirectErrorStream(true).start();
            String printed;
            try (InputStream out = process.getInputStream()) {
                printed = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            }
            int status = process.waitFor();
            if (status > 1 || Files.size(report) == 0) {
                throw new IllegalStateException(program + " ended with " + status + ":\n" + printed);
            }
            return Scored.read(report);
        } finally {
            Files.deleteIfExists(report);
        }
    }

    String mode() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Why a change that has a right answer was not healed. */
    String reason(Scored miss) {
        if (miss.outcome() == Outcome.SKIPPED) {
            return "the corpus cannot make this change on PostgreSQL";
        }
        if (miss.why().startsWith("42804")) {
            return "the value that the corpus writes has no equal in the new type; the database's error is right";
        }
        if (miss.why().startsWith("42P01")) {
            return "a table that was never seen is not looked for under another name";
        }
        if (miss.outcome() == Outcome.LEFT_OUT) {
            return "nothing tells where the column is; its value is in quarantine with the row's key";
        }
        return miss.why().startsWith("42703")
                ? "nothing tells where the column is, and the write cannot go without it"
                : "";
    }
}
