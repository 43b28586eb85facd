package io.selfhealing.agent.cli;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "list",
        description = "Renames that were learnt, and how far they are trusted.",
        footer = "  learned list .self-healing")
final class LearnedListCommand extends HomeCommand {
    @Option(names = "--json", description = "one JSON object a line")
    private boolean json;

    LearnedListCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() throws IOException {
        LearnedList.print(LearnedList.of(home, err), json, out);
        return DONE;
    }
}
