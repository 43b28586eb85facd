package io.selfhealing.agent.cli;

import picocli.CommandLine.Command;

@Command(name = "version", description = "The versions of the agent and of this Java.")
final class VersionCommand extends Subcommand {
    VersionCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() {
        out.println(Version.told());
        return DONE;
    }
}
