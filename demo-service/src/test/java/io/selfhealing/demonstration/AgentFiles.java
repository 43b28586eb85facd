package io.selfhealing.demonstration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the agent wrote down under {@code selfhealing.home}, read as anybody could read it. */
record AgentFiles(Path home) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** How often each kind of event was recorded; a line may stand for several that are alike. */
    Map<String, Integer> eventCounts() throws IOException {
        Map<String, Integer> counts = new TreeMap<>();
        for (JsonNode event : lines("events")) {
            counts.merge(event.path("kind").asString(""), event.path("count").asInt(1), Integer::sum);
        }
        return counts;
    }

    /** Every value in quarantine whose write did not come to nothing. */
    List<Quarantined> quarantine() throws IOException {
        return QuarantineReader.read(lines("quarantine"));
    }

    /** Of {@code name.jsonl} and {@code name.1.jsonl} and so on. */
    private List<JsonNode> lines(String name) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        if (Files.isDirectory(home)) {
            try (Stream<Path> files = Files.list(home)) {
                for (Path file : files.sorted().toList()) {
                    if (file.getFileName().toString().matches(name + "(\\.\\d+)?\\.jsonl")) {
                        wholeLines(Files.readString(file)).map(JSON::readTree).forEach(lines::add);
                    }
                }
            }
        }
        return lines;
    }

    /** The last line may be under way. */
    private static Stream<String> wholeLines(String text) {
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().filter(line -> !line.isBlank());
    }
}
