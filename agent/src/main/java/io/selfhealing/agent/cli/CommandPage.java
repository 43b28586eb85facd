package io.selfhealing.agent.cli;

import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The reference page of the commands, written from the commands themselves. */
final class CommandPage {
    private static final String INTRODUCTION = """
            # Commands

            Generated from the commands themselves; `CommandPageTest` fails when it is stale and writes it anew with
            `-Dupdate.docs=true`.

            All of them are in the agent's own jar: `java -jar self-healing-agent.jar COMMAND …`. Each has a `--help`; a word that is
            not understood is one line on standard error that names what was meant. Colours are used on a terminal only, and not where
            `NO_COLOR` is set.

            """;

    private final StringBuilder page = new StringBuilder(INTRODUCTION);

    private CommandPage() {}

    /** In Markdown, ends with a line feed. */
    static String of(CommandSpec root) {
        CommandPage page = new CommandPage();
        List<CommandSpec> commands = HelpSections.acting(root);
        page.exitCodes(root);
        page.line("| command | |");
        page.line("|---|---|");
        for (CommandSpec command : commands) {
            String path = Synopsis.path(command);
            page.line("| [`" + path + "`](#" + path.replace(' ', '-') + ") | " + sentence(command, 0) + " |");
        }
        commands.forEach(page::command);
        return page.page.toString();
    }

    private void exitCodes(CommandSpec root) {
        line("| exit code | means |");
        line("|---|---|");
        root.usageMessage().exitCodeList().forEach((code, meaning) -> line("| " + code + " | " + meaning + " |"));
        line("");
    }

    private void command(CommandSpec command) {
        line("");
        line("## " + Synopsis.path(command));
        line("");
        Synopsis.forms(command).forEach(form -> line("    " + form));
        line("");
        for (int i = 0; i < command.usageMessage().description().length; i++) {
            line(sentence(command, i));
        }
        arguments(command);
        examples(command);
    }

    private void arguments(CommandSpec command) {
        List<OptionSpec> options = command.options().stream()
                .filter(option -> !option.hidden() && !option.usageHelp())
                .toList();
        if (options.isEmpty() && command.positionalParameters().isEmpty()) {
            return;
        }
        line("");
        line("| | |");
        line("|---|---|");
        for (PositionalParamSpec parameter : command.positionalParameters()) {
            row(parameter, parameter.paramLabel());
        }
        for (OptionSpec option : options) {
            row(option, option.longestName() + (option.arity().max() == 0 ? "" : " " + option.paramLabel()));
        }
    }

    private void row(ArgSpec argument, String word) {
        line("| `" + word.replace("|", "\\|") + "` | " + String.join(" ", argument.description()) + " |");
    }

    private void examples(CommandSpec command) {
        String[] examples = command.usageMessage().footer();
        if (examples.length > 0) {
            line("");
            line("```");
            Arrays.stream(examples)
                    .map(example -> example.startsWith("   ")
                            ? example.substring(2)
                            : "java -jar self-healing-agent.jar " + example.strip())
                    .forEach(this::line);
            line("```");
        }
    }

    private static String sentence(CommandSpec command, int index) {
        return command.usageMessage().description()[index];
    }

    private void line(String text) {
        page.append(text).append('\n');
    }
}
