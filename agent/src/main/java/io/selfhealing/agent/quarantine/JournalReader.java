package io.selfhealing.agent.quarantine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.selfhealing.agent.sql.codec.ValueCodec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
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
    private final Map<String, State> states = new LinkedHashMap<>();
    private final Map<String, List<Map<String, Object>>> keys = new LinkedHashMap<>();
    private int unreadable;

    private record Kept(Instant time, List<LeftOut> values) {}

    Contents read(Path home) throws IOException {
        for (Path path : JournalFiles.in(home)) {
            readFile(path);
        }
        List<Entry> entries = new ArrayList<>();
        kept.forEach((ticket, values) -> addEntries(entries, ticket, values));
        return new Contents(entries, unreadable);
    }

    private void readFile(Path path) throws IOException {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(Files.newInputStream(path), StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                try {
                    readLine(mapper.readTree(line));
                } catch (JsonProcessingException | RuntimeException e) {
                    unreadable++;
                }
            }
        }
    }

    /** A void ticket stays void, and one that has landed can only become void: by a rollback. */
    private void readLine(JsonNode line) {
        String ticket = text(line, "ticket");
        State state = State.valueOf(text(line, "state").toUpperCase(Locale.ROOT));
        switch (state) {
            case TAKEN -> kept.put(ticket, new Kept(Instant.parse(text(line, "time")), readValues(line)));
            case LANDED -> keys.put(ticket, readKeys(line));
            case VOID -> {}
        }
        states.merge(ticket, state, (a, b) -> a.compareTo(b) > 0 ? a : b);
    }

    private void addEntries(List<Entry> entries, String ticket, Kept values) {
        List<Map<String, Object>> told = keys.getOrDefault(ticket, List.of());
        for (int i = 0; i < values.values().size(); i++) {
            LeftOut value = values.values().get(i);
            Map<String, Object> key = i < told.size() ? told.get(i) : value.key();
            LeftOut withKey =
                    new LeftOut(value.database(), value.table(), value.column(), value.value(), value.statement(), key);
            entries.add(new Entry(ticket, values.time(), Objects.requireNonNull(states.get(ticket)), withKey));
        }
    }

    private static List<LeftOut> readValues(JsonNode line) {
        List<LeftOut> values = new ArrayList<>();
        for (JsonNode value : line.path("values")) {
            values.add(new LeftOut(
                    text(value, "database"),
                    text(value, "table"),
                    text(value, "column"),
                    ValueCodec.read(value.path("value")),
                    text(value, "statement"),
                    readKey(value.path("key"))));
        }
        return values;
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
