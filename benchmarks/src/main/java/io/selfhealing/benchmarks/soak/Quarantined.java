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
    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, JsonNode> open = new HashMap<>();
    private final Set<String> landed = new HashSet<>();
    private int withoutKey;

    static Quarantined read(List<Path> files) throws IOException {
        Quarantined quarantined = new Quarantined();
        for (Path file : files) {
            try (BufferedReader lines = Files.newBufferedReader(file)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    quarantined.add(quarantined.json.readTree(line));
                }
            }
        }
        return quarantined;
    }

    private void add(JsonNode line) {
        String ticket = line.path("ticket").asText();
        switch (line.path("state").asText()) {
            case "taken" -> open.put(ticket, line.path("values"));
            case "landed" -> land(open.getOrDefault(ticket, MissingNode.getInstance()), line.path("keys"));
            default -> open.remove(ticket);
        }
    }

    private void land(JsonNode values, JsonNode keys) {
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

    int size() {
        return landed.size();
    }

    /** Values whose row's key is not known, or is another's. */
    int withoutKey() {
        return withoutKey;
    }
}
