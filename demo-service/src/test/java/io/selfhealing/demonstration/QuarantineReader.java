package io.selfhealing.demonstration;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Puts the lines of the agent's quarantine together: values are taken, then their write lands or comes to nothing. */
final class QuarantineReader {
    private final Map<String, JsonNode> taken = new LinkedHashMap<>();
    private final Map<String, JsonNode> landed = new LinkedHashMap<>();
    private final Set<String> withdrawn = new HashSet<>();

    static List<Quarantined> read(List<JsonNode> lines) {
        QuarantineReader reader = new QuarantineReader();
        lines.forEach(reader::add);
        return reader.values();
    }

    private void add(JsonNode line) {
        String ticket = line.path("ticket").asString();
        switch (line.path("state").asString()) {
            case "taken" -> taken.put(ticket, line.path("values"));
            case "landed" -> landed.put(ticket, line.path("keys"));
            default -> withdrawn.add(ticket);
        }
    }

    private List<Quarantined> values() {
        List<Quarantined> values = new ArrayList<>();
        taken.forEach((ticket, kept) -> {
            JsonNode keys = landed.get(ticket);
            for (int i = 0; i < kept.size() && !withdrawn.contains(ticket); i++) {
                JsonNode value = kept.path(i);
                JsonNode key = keys != null && i < keys.size() ? keys.path(i) : value.path("key");
                values.add(new Quarantined(
                        value.path("column").asString(), text(value.path("value")), keys != null, key(key)));
            }
        });
        return values;
    }

    private static Map<String, String> key(JsonNode json) {
        Map<String, String> key = new LinkedHashMap<>();
        json.properties().forEach(column -> key.put(column.getKey().toLowerCase(Locale.ROOT), text(column.getValue())));
        return key;
    }

    /** Values stand there with their type; only their text matters here. */
    private static String text(JsonNode typed) {
        return typed.path("value").asString("");
    }
}
