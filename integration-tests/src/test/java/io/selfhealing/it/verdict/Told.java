package io.selfhealing.it.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import io.selfhealing.it.harness.Event;
import java.util.List;
import java.util.Locale;

/**
 * What became of a write, or would.
 *
 * @param kind {@code healed}, {@code refused} or {@code healthy}
 * @param detail the text that runs instead, or the reason why none does, both without values; empty where the write is as it should be
 */
record Told(String kind, String detail) {
    private static final Told HEALTHY = new Told("healthy", "");

    /** By the events about one write, and how it ended. */
    static Told of(List<Event> events, String failure) {
        for (Event event : events) {
            if (event.kind().equals("healed") || event.kind().equals("left_out")) {
                return ofText(event.json());
            }
        }
        for (Event event : events) {
            if (event.kind().equals("refused")) {
                return refused(event.json());
            }
        }
        return failure.isEmpty() ? HEALTHY : new Told("refused", "the database's own word: " + failure);
    }

    /** By what the command says. */
    static Told of(JsonNode explained) {
        return switch (explained.path("outcome").asText()) {
            case "heal" -> ofText(explained);
            case "healthy" -> HEALTHY;
            default -> refused(explained);
        };
    }

    private static Told ofText(JsonNode event) {
        String before = plain(event.path("original_sql").asText());
        String after = plain(event.path("healed_sql").asText());
        return before.equals(after) ? HEALTHY : new Told("healed", after);
    }

    /** Without the database's own word for it, which only a write that was tried can know. */
    private static Told refused(JsonNode event) {
        String reason = plain(event.path("reason").asText());
        return new Told("refused", reason.replaceFirst("^[a-z ]+\\(sqlstate \\w+\\); ", ""));
    }

    /**
     * Keywords are spelled in two ways, so that the log tells the two kinds of statements apart; what is a literal in the one is a
     * parameter in the other.
     */
    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT)
                .replaceAll("[\"`]?\\bv\\d+[ps]\\b[\"`]?\\.", "")
                .replaceAll("(?<=[(,=] ?)(true|false)\\b", "?");
    }
}
