package io.selfhealing.agent.cli;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "list", description = "Values that writes went without.", footer = "  quarantine list .self-healing")
final class QuarantineListCommand extends HomeCommand {
    @Option(names = "--json", description = "one JSON object a line, with values and their types whole")
    private boolean json;

    QuarantineListCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() throws IOException {
        QuarantineList.print(home, json, out, err);
        return DONE;
    }
}
