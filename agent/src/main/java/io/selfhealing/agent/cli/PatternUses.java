package io.selfhealing.agent.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.selfhealing.agent.heal.pattern.PatternUse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** How often patterns decided, as far back as the event log reaches. */
final class PatternUses {
    private static final Set<String> GROUNDS = Set.of("pattern", "default", "only_place");

    private final JsonMapper mapper = new JsonMapper();
    private final Map<String, PatternUse> uses = new HashMap<>();
    private final Map<String, Set<String>> patternsOf = new HashMap<>();

    private PatternUses() {}

    /** By the pattern's id. Writes that the application rolled back count as uses, and not as successes. */
    static Map<String, PatternUse> of(Path home, Consumer<String> complaints) throws IOException {
        PatternUses found = new PatternUses();
        EventTail.forEach(home, found::read, complaints);
        return found.uses;
    }

    private void read(String line) {
        JsonNode event;
        try {
            event = mapper.readTree(line);
        } catch (JsonProcessingException e) {
            return; // Torn by the end of a process.
        }
        long count = event.path("count").asLong(1);
        String write =
                event.path("table").asText() + '\n' + event.path("original_sql").asText();
        switch (event.path("kind").asText()) {
            case "healed", "left_out" -> {
                Set<String> ids = new HashSet<>();
                for (JsonNode reason : event.path("evidence")) {
                    if (GROUNDS.contains(reason.path("kind").asText())) {
                        ids.add(reason.path("detail").asText());
                    }
                }
                ids.forEach(id -> uses.merge(id, new PatternUse(count, count), PatternUse::plus));
                patternsOf.put(write, ids);
            }
            case "rolled_back" ->
                patternsOf
                        .getOrDefault(write, Set.of())
                        .forEach(id -> uses.merge(id, new PatternUse(0, -count), PatternUse::plus));
            default -> {}
        }
    }
}
