package io.selfhealing.agent.cli;

import io.selfhealing.agent.admin.RunningAgent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The agents of a home that can be asked. */
final class Agents {
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private Agents() {}

    /** At least one. */
    static List<RunningAgent> of(Path home) throws Failed, IOException {
        List<RunningAgent> agents = RunningAgent.of(home);
        if (agents.isEmpty()) {
            throw new Failed(
                    "no agent answers in " + home + ": none runs, or it runs with selfhealing.control=off, as another"
                            + " user or since less than two seconds; list shows the JVMs that have one",
                    null);
        }
        return agents;
    }

    /** The same, or the one of a process. */
    static List<RunningAgent> of(Path home, long pid) throws Failed, IOException {
        List<RunningAgent> meant = of(home).stream()
                .filter(agent -> pid == 0 || agent.pid() == pid)
                .toList();
        if (meant.isEmpty()) {
            throw new Failed("no agent of process " + pid + " answers in " + home + "; status shows who does", null);
        }
        return meant;
    }
}
