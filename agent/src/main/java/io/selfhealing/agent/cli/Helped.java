package io.selfhealing.agent.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What every command has: {@code --help}, and the same exit codes. */
@Command(
        exitCodeListHeading = "%nExit code%n",
        exitCodeList = {
            "0:done",
            "1:it did not work, or found something wrong; standard error says what",
            "2:the command is not understood"
        },
        descriptionHeading = "%n",
        parameterListHeading = "%n",
        optionListHeading = "%n",
        commandListHeading = "%nCommands%n",
        footerHeading = "%nExamples%n",
        sortOptions = false,
        usageHelpWidth = 110)
abstract class Helped {
    static final int LAST = 1_000;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            order = LAST,
            description = "says how the command is written")
    boolean help;
}
