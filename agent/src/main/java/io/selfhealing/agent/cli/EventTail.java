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

/** The end of the event log. */
final class EventTail {
    private EventTail() {}

    static void print(Path home, int last, PrintStream out) throws IOException {
        Deque<String> lines = new ArrayDeque<>();
        for (Path file : EventLog.files(home)) {
            addLines(file, last, lines);
        }
        lines.forEach(out::println);
    }

    private static void addLines(Path file, int last, Deque<String> lines) throws IOException {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.addLast(line);
                if (lines.size() > last) {
                    lines.removeFirst();
                }
            }
        } catch (NoSuchFileException e) {
            // The log is young, or was rotated just now.
        }
    }
}
