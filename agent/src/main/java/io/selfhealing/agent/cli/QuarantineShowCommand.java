package io.selfhealing.agent.cli;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        customSynopsis = "quarantine show HOME ID [--url JDBC_URL] [--json]",
        description = "One value, or all of one write.",
        footer = "  quarantine show .self-healing 6b08cfd2182ca3d-1.1")
final class QuarantineShowCommand extends HomeCommand {
    @Parameters(index = "1", paramLabel = "ID", description = "as quarantine list shows it")
    private String id = "";

    /** For what is in a table beside the data. */
    @Mixin
    private ConnectingOptions connecting = new ConnectingOptions();

    @Option(names = "--json", description = "as JSON, with its type")
    private boolean json;

    QuarantineShowCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() throws Misuse, Failed, IOException {
        HomeDirectory.require(home);
        return QuarantineList.show(QuarantinePlaces.of(home, connecting, err), id, json, out, err) ? DONE : FAILED;
    }
}
