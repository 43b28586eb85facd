package io.selfhealing.agent.cli;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "forget",
        description = "Takes a learnt rename away.",
        footer = "  learned forget .self-healing 1f0c77aa")
final class LearnedForgetCommand extends HomeCommand {
    @Parameters(index = "1", paramLabel = "ID", description = "as learned list shows it")
    private String id = "";

    LearnedForgetCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() throws IOException {
        return new LearnedActs(home, out, err).forget(id) ? DONE : FAILED;
    }
}
