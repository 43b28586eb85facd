package io.selfhealing.agent.cli;

import java.util.function.Predicate;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;

/** Every command, once. */
final class CommandTree {
    private final CommandLine root;
    private final Predicate<String> wanted;

    private CommandTree(CommandLine root, Predicate<String> wanted) {
        this.root = root;
        this.wanted = wanted;
    }

    /** @param only the word that names the command to run: others are not looked at where there is one of that name, but by help */
    static CommandLine of(Streams streams, String only) {
        CommandLine one = of(streams, only::equals);
        return one.getSubcommands().containsKey(only) && !only.equals("help") ? one : all(streams);
    }

    static CommandLine all(Streams streams) {
        return of(streams, name -> true);
    }

    private static CommandLine of(Streams streams, Predicate<String> wanted) {
        CommandTree tree = new CommandTree(new CommandLine(new RootCommand(streams)), wanted);
        tree.add("attach", () -> new AttachCommand(streams));
        tree.add("list", () -> new ListCommand(streams));
        tree.add("status", () -> new StatusCommand(streams));
        tree.add("mode", () -> new ModeCommand(streams));
        tree.add("check", () -> new CheckCommand(streams));
        tree.add("config", () -> new ConfigCommand(streams));
        tree.add("events", () -> new EventsCommand(streams));
        tree.add("explain", () -> new ExplainCommand(streams));
        tree.add("undo", () -> new UndoCommand(streams));
        tree.add("alias", () -> new AliasCommand(streams));
        tree.add("suggestions", () -> new SuggestionsCommand(streams));
        tree.add(
                "migrations",
                () -> group(
                        "Suggestions as changes of a schema.",
                        new MigrationsGenerateCommand(streams),
                        new MigrationsApplyCommand(streams)));
        tree.add(
                "history",
                () -> group("What tables were before the agent knew them.", new HistoryImportCommand(streams)));
        tree.add(
                "quarantine",
                () -> group(
                        "Values that writes went without.",
                        new QuarantineListCommand(streams),
                        new QuarantineShowCommand(streams),
                        new QuarantineRestoreCommand(streams),
                        new QuarantineExportCommand(streams)));
        tree.add(
                "spool",
                () -> group(
                        "Writes that wait on disk for their database.",
                        new SpoolStatusCommand(streams),
                        new SpoolListCommand(streams),
                        new SpoolShowCommand(streams),
                        new SpoolReplayCommand(streams),
                        new SpoolRetryCommand(streams),
                        new SpoolDiscardCommand(streams),
                        new SpoolExportCommand(streams),
                        new SpoolVerifyCommand(streams)));
        tree.add("patterns", () -> group("Patterns by which names are healed.", new PatternsListCommand(streams)));
        tree.add(
                "learned",
                () -> group(
                        "Renames that were learnt.",
                        new LearnedListCommand(streams),
                        new LearnedExportCommand(streams),
                        new LearnedImportCommand(streams),
                        new LearnedApproveCommand(streams),
                        new LearnedForgetCommand(streams)));
        tree.add(
                "audit",
                () -> group(
                        "Who answers for what the agent does.",
                        new AuditListCommand(streams),
                        new AuditVerifyCommand(streams)));
        tree.add("completion", () -> new CompletionCommand(streams));
        tree.add("version", () -> new VersionCommand(streams));
        tree.add("help", HelpCommand::new);
        return tree.root;
    }

    private void add(String name, Supplier<Object> command) {
        if (wanted.test(name)) {
            root.addSubcommand(name, command.get());
        }
    }

    private static CommandLine group(String sentence, Subcommand... parts) {
        CommandLine group = new CommandLine(new Group());
        group.getCommandSpec().usageMessage().description(sentence);
        for (Subcommand part : parts) {
            group.addSubcommand(part);
        }
        return group;
    }
}
