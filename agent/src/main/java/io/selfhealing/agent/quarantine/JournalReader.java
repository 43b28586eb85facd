package io.selfhealing.agent.quarantine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.selfhealing.agent.config.BoundedLines;
import io.selfhealing.agent.sql.codec.ValueCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Puts the lines of all journals together. A ticket's lines may be in several files, and the same line twice. */
final class JournalReader {
    private final ObjectMapper mapper = new ObjectMapper(ValueCodec.JSON);
    private final Map<String, Kept> kept = new LinkedHashMap<>();
    private final Map<String, State> states = new HashMap<>();
    private final Map<String, List<Map<String, Object>>> keys = new HashMap<>();
    private final Map<String, Instant> ran = new HashMap<>();
    private final Map<String, Map<Integer, Outcome>> outcomes = new HashMap<>();
    private final Map<String, Map<Integer, Moved>> moves = new HashMap<>();
    private int unreadable;

    private record Moved(Instant time, Map<String, Object> key) {}

    private record Kept(Instant time, List<Value> values) {}

    private record Value(LeftOut leftOut, boolean foreignClock) {}

    Contents read(Path home) throws IOException {
        for (Path path : JournalFiles.in(home)) {
            readFile(path);
        }
        List<Entry> entries = new ArrayList<>();
        kept.forEach((ticket, values) -> addEntries(entries, ticket, values));
        return new Contents(entries, unreadable);
    }

    private void readFile(Path path) throws IOException {
        try (BoundedLines lines = BoundedLines.of(path, StandardCharsets.US_ASCII, JournalFormat.longestLine())) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                try {
                    readLine(mapper.readTree(line));
                } catch (JsonProcessingException | RuntimeException e) {
                    unreadable++;
                }
            }
            unreadable += lines.passedOver();
        }
    }

    /** A void ticket stays void, and one that has landed can only become void: by a rollback. */
    private void readLine(JsonNode line) {
        String ticket = text(line, "ticket");
        State state = State.valueOf(text(line, "state").toUpperCase(Locale.ROOT));
        Instant time = Instant.parse(text(line, "time"));
        if (!state.isOfWrite()) {
            readOutcome(ticket, state, time, line);
            return;
        }
        if (state == State.TAKEN) {
            kept.put(ticket, new Kept(time, readValues(line)));
        } else if (line.has("moved")) {
            readMove(ticket, time, line.path("moved"));
        } else if (state != State.VOID) {
            List<Map<String, Object>> told = readKeys(line);
            if (!told.isEmpty()) {
                keys.put(ticket, told);
            }
            ran.merge(ticket, time, (a, b) -> a.isBefore(b) ? a : b);
        }
        states.merge(ticket, state, (a, b) -> a.compareTo(b) > 0 ? a : b);
    }

    /** The row's key is the last that it was given. */
    private void readMove(String ticket, Instant time, JsonNode json) {
        Map<String, Object> key = Objects.requireNonNull(readKey(json.path("key")));
        moves.computeIfAbsent(ticket, none -> new HashMap<>())
                .merge(
                        json.path("place").asInt(-1),
                        new Moved(time, key),
                        (a, b) -> a.time().isAfter(b.time()) ? a : b);
    }

    /** The last one counts, but a value that is back is back, unless a person took it out again. */
    private void readOutcome(String ticket, State state, Instant time, JsonNode line) {
        JsonNode place = line.path("place");
        if (!place.isInt()) {
            throw new IllegalArgumentException("no place");
        }
        Outcome read = new Outcome(
                ticket,
                place.intValue(),
                state,
                time,
                line.path("went_to").textValue(),
                line.path("reason").asText());
        outcomes.computeIfAbsent(ticket, none -> new HashMap<>())
                .merge(
                        read.place(),
                        read,
                        (a, b) -> (wasBack(a) && !wasBack(b)) || a.time().isAfter(b.time()) ? a : b);
    }

    private static boolean wasBack(Outcome outcome) {
        return outcome.state() == State.RESTORED || outcome.state() == State.WITHDRAWN;
    }

    private void addEntries(List<Entry> entries, String ticket, Kept values) {
        List<Map<String, Object>> told = keys.getOrDefault(ticket, List.of());
        State ofWrite = Objects.requireNonNull(states.get(ticket));
        Map<Integer, Outcome> ofValues = outcomes.getOrDefault(ticket, Map.of());
        for (int i = 0; i < values.values().size(); i++) {
            Value value = values.values().get(i);
            LeftOut leftOut = i < told.size() ? value.leftOut().with(told.get(i)) : value.leftOut();
            Moved moved = moves.getOrDefault(ticket, Map.of()).get(i);
            leftOut = moved == null ? leftOut : leftOut.movedTo(moved.key(), moved.time());
            Outcome outcome = ofWrite == State.VOID ? null : ofValues.get(i);
            State state = outcome == null ? ofWrite : outcome.state();
            entries.add(new Entry(
                    ticket, i, values.time(), ran.get(ticket), state, leftOut, value.foreignClock(), outcome));
        }
    }

    private static List<Value> readValues(JsonNode line) {
        List<Value> values = new ArrayList<>();
        for (JsonNode value : line.path("values")) {
            values.add(new Value(leftOut(value), ForeignClock.isIn(value)));
        }
        return values;
    }

    /** Throws IllegalArgumentException, or another RuntimeException, where the JSON is not a value's. */
    static LeftOut leftOut(JsonNode value) {
        return new LeftOut(
                text(value, "database"),
                text(value, "table"),
                text(value, "column"),
                ValueCodec.read(value.path("value")),
                text(value, "statement"),
                readKey(value.path("key")),
                readOrigin(value.path("origin")),
                readRow(value.path("row")),
                value.path("moved").isTextual()
                        ? Instant.parse(value.path("moved").textValue())
                        : null);
    }

    private static @Nullable RowMark readRow(JsonNode json) {
        if (!json.isObject()) {
            return null;
        }
        Map<String, ColumnMark> columns = new LinkedHashMap<>();
        json.path("columns")
                .properties()
                .forEach(column -> columns.put(
                        column.getKey(),
                        new ColumnMark(
                                text(column.getValue(), "sort"),
                                text(column.getValue(), "hash"),
                                column.getValue().path("bits").asInt())));
        return new RowMark(
                text(json, "by"),
                columns,
                json.path("counted").asBoolean(true),
                json.path("version").textValue());
    }

    private static @Nullable Origin readOrigin(JsonNode json) {
        return json.isObject()
                ? new Origin(text(json, "database"), json.path("table").textValue())
                : null;
    }

    private static List<Map<String, Object>> readKeys(JsonNode line) {
        List<Map<String, Object>> keys = new ArrayList<>();
        for (JsonNode key : line.path("keys")) {
            keys.add(Objects.requireNonNull(readKey(key)));
        }
        return keys;
    }

    private static @Nullable Map<String, Object> readKey(JsonNode json) {
        if (json.isNull()) {
            return null;
        }
        Map<String, Object> key = new LinkedHashMap<>();
        json.properties()
                .forEach(
                        column -> key.put(column.getKey(), Objects.requireNonNull(ValueCodec.read(column.getValue()))));
        return key;
    }

    private static String text(JsonNode json, String field) {
        JsonNode text = json.path(field);
        if (!text.isTextual()) {
            throw new IllegalArgumentException("no " + field);
        }
        return text.textValue();
    }
}
