package io.selfhealing.agent.cli;

import io.selfhealing.agent.config.BoundedLines;
import io.selfhealing.agent.event.EventLog;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** The end of the event log. */
final class EventTail {
    private EventTail() {}

    /** The events' own lines are far shorter: their statements are cut. */
    private static final int LONGEST = 1 << 20;

    static void print(Path home, int last, PrintStream out, PrintStream err) throws IOException {
        Deque<String> lines = new ArrayDeque<>();
        forEach(
                home,
                line -> {
                    lines.addLast(line);
                    if (lines.size() > last) {
                        lines.removeFirst();
                    }
                },
                err::println);
        lines.forEach(out::println);
    }

    /**
     * Every line of the log, oldest first.
     *
     * @param complaints told of lines that were passed over
     */
    static void forEach(Path home, Consumer<String> lines, Consumer<String> complaints) throws IOException {
        for (Path file : EventLog.files(home)) {
            readLines(file, lines, complaints);
        }
    }

    private static void readLines(Path file, Consumer<String> lines, Consumer<String> complaints) throws IOException {
        try (BoundedLines reader = BoundedLines.of(file, StandardCharsets.UTF_8, LONGEST)) {
            for (String line = reader.next(); line != null; line = reader.next()) {
                lines.accept(line);
            }
            if (reader.passedOver() > 0) {
                complaints.accept(
                        file + ": lines of more than " + LONGEST + " bytes are not ours: " + reader.passedOver());
            }
        } catch (NoSuchFileException e) {
            // The log is young, or was rotated just now.
        }
    }
}
