package io.selfhealing.it.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/** A line of {@code events.jsonl}. Names of columns and tables come in lower case, whatever the database folds them to. */
public record Event(JsonNode json) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    static List<Event> read(Path log) throws IOException {
        List<Event> events = new ArrayList<>();
        if (Files.isRegularFile(log)) {
            for (String line : Files.readAllLines(log)) {
                events.add(new Event(MAPPER.readTree(line)));
            }
        }
        return events;
    }

    public String kind() {
        return json.path("kind").asText();
    }

    public String table() {
        return json.path("table").asText().toLowerCase(Locale.ROOT);
    }

    /** Old name to new name; {@code null} as a word where the column was left out. */
    public Map<String, String> mapping() {
        Map<String, String> mapping = new TreeMap<>();
        json.path("mapping")
                .properties()
                .forEach(entry -> mapping.put(
                        entry.getKey().toLowerCase(Locale.ROOT),
                        entry.getValue().asText("null").toLowerCase(Locale.ROOT)));
        return mapping;
    }

    /** The kinds of its evidence in lower case, in the order in which they stand. */
    public List<String> evidence() {
        return StreamSupport.stream(json.path("evidence").spliterator(), false)
                .map(one -> one.path("kind").asText().toLowerCase(Locale.ROOT))
                .toList();
    }

    /** The confidence of its first evidence. */
    public double confidence() {
        return json.path("evidence").path(0).path("confidence").asDouble(-1);
    }

    public String originalSql() {
        return json.path("original_sql").asText();
    }

    public String healedSql() {
        return json.path("healed_sql").asText();
    }

    @Override
    public String toString() {
        return json.toString();
    }
}
