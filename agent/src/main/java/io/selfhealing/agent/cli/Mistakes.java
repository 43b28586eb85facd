package io.selfhealing.agent.cli;

import io.selfhealing.agent.config.EditDistance;
import java.io.PrintStream;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line what is wrong with a command, and what was meant. */
final class Mistakes implements IParameterExceptionHandler {
    private static final int LONGEST = 64;

    private final PrintStream err;

    Mistakes(PrintStream err) {
        this.err = err;
    }

    @Override
    public int handleParseException(ParameterException mistake, String[] words) {
        CommandSpec command = mistake.getCommandLine().getCommandSpec();
        String said = mistake instanceof UnmatchedArgumentException unmatched
                ? unmatched(command, unmatched.getUnmatched().get(0))
                : String.valueOf(mistake.getMessage());
        return say(command, said);
    }

    /** Says it. @return the exit code */
    int say(CommandSpec command, String said) {
        String expected = command.parent() == null
                ? "--help lists the commands"
                : "expected: " + String.join(", or ", Synopsis.forms(command));
        err.println(Shown.text(said).replaceFirst("\\.$", "") + "; " + expected);
        return Subcommand.MISUSED;
    }

    private static String unmatched(CommandSpec command, String word) {
        if (word.startsWith("-")) {
            return "unknown option '" + word + "'" + optionHint(command, word);
        }
        if (command.subcommands().isEmpty()) {
            return "'" + word + "' is one word too many";
        }
        String group = command.parent() == null ? "" : Synopsis.path(command) + " ";
        String nearest = nearest(word, command.subcommands().keySet());
        return "unknown command '" + group + word + "'"
                + (nearest == null ? "" : "; did you mean " + group + nearest + "?");
    }

    private static String optionHint(CommandSpec command, String word) {
        List<String> options = command.options().stream()
                .filter(option -> !option.hidden())
                .map(OptionSpec::longestName)
                .toList();
        String nearest = nearest(word, options);
        return nearest == null ? "" : "; did you mean " + nearest + "?";
    }

    /** Null where none is near. */
    private static @Nullable String nearest(String word, Collection<String> known) {
        String seen = word.substring(0, Math.min(word.length(), LONGEST));
        return known.stream()
                .filter(each -> EditDistance.between(each, seen) <= Math.max(1, each.length() / 2))
                .min(Comparator.comparingInt(each -> EditDistance.between(each, seen)))
                .orElse(null);
    }
}
