package io.selfhealing.agent.cli;

import io.selfhealing.agent.config.Reference;
import picocli.CommandLine.Command;

@Command(name = "config", description = "Every configuration key, as docs/configuration.md.")
final class ConfigCommand extends Subcommand {
    ConfigCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() {
        out.print(Reference.page());
        return DONE;
    }
}
