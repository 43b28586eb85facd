package io.selfhealing.it.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A value in quarantine, put together from its lines.
 *
 * @param column in lower case
 * @param value as text
 * @param key the row's key as JSON in lower case; null while the row has not landed
 */
public record Quarantined(
        String id,
        String table,
        String column,
        String value,
        @Nullable String key) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    static List<Quarantined> read(Path file) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        if (Files.isRegularFile(file)) {
            for (String line : Files.readAllLines(file)) {
                lines.add(MAPPER.readTree(line));
            }
        }
        return lines.stream()
                .filter(line -> state(line).equals("taken"))
                .map(line -> of(line, lines))
                .toList();
    }

    private static Quarantined of(JsonNode taken, List<JsonNode> lines) {
        String id = taken.path("id").asText();
        String key = lines.stream()
                .filter(line ->
                        state(line).equals("landed") && line.path("id").asText().equals(id))
                .map(line -> line.path("key").toString().toLowerCase(Locale.ROOT))
                .findFirst()
                .orElse(null);
        return new Quarantined(
                id,
                taken.path("table").asText().toLowerCase(Locale.ROOT),
                taken.path("column").asText().toLowerCase(Locale.ROOT),
                taken.path("value").asText(),
                key);
    }

    private static String state(JsonNode line) {
        return line.path("state").asText().toLowerCase(Locale.ROOT);
    }
}
