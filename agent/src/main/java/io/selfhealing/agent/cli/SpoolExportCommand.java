package io.selfhealing.agent.cli;

import io.selfhealing.agent.spool.SpoolException;
import java.io.IOException;
import picocli.CommandLine.Command;

@Command(
        name = "export",
        description = "All records, one JSON object a line, types kept.",
        footer = "  spool export .self-healing --values")
final class SpoolExportCommand extends SpoolOfDirectory {
    SpoolExportCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() throws Failed, IOException, SpoolException {
        acts().export();
        return DONE;
    }
}
