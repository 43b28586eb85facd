package io.selfhealing.agent.cli;

import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** A command about what an agent keeps. */
abstract class HomeCommand extends Subcommand {
    @Parameters(
            index = "0",
            paramLabel = "HOME",
            converter = Directory.class,
            description = "the directory that selfhealing.home names")
    Path home = Path.of("");

    HomeCommand(Streams streams) {
        super(streams);
    }
}
