package io.selfhealing.agent.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Something that a running agent can be asked or told. It runs on the thread of the control socket, which serves one after the
 * other: what takes longer than a second belongs on a thread of its own, and the answer says that it has begun.
 */
@FunctionalInterface
public interface Command {
    /**
     * Does it.
     *
     * @param arguments as they were given; what is not there is a missing node
     * @return the answer, without values of the application's rows unless they were asked for
     * @throws Refusal where it is not done, for a reason that whoever asked should read
     */
    ObjectNode run(JsonNode arguments) throws Refusal;
}
