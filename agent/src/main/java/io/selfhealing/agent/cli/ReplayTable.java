package io.selfhealing.agent.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Shows how the replays of running agents get on: a row for each database. */
final class ReplayTable {
    private static final String ROW = "%-8s %-40s %-8s %12s %12s %9s %s%n";

    private final boolean json;
    private final PrintStream out;

    ReplayTable(boolean json, PrintStream out) {
        this.json = json;
        this.out = out;
    }

    void print(List<OpenSpool> spools) {
        if (!json
                && spools.stream()
                        .anyMatch(spool -> !spool.status().path("replay").isEmpty())) {
            out.printf(ROW, "PID", "DATABASE", "REPLAY", "REPLAYED", "GIVEN UP", "HELD", "STOPPED TABLES");
        }
        for (OpenSpool spool : spools) {
            spool.status().path("replay").forEach(replay -> row(spool.agent().pid(), replay));
        }
    }

    private void row(long pid, JsonNode replay) {
        if (json) {
            ObjectNode line = new JsonMapper().createObjectNode().put("pid", pid);
            line.setAll((ObjectNode) replay);
            out.println(line);
            return;
        }
        List<String> stopped = new ArrayList<>();
        replay.path("stopped_tables").forEach(table -> stopped.add(Shown.text(table.asText())));
        out.printf(
                ROW,
                pid,
                Shown.text(replay.path("database").asText()),
                replay.path("state").asText(),
                replay.path("replayed").asLong(),
                replay.path("dead_letters").asLong(),
                replay.path("held").asLong(),
                String.join(", ", stopped));
    }
}
