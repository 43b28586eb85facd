package io.selfhealing.agent.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.selfhealing.agent.admin.Refusal;
import io.selfhealing.agent.admin.RunningAgent;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The spool that a running agent has open.
 *
 * @param status as it told last
 */
record OpenSpool(RunningAgent agent, JsonNode status) {
    /** A piece of work reads through what waits. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Those of a home; none where nobody answers. An agent that has none says on {@code err} why. */
    static List<OpenSpool> of(Path home, PrintStream err) throws IOException {
        List<OpenSpool> found = new ArrayList<>();
        for (RunningAgent agent : RunningAgent.of(home)) {
            try {
                found.add(new OpenSpool(agent, agent.ask("spool-status", arguments(), Agents.PATIENCE)));
            } catch (IOException | Refusal e) {
                err.println(agent.pid() + ": " + e.getMessage());
            }
        }
        return found;
    }

    static ObjectNode arguments() {
        return new JsonMapper().createObjectNode();
    }

    /** Tells the agent to do something. @return what it says, which begins with the status of its spool */
    JsonNode told(String command, ObjectNode arguments) throws Failed {
        try {
            return agent.ask(command, arguments, PATIENCE);
        } catch (IOException | Refusal e) {
            throw new Failed(agent.pid() + ": " + e.getMessage(), e);
        }
    }

    OpenSpool now() throws Failed {
        return new OpenSpool(agent, told("spool-status", arguments()));
    }

    /** Whether some replay has work under way. */
    boolean isAtWork() {
        for (JsonNode replay : status.path("replay")) {
            if (replay.path("state").asText().equals("running")) {
                return true;
            }
        }
        return false;
    }

    long waiting() {
        return sum("waiting");
    }

    long deadLetters() {
        return sum("dead_letters");
    }

    private long sum(String field) {
        long sum = 0;
        for (JsonNode directory : status.path("directories")) {
            sum += directory.path(field).asLong();
        }
        return sum;
    }

    /** Whether it has the directory of that name. */
    boolean has(String directory) {
        for (JsonNode each : status.path("directories")) {
            if (each.path("directory").asText().equals(directory)) {
                return true;
            }
        }
        return false;
    }
}
