package io.selfhealing.agent.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.selfhealing.agent.restraint.Age;
import io.selfhealing.agent.restraint.Aged;
import io.selfhealing.agent.restraint.AgesFile;
import io.selfhealing.agent.restraint.Mapping;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** What heals did, as far back as the event log and the record of their first uses reach. */
final class SeenHeals {
    private static final Set<String> KINDS = Set.of("healed", "left_out", "observed", "expired", "backfill_finished");
    private static final Set<String> PATTERNS = Set.of("pattern", "learned", "default", "only_place");

    private final JsonMapper mapper = new JsonMapper();
    private final Map<Mapping, Seen> seen = new LinkedHashMap<>();

    private SeenHeals() {}

    /** One of them. */
    static final class Seen {
        final Mapping mapping;
        final Set<String> evidence = new TreeSet<>();
        /** Ids of patterns that had a part in it. */
        final Set<String> patterns = new TreeSet<>();
        /** Texts of the writes, masked. */
        final Set<String> statements = new TreeSet<>();

        long count;
        String first = "";
        String last = "";

        Seen(Mapping mapping) {
            this.mapping = mapping;
        }

        private void at(String time) {
            first = first.isEmpty() || time.compareTo(first) < 0 ? time : first;
            last = time.compareTo(last) > 0 ? time : last;
        }

        /** Those of the last moment first. */
        static final Comparator<Seen> LATEST =
                Comparator.comparing((Seen each) -> each.last).reversed();
    }

    /** Of a home, those of the last moment first. */
    static List<Seen> of(Path home, Consumer<String> complaints) throws IOException {
        SeenHeals heals = new SeenHeals();
        EventTail.forEach(home, heals::read, complaints);
        for (Map.Entry<Aged, Age> each : new AgesFile(home, complaints).read().entrySet()) {
            Seen one = heals.seen.computeIfAbsent(each.getKey().mapping(), Seen::new);
            one.at(each.getValue().first().toString());
            one.at(each.getValue().last().toString());
        }
        return heals.seen.values().stream().sorted(Seen.LATEST).toList();
    }

    private void read(String line) {
        JsonNode event;
        try {
            event = mapper.readTree(line);
        } catch (JsonProcessingException e) {
            return; // Torn by the end of a process.
        }
        String kind = event.path("kind").asText();
        if (!KINDS.contains(kind)) {
            return;
        }
        String table = event.path("table").asText();
        event.path("mapping").properties().forEach(pair -> {
            Mapping mapping = new Mapping(table, pair.getKey(), pair.getValue().textValue());
            Seen one = seen.computeIfAbsent(mapping, Seen::new);
            one.at(event.path("time").asText());
            one.statements.add(event.path("original_sql").asText());
            if (kind.equals("healed") || kind.equals("left_out")) {
                one.count += event.path("count").asLong(1);
            }
            for (JsonNode reason : event.path("evidence")) {
                evidence(one, reason);
            }
        });
    }

    private static void evidence(Seen one, JsonNode reason) {
        String ground = reason.path("kind").asText();
        one.evidence.add(ground);
        if (PATTERNS.contains(ground)) {
            one.patterns.add(reason.path("detail").asText().replaceFirst(": .*", ""));
        }
    }
}
