package io.selfhealing.agent.cli;

import picocli.CommandLine.Command;

@Command(name = "list", description = "The JVMs one may attach to, and whether the agent is in them.")
final class ListCommand extends Subcommand {
    ListCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() {
        Attach.list(out);
        return DONE;
    }
}
