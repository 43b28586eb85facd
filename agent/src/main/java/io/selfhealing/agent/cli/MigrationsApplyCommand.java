package io.selfhealing.agent.cli;

import io.selfhealing.agent.report.Migration;
import io.selfhealing.agent.report.MigrationBatch;
import io.selfhealing.agent.report.MigrationFiles;
import io.selfhealing.agent.report.MigrationJournal;
import io.selfhealing.agent.report.Suggestion;
import io.selfhealing.agent.report.Suggestions;
import io.selfhealing.agent.schema.Database;
import io.selfhealing.agent.schema.SchemaReader;
import io.selfhealing.agent.schema.SchemaReaders;
import io.selfhealing.agent.sql.Product;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "apply",
        customSynopsis = "migrations apply HOME --url JDBC_URL [--yes] [--changed] [ID|FILE …]",
        description = {
            "Carries suggestions out on your credentials, and verifies that each ended its mismatch.",
            "A dry run without --yes. One transaction where the database takes DDL back. Written down in migrations.jsonl,",
            "and in the table build_events where there is one."
        },
        footer = {
            "  migrations apply .self-healing --url jdbc:postgresql://db/shop --user dba --password-env PGPASSWORD \\",
            "      --driver-path postgresql.jar"
        })
final class MigrationsApplyCommand extends HomeCommand {
    @Parameters(
            index = "1..*",
            paramLabel = "ID|FILE",
            description =
                    "a suggestion's id, or its beginning, or a generated file; without one all of the database that need"
                            + " not be chosen")
    private List<String> wanted = new ArrayList<>();

    @Mixin
    private ConnectingOptions connecting = new ConnectingOptions();

    @Option(names = "--yes", description = "does it; without it nothing is changed")
    private boolean yes;

    @Option(names = "--changed", description = "also where the table has changed since it was suggested")
    private boolean changed;

    @Option(
            names = "--tables-schema",
            paramLabel = "NAME",
            description =
                    "the schema of build_events, as selfhealing.tables.schema; what is done is written there where"
                            + " there is such a table")
    private @Nullable String tablesSchema;

    MigrationsApplyCommand(Streams streams) {
        super(streams);
    }

    @Override
    public Integer call() throws Misuse, Failed, IOException {
        Connecting by = Connecting.by(connecting);
        String address = Database.address(by.url());
        Product product = Product.ofUrl(by.url());
        List<Migration> migrations = migrations(address, product);
        if (migrations.isEmpty()) {
            err.println("nothing: no suggestion for " + address + " that need not be chosen by its id");
            return DONE;
        }
        SchemaReader reader = SchemaReaders.forProduct(product);
        try (Connection connection = by.open()) {
            MigrationBatch batch = reader == null ? null : MigrationBatch.of(connection, reader, product, migrations);
            if (batch == null) {
                throw new Failed("--url " + address + ": SQL is not written for " + product, null);
            }
            String who = System.getProperty("user.name", "?") + " as " + connecting.user;
            MigrationJournal journal = new MigrationJournal(home, address, who, InstantSource.system());
            MigrationRecord record = new MigrationRecord(connection, product, tablesSchema, who, err);
            return new MigrationTalk(batch, yes, changed, out, record).held(journal) ? DONE : FAILED;
        } catch (SQLException e) {
            throw new Failed("--url " + address + ": " + e.getMessage(), e);
        }
    }

    private List<Migration> migrations(String address, Product product) throws Misuse, IOException {
        List<Suggestion> all = Suggestions.of(home);
        List<Migration> migrations = new ArrayList<>();
        if (wanted.isEmpty()) {
            all.stream()
                    .filter(each -> each.safe() && each.database().equals(address))
                    .forEach(each -> migrations.add(Migration.of(each)));
        }
        for (String word : wanted) {
            boolean file = word.endsWith(".sql") && Files.isRegularFile(Path.of(word));
            migrations.add(
                    file ? MigrationFiles.read(Path.of(word), product) : Migration.of(ofProduct(all, word, product)));
        }
        return migrations;
    }

    private static Suggestion ofProduct(List<Suggestion> all, String id, Product product) throws Misuse {
        Suggestion suggestion = Chosen.named(all, id);
        if (suggestion.product() != product) {
            throw new Misuse(id + " is for " + suggestion.database());
        }
        return suggestion;
    }
}
