package io.selfhealing.agent.cli;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        description = "Adds what was learnt elsewhere.",
        footer = "  learned import .self-healing learned.json")
final class LearnedImportCommand extends HomeCommand {
    @Parameters(index = "1", paramLabel = "FILE", description = "what learned export wrote")
    private Path source = Path.of("");

    LearnedImportCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() throws IOException {
        return new LearnedActs(home, out, err).importFrom(source) ? DONE : FAILED;
    }
}
