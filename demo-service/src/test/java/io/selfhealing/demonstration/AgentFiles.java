package io.selfhealing.demonstration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the agent wrote down under {@code selfhealing.home}, read as anybody could read it. */
record AgentFiles(Path home) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * A value that was left out of a write.
     *
     * @param landed whether the write it belongs to succeeded
     * @param key the key of the row that the value belongs to, as JSON; empty while unknown
     */
    record Quarantined(String table, String column, String value, boolean landed, String key) {}

    /** How often each kind of event was recorded. */
    Map<String, Integer> eventCounts() throws IOException {
        Map<String, Integer> counts = new TreeMap<>();
        for (JsonNode event : lines("events.jsonl")) {
            counts.merge(event.path("kind").asString(""), event.path("count").asInt(1), Integer::sum);
        }
        return counts;
    }

    /** Every value in quarantine. */
    List<Quarantined> quarantine() throws IOException {
        Map<String, Quarantined> byId = new LinkedHashMap<>();
        for (JsonNode line : lines("quarantine.jsonl")) {
            String id = line.path("id").asString("");
            Quarantined known = byId.get(id);
            switch (line.path("state").asString("")) {
                case "taken" -> byId.put(id, taken(line));
                case "landed" -> {
                    if (known != null) {
                        String key = line.path("key").toString();
                        byId.put(id, new Quarantined(known.table, known.column, known.value, true, key));
                    }
                }
                default -> byId.remove(id);
            }
        }
        return List.copyOf(byId.values());
    }

    private static Quarantined taken(JsonNode line) {
        return new Quarantined(
                line.path("table").asString(""),
                line.path("column").asString(""),
                line.path("value").asString(""),
                false,
                "");
    }

    /** Whole lines only: the last one may be under way. */
    private List<JsonNode> lines(String file) throws IOException {
        Path path = home.resolve(file);
        if (!Files.exists(path)) {
            return List.of();
        }
        String text = Files.readString(path);
        return text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .map(JSON::readTree)
                .toList();
    }
}
