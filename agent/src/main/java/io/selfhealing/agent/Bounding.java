package io.selfhealing.agent;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.selfhealing.agent.admin.Commands;
import io.selfhealing.agent.config.PolicyFile;
import io.selfhealing.agent.config.Settings;
import io.selfhealing.agent.restraint.Restraints;

/** What keeps the agent from healing, for those who ask. */
final class Bounding {
    private Bounding() {}

    static void tell(Commands commands, Status status, Settings settings, Restraints restraints) {
        commands.add("undo", arguments -> new JsonMapper().createObjectNode().put("undone", restraints.look()));
        commands.add("alias", arguments -> {
            int unused = restraints.look();
            return new JsonMapper().createObjectNode().put("aliases", restraints.aliases());
        });
        status.add("undone", restraints::undone);
        status.add("aliases", () -> restraints.aliases());
        status.add("observed_tables", restraints::spent);
        PolicyFile policy = settings.bounds().policy();
        if (policy.path() != null) {
            status.add("policy", () -> told(policy));
        }
    }

    private static ObjectNode told(PolicyFile policy) {
        PolicyFile.State state = policy.state();
        ObjectNode told = new JsonMapper().createObjectNode();
        told.put("file", String.valueOf(policy.path()));
        told.put("since", state.since().toString());
        told.put("rules", state.rules().rules().size());
        told.put("broken", state.broken());
        state.mistakes().forEach(told.putArray("mistakes")::add);
        return told;
    }
}
