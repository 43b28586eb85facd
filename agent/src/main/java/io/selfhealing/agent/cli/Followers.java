package io.selfhealing.agent.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.selfhealing.agent.admin.Refusal;
import io.selfhealing.agent.admin.RunningAgent;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The agents of a home, which are told to read at once what was changed in it. */
final class Followers {
    private Followers() {}

    /**
     * @param act which they are asked for
     * @param sign field of the answer of one that has read it
     * @param silent what becomes of one that does not answer
     * @param nobody said where none was asked; null where nothing is to be said of how many there were
     */
    static void tell(
            Path home,
            String act,
            String sign,
            String silent,
            @Nullable String nobody,
            PrintStream out,
            PrintStream err)
            throws IOException {
        int told = 0;
        for (RunningAgent agent : RunningAgent.of(home)) {
            try {
                JsonNode answer = agent.ask(act, new JsonMapper().createObjectNode(), Agents.PATIENCE);
                told += answer.has(sign) ? 1 : 0;
            } catch (IOException | Refusal e) {
                err.println(agent.pid() + " " + silent + ": " + e.getMessage());
            }
        }
        if (nobody != null) {
            out.println(told == 0 ? nobody : told + (told == 1 ? " agent follows" : " agents follow") + " from now on");
        }
    }
}
