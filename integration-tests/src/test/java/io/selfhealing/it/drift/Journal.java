package io.selfhealing.it.drift;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the agent wrote down of values that it left out. */
final class Journal {
    private static final Pattern REASON =
            Pattern.compile("\"kind\":\"(refused|left_out)\".*\"reason\":\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final Path home;

    Journal(Path home) {
        this.home = home;
    }

    /** The lines that hold a text. */
    List<String> lines(String text) throws IOException {
        if (!Files.isDirectory(home)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(home)) {
            return files.filter(file -> file.getFileName().toString().matches("quarantine(\\.\\d+)?\\.jsonl"))
                    .flatMap(Journal::read)
                    .filter(line -> line.contains(text))
                    .toList();
        }
    }

    /** Why the agent did not heal the last write to a table of a schema, as it told it itself; empty where it told nothing. */
    String reason(String schema) throws IOException {
        Path events = home.resolve("events.jsonl");
        if (!Files.exists(events)) {
            return "";
        }
        return read(events)
                .filter(line -> line.contains("\"" + schema + "."))
                .map(REASON::matcher)
                .filter(Matcher::find)
                .map(matcher -> matcher.group(2))
                .reduce("", (first, last) -> last);
    }

    /** Whether a value is in quarantine for a column. */
    boolean keeps(LeftOut leftOut) throws IOException {
        String column = "\"" + leftOut.column().name() + "\"";
        // A moment is written down in ISO's form.
        String value = leftOut.value().matches("\\d+-\\d+-\\d+ .*")
                ? leftOut.value().replace(' ', 'T').replaceAll("\\.0$", "")
                : leftOut.value();
        return lines(value).stream()
                .anyMatch(line -> line.toLowerCase(Locale.ROOT).contains(column));
    }

    private static Stream<String> read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).lines();
        } catch (IOException e) {
            return Stream.of();
        }
    }
}
