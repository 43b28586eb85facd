package io.selfhealing.agent.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.sql.Dialect;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is seen to use a table under its new name. */
class UsesTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final TableKey A = new TableKey(List.of("pg_catalog", "public"), "a");

    @TempDir
    Path home;

    private final Telling told = new Telling();
    private String url = "";
    private @Nullable Database database;

    @BeforeEach
    void open() throws SQLException {
        url = TestPostgres.emptyDatabase();
    }

    @AfterEach
    void close() {
        if (database != null) {
            database.close();
        }
    }

    @Test
    void aRowWithAGreaterKeyIsAUse() throws SQLException, InterruptedException {
        Database looking = lost("CREATE TABLE a (id int PRIMARY KEY, x text)", "INSERT INTO a VALUES (5)");
        execute("INSERT INTO a_v2 VALUES (4)", "UPDATE a_v2 SET x = 'tidy'", "DELETE FROM a_v2 WHERE id = 5");
        Thread.sleep(1_000);
        assertThat(uses(looking)).isEmpty();

        execute("INSERT INTO a_v2 VALUES (6)");
        assertThat(awaitUse(looking)).isEqualTo(new TableUse("public", "a_v2", "rows are inserted"));
    }

    @Test
    void soIsTheFirstRowOfAll() throws SQLException, InterruptedException {
        Database looking = lost("CREATE TABLE a (id bigint PRIMARY KEY, x text)");
        execute("INSERT INTO a_v2 VALUES (-7)");
        assertThat(awaitUse(looking).by()).isEqualTo("rows are inserted");
    }

    @Test
    void aQueryOfTheApplicationIsAUse() throws SQLException, InterruptedException {
        Database looking = lost("CREATE TABLE a (id uuid PRIMARY KEY, x text)");
        Dialect dialect = looking.dialect();
        assertThat(looking.names().watches()).isTrue();
        for (String none : List.of(
                "select 'from a_v2'",
                "select a_v2 from b",
                "select * from b -- from a_v2",
                "select * from s.a_v2",
                "select * from a_v2x",
                "select a_v2.x from b",
                "select * from a_v2(1)")) {
            looking.names().note(none, dialect);
        }
        Thread.sleep(500);
        assertThat(uses(looking)).isEmpty();

        looking.names().note("select * from b join \"a_v2\" on true", dialect);
        assertThat(awaitUse(looking).by()).isEqualTo("the application queries it");
        execute("CREATE TABLE a (id int)");
        looking.refreshNow(A, LONG);
        assertThat(looking.names().watches()).isFalse();
    }

    @Test
    void aWriteOfTheApplicationIsAUseAndAQuestionOfSomebodyElseIsNone() throws SQLException, InterruptedException {
        Database looking = lost("CREATE TABLE a (id uuid PRIMARY KEY, x text)");
        TableKey now = new TableKey(List.of("public"), "a_v2");
        looking.refreshNow(now, LONG);
        Thread.sleep(500);
        assertThat(uses(looking)).isEmpty();

        looking.cell(now).named();
        assertThat(awaitUse(looking).by()).isEqualTo("the application writes to it");
    }

    /** A table {@code a} that is looked after and is now called {@code a_v2}. */
    private Database lost(String... statements) throws SQLException {
        execute(statements);
        Database looking = Objects.requireNonNull(Database.of(
                url,
                () -> DriverManager.getConnection(url),
                new Surroundings(
                        new Ledger(home.resolve("schema"), told, InstantSource.system()),
                        told,
                        Thread::new,
                        InstantSource.system(),
                        SchemaSettings.of(Duration.ofMinutes(1), Duration.ofMillis(100))
                                .sampling(200))));
        database = looking;
        looking.refreshNow(A, LONG);
        execute("ALTER TABLE a RENAME TO a_v2");
        looking.refreshNow(A, LONG);
        assertThat(uses(looking)).isEmpty();
        return looking;
    }

    private static List<TableUse> uses(Database looking) {
        looking.cell(A); // In use.
        TableView view = looking.cell(A).view();
        return Objects.requireNonNull(((TableView.Missing) view).lost()).uses();
    }

    private static TableUse awaitUse(Database looking) throws InterruptedException {
        long end = System.nanoTime() + LONG.toNanos();
        while (uses(looking).isEmpty() && System.nanoTime() < end) {
            Thread.sleep(20);
        }
        assertThat(uses(looking)).hasSize(1);
        return uses(looking).get(0);
    }

    private void execute(String... statements) throws SQLException {
        TestPostgres.execute(url, statements);
    }
}
