package io.selfhealing.it.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A value in quarantine, put together from the lines of its ticket.
 *
 * @param table in lower case
 * @param column in lower case
 * @param value as text
 * @param key the row's key as JSON in lower case
 * @param state the last that its ticket has: {@code taken}, {@code landed} or {@code void}
 */
public record Quarantined(String table, String column, String value, String key, String state) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    static List<Quarantined> read(HomeFiles home) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String file : home.texts().keySet()) {
            if (HomeFiles.isQuarantine(file)) {
                for (String line : home.texts().get(file).lines().toList()) {
                    lines.add(MAPPER.readTree(line));
                }
            }
        }
        List<Quarantined> quarantined = new ArrayList<>();
        for (JsonNode line : lines) {
            for (int i = 0; i < line.path("values").size(); i++) {
                quarantined.add(of(line.path("values").get(i), i, ticketOf(line, lines)));
            }
        }
        return quarantined;
    }

    private static List<JsonNode> ticketOf(JsonNode taken, List<JsonNode> lines) {
        return lines.stream()
                .filter(line -> line.path("ticket").equals(taken.path("ticket")))
                .toList();
    }

    /** The key is told with the value where the statement names it, and afterwards where the database made it. */
    private static Quarantined of(JsonNode value, int place, List<JsonNode> ticket) {
        String key = ticket.stream()
                .map(line -> line.path("keys").path(place))
                .filter(JsonNode::isObject)
                .findFirst()
                .orElse(value.path("key"))
                .toString();
        return new Quarantined(
                value.path("table").asText().toLowerCase(Locale.ROOT),
                value.path("column").asText().toLowerCase(Locale.ROOT),
                value.path("value").path("value").asText(),
                key.toLowerCase(Locale.ROOT),
                ticket.get(ticket.size() - 1).path("state").asText());
    }
}
