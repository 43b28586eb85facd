package io.selfhealing.agent.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        customSynopsis = "history import HOME --url JDBC_URL [--schema SCHEMA] [--dry-run] FILE|DIRECTORY",
        description = {
            "Keeps what a schema dump or migrations tell of tables' pasts.",
            "Migrations are Flyway's, Liquibase's formatted SQL, or numbered files."
        },
        footer =
                "  history import .self-healing --url jdbc:postgresql://db/shop --driver-path postgresql.jar migrations")
final class HistoryImportCommand extends HomeCommand {
    @Parameters(index = "1", paramLabel = "FILE|DIRECTORY", description = "the dump, or where the migrations are")
    private Path source = Path.of("");

    @Mixin
    private ConnectingOptions connecting = new ConnectingOptions();

    @Option(names = "--schema", paramLabel = "SCHEMA", description = "where tables without a schema are")
    private @Nullable String schema;

    @Option(names = "--dry-run", description = "says what would be kept, and keeps nothing")
    private boolean dry;

    HistoryImportCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() throws Misuse, Failed, IOException {
        if (!Files.exists(source)) {
            throw new Misuse("FILE|DIRECTORY " + source + " does not exist");
        }
        try (NamedDatabase database = NamedDatabase.of(connecting, schema, home)) {
            new HistoryImport(home, source, dry, out).into(database);
        }
        return DONE;
    }
}
