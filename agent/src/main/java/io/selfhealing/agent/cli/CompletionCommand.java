package io.selfhealing.agent.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;

@Command(
        name = "completion",
        description = {
            "A script that completes the words of self-healing-agent in bash and zsh.",
            "Source it. It is for a command of that name: alias self-healing-agent='java -jar /opt/self-healing-agent.jar'"
        },
        footer = "  completion > self-healing-agent.bash")
final class CompletionCommand extends Subcommand {
    CompletionCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() {
        out.print(AutoComplete.bash(RootCommand.NAME, CommandTree.all(new Streams(out, err))));
        return DONE;
    }
}
