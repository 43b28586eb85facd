package io.selfhealing.agent.cli;

import io.selfhealing.agent.spool.SpoolException;
import java.io.IOException;
import picocli.CommandLine.Command;

@Command(
        name = "status",
        description = "A line for each directory: how much waits, dead letters, bytes, damage.",
        footer = "  spool status .self-healing")
final class SpoolStatusCommand extends SpoolOfDirectory {
    SpoolStatusCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() throws Failed, IOException, SpoolException {
        acts().status();
        return DONE;
    }
}
