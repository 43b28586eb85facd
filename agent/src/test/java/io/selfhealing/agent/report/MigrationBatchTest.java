package io.selfhealing.agent.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfhealing.agent.report.MigrationBatch.Outcome;
import io.selfhealing.agent.report.MigrationBatch.Standing;
import io.selfhealing.agent.schema.SchemaReader;
import io.selfhealing.agent.schema.SchemaReaders;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.sql.Product;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On H2, whose DDL is not taken back; the transaction of PostgreSQL is in the integration tests. */
class MigrationBatchTest {
    private static final TableRef TABLE = new TableRef("PUBLIC", "T");

    @TempDir
    Path home;

    private final SchemaReader reader = Objects.requireNonNull(SchemaReaders.forProduct(Product.H2));
    private final Connection connection = DriverManager.getConnection("jdbc:h2:mem:");

    MigrationBatchTest() throws SQLException {}

    @BeforeEach
    void create() throws SQLException {
        execute("CREATE TABLE T (ID BIGINT PRIMARY KEY, A VARCHAR(10), TIER INTEGER NOT NULL)");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void whatIsDoneIsVerifiedAndWrittenDownWithItsUndo() throws Exception {
        Outcome outcome = batch(adding("X", "INTEGER", shape())).apply(journal(), 1);

        assertThat(outcome).isEqualTo(new Outcome.Applied(1));
        assertThat(Files.readAllLines(home.resolve("migrations.jsonl")))
                .satisfiesExactly(
                        line -> assertThat(line).contains("\"act\":\"started\""),
                        line -> assertThat(line)
                                .contains("\"act\":\"applied\"")
                                .contains("\"undo\":[\"ALTER TABLE \\\"PUBLIC\\\".\\\"T\\\" DROP COLUMN \\\"X\\\"\"]"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("migrations.jsonl"))))
                .isEqualTo("rw-------");
    }

    @Test
    void standingsTellReadyChangedEndedAndGoneApart() throws Exception {
        String before = shape();
        assertThat(standing(adding("X", "INTEGER", before))).isEqualTo(Standing.READY);
        assertThat(standing(adding("X", "INTEGER", null))).isEqualTo(Standing.NOT_COMPARED);
        execute("ALTER TABLE T ADD COLUMN B INTEGER");
        assertThat(standing(adding("X", "INTEGER", before))).isEqualTo(Standing.CHANGED);
        assertThat(standing(adding("A", "INTEGER", before))).isEqualTo(Standing.ENDED);
        execute("DROP TABLE T");
        assertThat(standing(adding("X", "INTEGER", before))).isEqualTo(Standing.GONE);
    }

    @Test
    void aFailureEndsTheBatchAndTellsWhatWasDone() throws Exception {
        Migration first = adding("X", "INTEGER", shape());
        Migration wrong = adding("Y", "NO_SUCH_TYPE", shape());
        Migration never = adding("Z", "INTEGER", shape());

        Outcome outcome = batch(first, wrong, never).apply(journal(), 1);

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.migration()).isEqualTo(wrong);
            assertThat(failed.before()).containsExactly(first);
            assertThat(failed.reason()).startsWith("SQLState ");
        });
        assertThat(table().column("X")).isNotNull();
        assertThat(table().column("Z")).isNull();
    }

    @Test
    void whatDoesNotEndItsMismatchHasFailed() throws Exception {
        Migration useless = new Migration(
                "1",
                "jdbc:h2:mem:",
                new Mismatch.MissingColumn(TABLE, "X"),
                List.of("ALTER TABLE T ADD COLUMN OTHER INTEGER"),
                List.of(),
                null);

        assertThat(batch(useless).apply(journal(), 1))
                .isEqualTo(
                        new Outcome.Failed(useless, "it was carried out, and the mismatch is still there", List.of()));
    }

    @Test
    void withoutAJournalNothingIsDone() throws Exception {
        MigrationJournal nowhere = new MigrationJournal(
                Files.createFile(home.resolve("file")), "jdbc:h2:mem:", "me", InstantSource.fixed(Instant.EPOCH));

        assertThatThrownBy(() -> batch(adding("X", "INTEGER", shape())).apply(nowhere, 1))
                .isInstanceOf(IOException.class);
        assertThat(table().column("X")).isNull();
    }

    @Test
    void everySqlOfH2DoesWhatItSaysAndItsUndoTakesItBack() throws Exception {
        Ddl ddl = Objects.requireNonNull(Ddl.of(Product.H2));
        TableSnapshot before = table();
        for (Change change : List.of(
                ddl.addColumn(TABLE, "X", "CHARACTER VARYING(20)"),
                ddl.renameColumn(TABLE, "A", "B"),
                ddl.setDefault(TABLE, "TIER", "7", before.column("TIER")),
                ddl.allowNull(TABLE, "TIER", before.column("TIER")),
                ddl.changeType(TABLE, "A", "CHARACTER VARYING(20)", before.column("A")),
                ddl.standIn(new TableRef("PUBLIC", "OLD"), TABLE, Map.of()))) {
            for (String sql : change.sql()) {
                execute(sql);
            }
            TableSnapshot changed = reader.read(connection, List.of("PUBLIC"), "T");
            assertThat(changed == null || !changed.sameShape(before))
                    .as("%s", change.sql())
                    .isTrue();
            for (String sql : change.undo()) {
                execute(sql);
            }
            assertThat(Shape.fingerprint(table())).as("%s", change.undo()).isEqualTo(Shape.fingerprint(before));
        }
    }

    private Migration adding(String column, String type, @Nullable String fingerprint) {
        Change change = Objects.requireNonNull(Ddl.of(Product.H2)).addColumn(TABLE, column, type);
        return new Migration(
                column,
                "jdbc:h2:mem:",
                new Mismatch.MissingColumn(TABLE, column),
                change.sql(),
                change.undo(),
                fingerprint);
    }

    private MigrationBatch batch(Migration... migrations) {
        return Objects.requireNonNull(MigrationBatch.of(connection, reader, Product.H2, List.of(migrations)));
    }

    private Standing standing(Migration migration) throws SQLException {
        return batch(migration).look().get(0).standing();
    }

    private MigrationJournal journal() {
        return new MigrationJournal(home, "jdbc:h2:mem:", "me", InstantSource.fixed(Instant.EPOCH));
    }

    private TableSnapshot table() throws SQLException {
        return Objects.requireNonNull(reader.read(connection, List.of("PUBLIC"), "T"));
    }

    private String shape() throws SQLException {
        return Shape.fingerprint(table());
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
