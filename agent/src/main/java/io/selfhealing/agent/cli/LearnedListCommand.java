package io.selfhealing.agent.cli;

import io.selfhealing.agent.restraint.UndoneFile;
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
    public Integer call() throws Failed, IOException {
        HomeDirectory.require(home);
        LearnedList.print(LearnedList.of(home, err), new UndoneFile(home).read(), json, out);
        return DONE;
    }
}
