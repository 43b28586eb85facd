package io.selfhealing.agent.cli;

import io.selfhealing.agent.quarantine.State;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "list",
        customSynopsis = "quarantine list HOME [--url JDBC_URL] [--state STATE] [--json]",
        description = "Values that writes went without, and what became of them.",
        footer = "  quarantine list .self-healing --state conflict")
final class QuarantineListCommand extends HomeCommand {
    /** For what is in a table beside the data. */
    @Mixin
    private ConnectingOptions connecting = new ConnectingOptions();

    @Option(
            names = "--state",
            paramLabel = "STATE",
            converter = StateName.class,
            completionCandidates = StateName.All.class,
            description = "only those: ${COMPLETION-CANDIDATES}")
    private @Nullable State state;

    @Option(names = "--json", description = "one JSON object a line, with values and their types whole")
    private boolean json;

    QuarantineListCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() throws Misuse, Failed, IOException {
        HomeDirectory.require(home);
        QuarantineList.print(QuarantinePlaces.of(home, connecting, err), state, json, out, err);
        return DONE;
    }
}
