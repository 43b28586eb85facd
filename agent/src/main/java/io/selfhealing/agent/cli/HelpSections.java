package io.selfhealing.agent.cli;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_FOOTER_HEADING;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_SYNOPSIS;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_SYNOPSIS_HEADING;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;

/** What of a command's help is said in words of our own: how it is written, and which commands there are. */
final class HelpSections {
    private static final String COMMAND = "  %-46s%s%n";
    private static final int WIDEST = 45;

    private HelpSections() {}

    static void install(CommandLine line) {
        line.getHelpSectionMap().put(SECTION_KEY_SYNOPSIS_HEADING, help -> "");
        line.getHelpSectionMap().put(SECTION_KEY_SYNOPSIS, HelpSections::synopsis);
        line.getHelpSectionMap().put(SECTION_KEY_COMMAND_LIST, HelpSections::commands);
        if (line.getCommandSpec().usageMessage().footer().length == 0) {
            line.getHelpSectionMap().put(SECTION_KEY_FOOTER_HEADING, help -> "");
        }
        line.getSubcommands().values().forEach(HelpSections::install);
    }

    private static String synopsis(Help help) {
        CommandSpec command = help.commandSpec();
        if (command.parent() == null) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        for (String form : Synopsis.forms(command)) {
            text.append("java -jar self-healing-agent.jar ").append(form).append(System.lineSeparator());
        }
        return help.ansi().string("@|bold " + text.toString().stripTrailing() + "|@") + System.lineSeparator();
    }

    private static String commands(Help help) {
        StringBuilder text = new StringBuilder();
        for (CommandSpec command : acting(help.commandSpec())) {
            String sentence = command.usageMessage().description()[0];
            for (String form : Synopsis.forms(command)) {
                boolean fits = form.length() <= WIDEST;
                text.append(String.format(COMMAND, form, fits ? sentence : ""));
                if (!fits && !sentence.isEmpty()) {
                    text.append(String.format(COMMAND, "", sentence));
                }
                sentence = "";
            }
        }
        return text.toString();
    }

    /** Every command below this one that does something. */
    static List<CommandSpec> acting(CommandSpec group) {
        List<CommandSpec> found = new ArrayList<>();
        for (CommandLine each : group.subcommands().values()) {
            CommandSpec command = each.getCommandSpec();
            if (!command.subcommands().isEmpty()) {
                found.addAll(acting(command));
            } else if (!(command.userObject() instanceof HelpCommand)) {
                found.add(command);
            }
        }
        return found;
    }
}
