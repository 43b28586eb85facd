package io.selfhealing.agent.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/** The last decisions in the event log, with how they came about. */
final class ExplainedEvents {
    private static final Set<String> DECISIONS = Set.of("healed", "left_out", "observed", "refused");

    private ExplainedEvents() {}

    static void print(Path home, int last, boolean json, PrintStream out, PrintStream err) throws IOException {
        JsonMapper mapper = new JsonMapper();
        Deque<JsonNode> decisions = new ArrayDeque<>();
        EventTail.forEach(
                home,
                line -> {
                    JsonNode event = parsed(mapper, line);
                    if (DECISIONS.contains(event.path("kind").asText())) {
                        decisions.addLast(event);
                        if (decisions.size() > last) {
                            decisions.removeFirst();
                        }
                    }
                },
                err::println);
        decisions.forEach(event -> out.print(json ? event + System.lineSeparator() : ExplainPage.of(event)));
    }

    /** A line that was torn by the end of a process is no event. */
    private static JsonNode parsed(JsonMapper mapper, String line) {
        try {
            return mapper.readTree(line);
        } catch (JsonProcessingException e) {
            return mapper.missingNode();
        }
    }
}
