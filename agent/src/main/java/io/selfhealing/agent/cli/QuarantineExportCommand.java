package io.selfhealing.agent.cli;

import io.selfhealing.agent.quarantine.State;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "export",
        customSynopsis = "quarantine export HOME [--url JDBC_URL]",
        description = "All values with their types, one JSON object a line.",
        footer = "  quarantine export .self-healing > values.jsonl")
final class QuarantineExportCommand extends HomeCommand {
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

    QuarantineExportCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() throws Misuse, Failed, IOException {
        HomeDirectory.require(home);
        QuarantineList.print(QuarantinePlaces.of(home, connecting, err), state, true, out, err);
        return DONE;
    }
}
