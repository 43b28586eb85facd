package io.selfhealing.agent.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

/** The commands that an agent understands, by name. */
public final class Commands {
    private static final String OK = "ok";
    private static final String ERROR = "error";
    private static final String ANSWER = "answer";

    private final Map<String, Command> known = new ConcurrentSkipListMap<>();
    private final Consumer<Throwable> swallowed;

    /** @param swallowed told of a command that failed in a way it should not */
    public Commands(Consumer<Throwable> swallowed) {
        this.swallowed = swallowed;
    }

    /** Adds one, at any time. */
    public Commands add(String name, Command command) {
        known.put(name, command);
        return this;
    }

    /** The answer to a line {@code {"command": name, "arguments": {…}}}, in one line; nothing wrong with it is an exception. */
    String answer(String line) {
        JsonMapper json = new JsonMapper();
        ObjectNode answer = json.createObjectNode();
        try {
            JsonNode request = json.readTree(line);
            String name = request.path("command").asText();
            Command command = known.get(name);
            if (command == null) {
                throw new Refusal(
                        "this agent has no command '" + name + "'; it has " + String.join(", ", known.keySet()));
            }
            ObjectNode said = command.run(request.path("arguments"));
            answer.put(OK, true).set(ANSWER, said);
        } catch (JsonProcessingException e) {
            answer.put(OK, false).put(ERROR, "the request is no JSON");
        } catch (Refusal e) {
            answer.put(OK, false).put(ERROR, e.getMessage());
        } catch (RuntimeException | LinkageError e) {
            swallowed.accept(e);
            answer.put(OK, false)
                    .put(ERROR, "the agent failed at it: " + e.getClass().getName());
        }
        return answer.toString();
    }

    static String request(String command, ObjectNode arguments) {
        ObjectNode request = new JsonMapper().createObjectNode().put("command", command);
        request.set("arguments", arguments);
        return request.toString();
    }

    /** What a line of {@link #answer} holds. */
    static JsonNode answered(String line) throws Refusal {
        JsonNode answer;
        try {
            answer = new JsonMapper().readTree(line);
        } catch (JsonProcessingException e) {
            throw new Refusal("the answer is no JSON");
        }
        if (!answer.path(OK).asBoolean()) {
            throw new Refusal(answer.path(ERROR).asText("nothing was answered"));
        }
        return answer.path(ANSWER);
    }
}
