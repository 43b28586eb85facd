package io.selfhealing.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.selfhealing.agent.admin.Commands;
import io.selfhealing.agent.admin.Refusal;
import io.selfhealing.agent.config.Mode;
import io.selfhealing.bootstrap.door.SelfHealingDoor;
import java.util.Locale;

/** What every running agent can be asked and told. */
final class AgentCommands {
    private AgentCommands() {}

    static Commands of(Status status, ModeChange change) {
        return new Commands(SelfHealingDoor::count)
                .add("status", arguments -> status.told())
                .add("mode", arguments -> mode(arguments, change));
    }

    private static ObjectNode mode(JsonNode arguments, ModeChange change) throws Refusal {
        ObjectNode answer = new JsonMapper().createObjectNode();
        String asked = arguments.path("mode").asText("");
        if (!asked.isEmpty()) {
            Mode next = named(asked);
            String said = change.to(next, By.socket(arguments.path("who").asText("")));
            if (change.mode() != next) {
                throw new Refusal(said);
            }
            answer.put("said", said);
        }
        return answer.put("mode", change.mode().toString());
    }

    static Mode named(String mode) throws Refusal {
        try {
            return Mode.valueOf(mode.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new Refusal("there is no mode '" + mode + "'; there are heal, observe, off");
        }
    }
}
