package io.selfhealing.agent.cli;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "approve",
        description = "Says that a learnt rename is right.",
        footer = "  learned approve .self-healing 1f0c77aa")
final class LearnedApproveCommand extends HomeCommand {
    @Parameters(index = "1", paramLabel = "ID", description = "as learned list shows it")
    private String id = "";

    LearnedApproveCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() throws IOException {
        return new LearnedActs(home, out, err).approve(id) ? DONE : FAILED;
    }
}
