package io.selfhealing.agent.cli;

import io.selfhealing.agent.event.EventLog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** The end of the event log. */
final class EventTail {
    private EventTail() {}

    static void print(Path home, int last, PrintStream out) throws IOException {
        Deque<String> lines = new ArrayDeque<>();
        forEach(home, line -> {
            lines.addLast(line);
            if (lines.size() > last) {
                lines.removeFirst();
            }
        });
        lines.forEach(out::println);
    }

    /** Every line of the log, oldest first. */
    static void forEach(Path home, Consumer<String> lines) throws IOException {
        for (Path file : EventLog.files(home)) {
            readLines(file, lines);
        }
    }

    private static void readLines(Path file, Consumer<String> lines) throws IOException {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.accept(line);
            }
        } catch (NoSuchFileException e) {
            // The log is young, or was rotated just now.
        }
    }
}
