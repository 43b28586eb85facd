package io.selfhealing.agent.cli;

import io.selfhealing.agent.admin.Release;
import java.io.File;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "attach",
        description = "Brings the agent to a running JVM; where it is already, changes its mode.",
        footer = {"  attach 4711 mode=observe", "  attach 4711 mode=off"})
final class AttachCommand extends Subcommand {
    @Parameters(
            index = "0",
            paramLabel = "PID",
            converter = ProcessNumber.class,
            description = "the number of its process, as list shows it")
    private long pid;

    @Parameters(
            index = "1..*",
            paramLabel = "key=value",
            arity = "0..*",
            description =
                    "settings, as after -javaagent:self-healing-agent.jar=; of an agent that runs only the mode changes")
    private List<String> settings = new ArrayList<>();

    AttachCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() throws Misuse, Failed {
        for (String each : settings) {
            if (each.indexOf('=') <= 0) {
                throw new Misuse("'" + each + "' is not key=value");
            }
        }
        Attach.to(Long.toString(pid), settings, ownJar(), out);
        return DONE;
    }

    private static File ownJar() throws Failed {
        try {
            return Release.jar();
        } catch (URISyntaxException e) {
            throw new Failed("the agent's own jar cannot be found", e);
        }
    }
}
