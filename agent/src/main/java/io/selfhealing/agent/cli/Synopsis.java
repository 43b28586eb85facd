package io.selfhealing.agent.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** How a command is written: the same words in its help, in what is said of a mistake, and in the documentation. */
final class Synopsis {
    private Synopsis() {}

    /** One for each form that the command has. */
    static List<String> forms(CommandSpec command) {
        String[] written = command.usageMessage().customSynopsis();
        return written.length > 0 ? List.of(written) : List.of(of(command));
    }

    private static String of(CommandSpec command) {
        List<String> words = new ArrayList<>();
        words.add(path(command));
        if (!command.subcommands().isEmpty()) {
            words.add(command.subcommands().keySet().stream().collect(Collectors.joining("|")));
            words.add("…");
        }
        command.positionalParameters().stream()
                .map(parameter -> optional(parameter, label(parameter)))
                .forEach(words::add);
        command.options().stream()
                .filter(option -> !option.usageHelp() && !option.versionHelp() && !option.hidden())
                .map(option -> optional(option, option.longestName() + value(option)))
                .forEach(words::add);
        return String.join(" ", words);
    }

    /** Its name behind those of the groups it belongs to. */
    static String path(CommandSpec command) {
        CommandSpec parent = command.parent();
        return parent == null || parent.parent() == null ? command.name() : path(parent) + " " + command.name();
    }

    private static String label(PositionalParamSpec parameter) {
        return parameter.arity().max() > 1 ? parameter.paramLabel() + " …" : parameter.paramLabel();
    }

    private static String value(OptionSpec option) {
        return option.arity().max() == 0 ? "" : " " + option.paramLabel();
    }

    private static String optional(ArgSpec argument, String word) {
        return argument.required() ? word : "[" + word + "]";
    }
}
