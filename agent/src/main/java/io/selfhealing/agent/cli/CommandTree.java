package io.selfhealing.agent.cli;

import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;

/** Every command, once. */
final class CommandTree {
    private CommandTree() {}

    static CommandLine of(Streams streams) {
        CommandLine root = new CommandLine(new RootCommand(streams));
        root.addSubcommand(new AttachCommand(streams));
        root.addSubcommand(new ListCommand(streams));
        root.addSubcommand(new StatusCommand(streams));
        root.addSubcommand(new ModeCommand(streams));
        root.addSubcommand(new CheckCommand(streams));
        root.addSubcommand(new ConfigCommand(streams));
        root.addSubcommand(new EventsCommand(streams));
        root.addSubcommand(new ExplainCommand(streams));
        root.addSubcommand(new SuggestionsCommand(streams));
        root.addSubcommand(group(
                "migrations",
                "Suggestions as changes of a schema.",
                new MigrationsGenerateCommand(streams),
                new MigrationsApplyCommand(streams)));
        root.addSubcommand(
                group("history", "What tables were before the agent knew them.", new HistoryImportCommand(streams)));
        root.addSubcommand(group(
                "quarantine",
                "Values that writes went without.",
                new QuarantineListCommand(streams),
                new QuarantineShowCommand(streams),
                new QuarantineRestoreCommand(streams),
                new QuarantineExportCommand(streams)));
        root.addSubcommand(group(
                "spool",
                "Writes that wait on disk for their database.",
                new SpoolStatusCommand(streams),
                new SpoolListCommand(streams),
                new SpoolShowCommand(streams),
                new SpoolExportCommand(streams),
                new SpoolVerifyCommand(streams)));
        root.addSubcommand(group("patterns", "Patterns by which names are healed.", new PatternsListCommand(streams)));
        root.addSubcommand(group(
                "learned",
                "Renames that were learnt.",
                new LearnedListCommand(streams),
                new LearnedExportCommand(streams),
                new LearnedImportCommand(streams),
                new LearnedApproveCommand(streams),
                new LearnedForgetCommand(streams)));
        root.addSubcommand(group(
                "audit",
                "Who answers for what the agent does.",
                new AuditListCommand(streams),
                new AuditVerifyCommand(streams)));
        root.addSubcommand(new CompletionCommand(streams));
        root.addSubcommand(new VersionCommand(streams));
        root.addSubcommand(new HelpCommand());
        return root;
    }

    private static CommandLine group(String name, String sentence, Subcommand... parts) {
        CommandLine group = new CommandLine(new Group());
        group.getCommandSpec().name(name).usageMessage().description(sentence);
        for (Subcommand part : parts) {
            group.addSubcommand(part);
        }
        return group;
    }
}
