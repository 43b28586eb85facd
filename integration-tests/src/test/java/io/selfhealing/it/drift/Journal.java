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

    /** As {@link java.sql.Timestamp} says it where it is a whole second. */
    private static final Pattern MOMENT = Pattern.compile("(\\d+-\\d+-\\d+) (\\d+:\\d+)(:\\d+)\\.0");

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
        Pattern value = form(leftOut.value());
        return lines("").stream()
                .anyMatch(line -> line.toLowerCase(Locale.ROOT).contains(column)
                        && value.matcher(line).find());
    }

    /** How a value may be written down: a moment in the form of ISO where it was bound, and as in the statement where it was in that. */
    private static Pattern form(String value) {
        Matcher moment = MOMENT.matcher(value);
        if (!moment.matches()) {
            return Pattern.compile(Pattern.quote(value));
        }
        String seconds = moment.group(3).equals(":00") ? "(:00)?" : moment.group(3);
        return Pattern.compile(moment.group(1) + "[ T]" + moment.group(2) + seconds + "(?![:\\d]|\\.0*[1-9])");
    }

    private static Stream<String> read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).lines();
        } catch (IOException e) {
            return Stream.of();
        }
    }
}
