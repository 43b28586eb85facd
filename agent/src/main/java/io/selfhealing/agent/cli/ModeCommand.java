package io.selfhealing.agent.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.selfhealing.agent.admin.OffFile;
import io.selfhealing.agent.admin.Refusal;
import io.selfhealing.agent.admin.RunningAgent;
import io.selfhealing.agent.audit.AuditEntry;
import io.selfhealing.agent.audit.AuditLog;
import io.selfhealing.agent.config.Mode;
import io.selfhealing.agent.config.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "mode",
        description = {
            "The mode of the agents that run in a home, or another mode for them, at once.",
            "off has every statement run as the application wrote it, within a second; heal and observe bring the agent back.",
            "A change ends with the process. With --lasting it is the file OFF in the home that comes or goes: it holds for",
            "agents that start later too, and has the last word while it is there."
        },
        footer = {"  mode .self-healing", "  mode .self-healing off", "  mode .self-healing heal --pid 4711"})
final class ModeCommand extends HomeCommand {
    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "heal|observe|off",
            converter = Named.class,
            description = "the mode to go to; without it the mode is shown")
    private @Nullable Mode next;

    @Option(
            names = "--pid",
            paramLabel = "PID",
            converter = ProcessNumber.class,
            description = "only the agent of that process")
    private long pid;

    @Option(names = "--lasting", description = "puts the file OFF into the home, or removes it, too")
    private boolean lasting;

    @Option(names = "--json", description = "one JSON object a line")
    private boolean json;

    ModeCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() throws Misuse, Failed, IOException {
        if (next == Mode.OFF) {
            int done = go();
            audit(next); // Which may have to wait, and switching off must not.
            return done;
        }
        if (next != null) {
            audit(next);
        }
        return go();
    }

    private int go() throws Misuse, Failed, IOException {
        if (lasting) {
            return byFile();
        }
        boolean done = true;
        for (RunningAgent agent : Agents.of(home, pid)) {
            done &= told(agent);
        }
        return done ? DONE : FAILED;
    }

    /** Nothing that is wrong with the audit may stand in the way of switching off. */
    private void audit(Mode asked) throws IOException {
        try {
            String whose = pid == 0 ? "all" : Long.toString(pid);
            new AuditLog(home, InstantSource.system())
                    .append(AuditEntry.ofOperator("mode " + asked, whose, lasting ? "lasting" : ""));
        } catch (IOException e) {
            if (asked != Mode.OFF) {
                throw e;
            }
            err.println("that is not in the audit: " + e);
        }
    }

    private boolean told(RunningAgent agent) {
        ObjectNode arguments = new JsonMapper().createObjectNode();
        if (next != null) {
            arguments.put("mode", next.toString()).put("who", System.getProperty("user.name", ""));
        }
        try {
            JsonNode answer = agent.ask("mode", arguments, Agents.PATIENCE);
            String mode = answer.path("mode").asText();
            out.println(
                    json
                            ? new JsonMapper()
                                    .createObjectNode()
                                    .put("pid", agent.pid())
                                    .put("mode", mode)
                            : agent.pid() + ": " + answer.path("said").asText("mode is " + mode));
            return true;
        } catch (IOException | Refusal e) {
            err.println(agent.pid() + ": " + e.getMessage());
            return false;
        }
    }

    private int byFile() throws Misuse, IOException {
        if (next == null || next == Mode.OBSERVE || pid != 0) {
            throw new Misuse("--lasting goes with off or heal, for all agents of a home");
        }
        if (next == Mode.OFF) {
            PrivateFile.createIfMissing(OffFile.path(home));
            out.println(
                    OffFile.path(home) + " is there: every agent of the home is off within a second, and stays off");
        } else {
            Files.deleteIfExists(OffFile.path(home));
            out.println(OffFile.path(home) + " is gone: every agent of the home goes back to the mode it was told");
        }
        return DONE;
    }

    static final class Named implements ITypeConverter<Mode> {
        @Override
        public Mode convert(String word) {
            try {
                return Mode.valueOf(word.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("there is no mode '" + word + "'");
            }
        }
    }
}
