package io.selfhealing.it.accuracy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What came of one change.
 *
 * @param group the kind of change, and what would be right
 * @param why the database's error or the scorer's remark; empty where there is none
 */
record Scored(String id, String group, Outcome outcome, String why) {
    enum Outcome {
        HEALED,
        LEFT_OUT,
        REFUSED,
        INVENTED,
        WRONG,
        SKIPPED
    }

    /** Reads a report of the scorer, one JSON object a line. */
    static List<Scored> read(Path report) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<Scored> all = new ArrayList<>();
        for (String line : Files.readAllLines(report)) {
            JsonNode node = json.readTree(line);
            all.add(new Scored(
                    node.get("id").asText(),
                    node.get("group").asText(),
                    Outcome.valueOf(node.get("outcome").asText()),
                    node.path("why").asText("")));
        }
        return all;
    }

    /** Whether the schema alone can tell what is right; the other groups stand in brackets and do not count. */
    boolean counts() {
        return !group.startsWith("(");
    }

    /** Whether there is a place for every value. */
    boolean healable() {
        return counts()
                && outcome != Outcome.SKIPPED
                && List.of("rename", "table_rename", "coerce", "default").contains(right());
    }

    boolean misplaced() {
        return counts() && (outcome == Outcome.WRONG || outcome == Outcome.INVENTED);
    }

    String right() {
        return group.substring(group.indexOf('/') + 1);
    }
}
