package io.selfhealing.agent.cli;

import io.selfhealing.agent.report.MigrationFiles;
import io.selfhealing.agent.report.MigrationFormat;
import io.selfhealing.agent.report.Suggestion;
import io.selfhealing.agent.report.Suggestions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "generate",
        customSynopsis = "migrations generate HOME --format flyway|liquibase --dir DIR [ID …]",
        description = {
            "Writes suggestions as migrations, with their undo, numbered behind those that are there.",
            "No file is replaced, and what has its file gets no second one."
        },
        footer = "  migrations generate .self-healing --format flyway --dir src/main/resources/db/migration")
final class MigrationsGenerateCommand extends HomeCommand {
    @Parameters(
            index = "1..*",
            paramLabel = "ID",
            description = "a suggestion's id, or its beginning; without one all that need not be chosen")
    private List<String> ids = new ArrayList<>();

    @Option(names = "--format", required = true, paramLabel = "FORMAT", description = "flyway or liquibase")
    private String format = "";

    @Option(
            names = "--dir",
            required = true,
            paramLabel = "DIR",
            converter = Directory.class,
            description = "the directory of the migrations")
    private Path directory = Path.of("");

    MigrationsGenerateCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() throws Misuse, Failed, IOException {
        HomeDirectory.require(home);
        MigrationFiles files = new MigrationFiles(directory, format());
        List<Suggestion> all = Suggestions.of(home);
        List<Suggestion> chosen = new ArrayList<>();
        for (String id : ids) {
            chosen.add(Chosen.named(all, id));
        }
        if (ids.isEmpty()) {
            all.stream().filter(Suggestion::safe).forEach(chosen::add);
        }
        List<Path> written = files.write(chosen);
        written.forEach(out::println);
        if (written.isEmpty()) {
            err.println(
                    chosen.isEmpty()
                            ? "nothing: no suggestion that need not be chosen by its id"
                            : "nothing: each has its file already");
        }
        return DONE;
    }

    private MigrationFormat format() throws Misuse {
        for (MigrationFormat each : MigrationFormat.values()) {
            if (each.toString().equals(format.toLowerCase(Locale.ROOT))) {
                return each;
            }
        }
        throw new Misuse("--format " + format + " is neither flyway nor liquibase");
    }
}
