package io.selfhealing.agent.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.selfhealing.agent.admin.OffFile;
import io.selfhealing.agent.admin.Refusal;
import io.selfhealing.agent.admin.RunningAgent;
import io.selfhealing.agent.quarantine.Quarantine;
import io.selfhealing.agent.quarantine.State;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "status",
        description = {
            "The agents that run in a home, what they have done since they started, and where they write.",
            "Exit 1 where none answers."
        },
        footer = "  status .self-healing")
final class StatusCommand extends HomeCommand {
    private static final String ROW = "%-8s %-8s %-21s %8s %9s %8s %8s %9s  %s%n";

    @Option(names = "--json", description = "one JSON object a line, with all counts")
    private boolean json;

    StatusCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() throws Failed, IOException {
        boolean killed = Files.exists(OffFile.path(home));
        if (killed && !json) {
            out.println("switched off by the file " + OffFile.path(home));
        }
        List<JsonNode> told = new ArrayList<>();
        for (RunningAgent agent : Agents.of(home)) {
            try {
                told.add(agent.ask("status", new JsonMapper().createObjectNode(), Agents.PATIENCE));
            } catch (IOException | Refusal e) {
                err.println(agent.pid() + " does not answer: " + e.getMessage());
            }
        }
        if (json) {
            told.forEach(out::println);
        } else {
            out.printf(
                    ROW,
                    "PID",
                    "MODE",
                    "STARTED",
                    "HEALED",
                    "LEFT OUT",
                    "OBSERVED",
                    "REFUSED",
                    "SWALLOWED",
                    "DATABASES");
            told.forEach(this::row);
            quarantine();
        }
        return told.isEmpty() ? FAILED : DONE;
    }

    private void row(JsonNode told) {
        JsonNode events = told.path("events");
        List<String> databases = new ArrayList<>();
        told.path("databases").forEach(each -> databases.add(Shown.text(each.asText())));
        out.printf(
                ROW,
                told.path("pid").asText(),
                told.path("mode").asText(),
                told.path("started").asText().replaceFirst("\\.\\d+Z", "Z"),
                events.path("healed").asLong(),
                events.path("left_out").asLong(),
                events.path("observed").asLong(),
                events.path("refused").asLong(),
                told.path("swallowed_errors").asLong(),
                String.join(", ", databases));
        waiting(told);
        told.path("policy").path("mistakes").forEach(each -> out.println("         " + Shown.text(each.asText())));
        if (!told.path("policy").path("mistakes").isEmpty()) {
            out.println("         the policy in force is that of "
                    + told.path("policy").path("since").asText());
        }
        told.path("observed_tables")
                .forEach(each -> out.println("         " + Shown.text(each.asText())
                        + " has used up its budget and is only observed until the next hour"));
        if (told.path("undone").asInt() > 0) {
            out.println("         undone: " + told.path("undone").asInt() + "; undo --list shows what");
        }
    }

    /** What the agent waits for, and holds until then; nothing where it does not. */
    private void waiting(JsonNode told) {
        told.path("down")
                .properties()
                .forEach(each -> out.println("         " + Shown.text(each.getKey()) + " is down since "
                        + each.getValue().asText()));
        JsonNode spool = told.path("spool");
        if (spool.path("waiting").asLong() + spool.path("dead_letters").asLong() > 0) {
            out.println("         spool: " + spool.path("waiting").asLong() + " wait"
                    + (spool.has("oldest")
                            ? ", the oldest since " + spool.path("oldest").asText()
                            : "") + ", "
                    + spool.path("dead_letters").asLong() + " dead letters, "
                    + spool.path("bytes").asLong() + " of "
                    + spool.path("max_bytes").asLong() + " bytes; spool list shows them");
        }
    }

    /** What all processes of the home left out, read here: no agent is kept from its work by it. */
    private void quarantine() throws IOException {
        long waiting = Quarantine.read(home).entries().stream()
                .filter(entry -> entry.state() == State.LANDED)
                .count();
        if (waiting > 0) {
            out.println("values that wait in quarantine: " + waiting + "; quarantine list shows them");
        }
    }
}
