package io.selfhealing.agent.cli;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "events",
        description = "The last events, one JSON object a line.",
        footer = "  events .self-healing --last 5")
final class EventsCommand extends HomeCommand {
    @Option(names = "--last", paramLabel = "N", converter = AboveZero.class, description = "how many; without it 20")
    private int last = 20;

    @Option(names = "--json", description = "one JSON object a line, as without it")
    void json(boolean unused) {}

    EventsCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() throws Failed, IOException {
        HomeDirectory.require(home);
        EventTail.print(home, last, out, err);
        return DONE;
    }
}
