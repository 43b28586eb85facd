package io.selfhealing.benchmarks.soak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The values that the agent left out of writes that landed; format: {@code docs/quarantine.md}. */
final class Quarantined {
    private final Map<String, JsonNode> taken = new HashMap<>();
    private final Map<String, JsonNode> keysOfLanded = new HashMap<>();
    private final Set<String> landed = new HashSet<>();
    private int withoutKey;

    static Quarantined read(List<Path> files) throws IOException {
        Quarantined quarantined = new Quarantined();
        ObjectMapper json = new ObjectMapper();
        for (Path file : files) {
            try (BufferedReader lines = Files.newBufferedReader(file)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    quarantined.add(json.readTree(line));
                }
            }
        }
        quarantined.keysOfLanded.forEach(quarantined::land);
        return quarantined;
    }

    /** The last line of a ticket counts: a write that landed may yet be rolled back. */
    private void add(JsonNode line) {
        String ticket = line.path("ticket").asText();
        switch (line.path("state").asText()) {
            case "taken" -> taken.put(ticket, line.path("values"));
            case "landed" -> keysOfLanded.put(ticket, line.path("keys"));
            default -> keysOfLanded.remove(ticket);
        }
    }

    private void land(String ticket, JsonNode keys) {
        JsonNode values = taken.getOrDefault(ticket, MissingNode.getInstance());
        for (int i = 0; i < values.size(); i++) {
            String text = values.path(i).path("value").path("value").asText();
            JsonNode key = keys.size() > i ? keys.path(i) : values.path(i).path("key");
            String id = key.path("id").path("value").asText();
            landed.add(text);
            withoutKey += text.startsWith("n-" + id + "-") ? 0 : 1;
        }
    }

    boolean holds(String value) {
        return landed.contains(value);
    }

    /** Values whose row's key is not known, or is another's. */
    int withoutKey() {
        return withoutKey;
    }
}
