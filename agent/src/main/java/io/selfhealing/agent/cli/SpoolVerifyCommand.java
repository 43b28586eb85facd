package io.selfhealing.agent.cli;

import io.selfhealing.agent.spool.SpoolException;
import java.io.IOException;
import picocli.CommandLine.Command;

@Command(
        name = "verify",
        description = "Reads everything, and says what is wrong with which byte of which file.",
        footer = "  spool verify .self-healing")
final class SpoolVerifyCommand extends SpoolOfDirectory {
    SpoolVerifyCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() throws Failed, IOException, SpoolException {
        return acts().verify() ? DONE : FAILED;
    }
}
