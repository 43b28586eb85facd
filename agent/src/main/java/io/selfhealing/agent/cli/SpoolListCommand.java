package io.selfhealing.agent.cli;

import io.selfhealing.agent.spool.SpoolException;
import java.io.IOException;
import picocli.CommandLine.Command;

@Command(
        name = "list",
        description = "A line for each record, oldest first, dead letters last.",
        footer = "  spool list .self-healing")
final class SpoolListCommand extends SpoolOfDirectory {
    SpoolListCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() throws Failed, IOException, SpoolException {
        acts().list();
        return DONE;
    }
}
