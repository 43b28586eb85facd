package io.selfhealing.agent.cli;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "export",
        description = "Writes what was learnt to a file.",
        footer = "  learned export .self-healing learned.json")
final class LearnedExportCommand extends HomeCommand {
    @Parameters(index = "1", paramLabel = "FILE", description = "written anew where it is there")
    private Path target = Path.of("");

    LearnedExportCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() throws Failed, IOException {
        HomeDirectory.require(home);
        return new LearnedActs(home, out, err).exportTo(target) ? DONE : FAILED;
    }
}
