package io.selfhealing.it.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** {@code java -jar self-healing-agent.jar …}. */
public final class Command {
    private Command() {}

    /** What the command printed, both streams; fails where it ended with another code. */
    public static String run(int code, List<String> arguments) throws IOException, InterruptedException {
        return run(code, Launch.java(), arguments);
    }

    /** The same with another Java. */
    public static String run(int code, String java, List<String> arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(java, "-jar", Launch.agentJar().toString()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close(); // Nobody answers questions.
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as("exit code of %s, which said: %s", arguments, printed)
                .isEqualTo(code);
        return printed;
    }
}
