package io.selfhealing.agent.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What is said where no command is named. */
@Command(
        name = RootCommand.NAME,
        versionProvider = Version.class,
        header = {
            "A Java agent that keeps the writes of an unmodified application landing while its schema drifts.",
            "",
            "  java -javaagent:self-healing-agent.jar -jar your-service.jar"
        },
        commandListHeading = "%nCommands of java -jar self-healing-agent.jar, each of which has a --help of its own%n")
final class RootCommand extends Subcommand {
    static final String NAME = "self-healing-agent";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            order = LAST,
            description = "the versions of the agent and of this Java")
    boolean version;

    RootCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(out);
        return DONE;
    }
}
