package io.selfhealing.agent.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known of tables that nobody has written to. */
class FirstContactTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path home;

    private final Telling told = new Telling();
    private final List<Database> databases = new ArrayList<>();
    private String url = "";

    @AfterEach
    void close() {
        databases.forEach(Database::close);
    }

    @Test
    void aTableThatNobodyWroteToIsFoundByItsNumber() throws SQLException {
        postgres(
                "CREATE TABLE used (id int)",
                "CREATE TYPE mood AS ENUM ('good', 'bad')",
                "CREATE DOMAIN price AS numeric(9,2) NOT NULL DEFAULT 1",
                "CREATE TABLE never (id bigserial PRIMARY KEY, x text NOT NULL DEFAULT '', m mood, p price)",
                "CREATE TABLE parted (id int PRIMARY KEY) PARTITION BY RANGE (id)",
                "CREATE TABLE part PARTITION OF parted FOR VALUES FROM (1) TO (10)",
                "CREATE VIEW seeing AS SELECT * FROM used");
        Database database = watched(Duration.ofMillis(200));
        database.refreshNow(key("used"), LONG);
        await(() -> database.lastKnown(key("never")) != null && database.lastKnown(key("parted")) != null);
        TableSnapshot first =
                Objects.requireNonNull(database.lastKnown(key("never"))).current();
        assertThat(database.lastKnown(key("part"))).isNull();
        assertThat(database.lastKnown(key("seeing"))).isNull();

        execute("ALTER TABLE never RENAME TO later", "ALTER TABLE later RENAME COLUMN x TO y");

        TableView view = database.refreshNow(key("never"), LONG);
        LostTable lost = Objects.requireNonNull(((TableView.Missing) view).lost());
        assertThat(lost.candidates()).hasSize(1);
        assertThat(lost.candidates().get(0).current().name()).isEqualTo("later");
        assertThat(first.columns().get(1).identity())
                .isEqualTo(Objects.requireNonNull(
                                lost.candidates().get(0).current().column("y"))
                        .identity());
    }

    @Test
    void tablesAreKnownOnceTheApplicationConnects() throws SQLException {
        postgres("CREATE TABLE never (id int PRIMARY KEY, x text)");
        Database database = watched(Duration.ofMillis(200));
        Object connection = new Object();
        database.enters(connection);
        await(() -> database.lastKnown(key("never")) != null);

        execute("ALTER TABLE never RENAME COLUMN x TO y");

        TableView.Known view = (TableView.Known) database.refreshNow(key("never"), LONG);
        assertThat(view.history().earlier()).hasSize(1);
        assertThat(view.history().earlier().get(0).column("x")).isNotNull();
        database.leaves(connection);
    }

    @Test
    void oneWhoLeavesAtOnceIsNotTheOnlyOneForWhomTheyAreRead() throws Exception {
        postgres("CREATE TABLE never (id int PRIMARY KEY, x text)");
        Database database = watched(Duration.ofMillis(200));
        Object hasty = new Object();
        database.enters(hasty);
        database.leaves(hasty);
        Thread.sleep(600); // Longer than it waits for whoever opens a connection to do something with it.
        assertThat(database.lastKnown(key("never"))).isNull();
        Object connection = new Object();
        database.enters(connection);
        await(() -> database.lastKnown(key("never")) != null);
        database.leaves(connection);
    }

    @Test
    void tablesThatWereMadeAfterItConnectedAreKnownOnceOneOfThemIsUsed() throws SQLException {
        postgres("CREATE TABLE old (id int PRIMARY KEY, x text)");
        Database database = watched(Duration.ofMillis(200));
        Object connection = new Object();
        database.enters(connection);
        await(() -> database.lastKnown(key("old")) != null);

        execute("CREATE TABLE used (id int)", "CREATE TABLE never (id int PRIMARY KEY, x text)");
        database.refreshNow(key("used"), LONG);

        await(() -> database.lastKnown(key("never")) != null);
        database.leaves(connection);
    }

    @Test
    void tablesAreKnownOnceAPathLeadsToTheirSchema() throws SQLException {
        postgres("CREATE SCHEMA tenant", "CREATE TABLE tenant.never (id int PRIMARY KEY, x text)");
        Database database = watched(Duration.ofMillis(200));
        Object connection = new Object();
        database.enters(connection);
        database.pathSet("SET search_path TO tenant, no_such_schema");

        TableKey never = new TableKey(List.of("tenant"), "never");
        await(() -> database.lastKnown(never) != null);
        database.leaves(connection);
    }

    @Test
    void itIsKnownAsItIsWhenItIsReadAlone() throws SQLException {
        postgres(
                "CREATE TABLE used (id int)",
                "CREATE TYPE mood AS ENUM ('good', 'bad')",
                "CREATE TABLE never (id bigserial, x text NOT NULL DEFAULT '', m mood, PRIMARY KEY (x, id))",
                "COMMENT ON COLUMN never.x IS 'alias: z'",
                "CREATE TABLE child (more int) INHERITS (never)",
                "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
                "CREATE TRIGGER t BEFORE INSERT ON child FOR EACH ROW EXECUTE FUNCTION f()");
        Database database = watched(Duration.ofMillis(200));
        database.refreshNow(key("used"), LONG);
        for (String table : List.of("never", "child")) {
            await(() -> database.lastKnown(key(table)) != null);
            TableSnapshot first =
                    Objects.requireNonNull(database.lastKnown(key(table))).current();

            TableView.Known read = (TableView.Known) database.refreshNow(key(table), LONG);
            assertThat(read.history().current().sameShape(first)).as(table).isTrue();
            assertThat(first.rewritesRows()).as(table).isTrue();
            assertThat(read.history().earlier()).isEmpty();
        }
    }

    @Test
    void itOutlivesARestartInOneFile() throws SQLException, IOException {
        postgres("CREATE TABLE used (id int)", "CREATE TABLE never (id int PRIMARY KEY, x text)");
        try (Database yesterday = watched(Duration.ofMillis(200))) {
            yesterday.refreshNow(key("used"), LONG);
            await(() -> files().anyMatch(file -> file.startsWith("first-")));
        }
        execute("ALTER TABLE never RENAME COLUMN x TO y");

        TableView.Known view = (TableView.Known) watched(Duration.ofMillis(200)).refreshNow(key("never"), LONG);
        assertThat(view.history().earlier()).hasSize(1);
        assertThat(view.history().earlier().get(0).column("x")).isNotNull();
        assertThat(told.setAside).isEmpty();
    }

    @Test
    void thousandsOfTablesAreNotAllRead() throws SQLException {
        postgres("CREATE TABLE used (id int)");
        for (int from = 0; from < 2_400; from += 400) {
            execute("DO $$ BEGIN FOR i IN " + from + ".." + (from + 399)
                    + " LOOP EXECUTE format('CREATE TABLE t%s (id int, a text, b int)', i); END LOOP; END $$");
        }
        Database database = watched(Duration.ofMillis(200));
        database.refreshNow(key("used"), LONG);

        await(() -> !told.cut.isEmpty());
        assertThat(told.cut.get(0)).contains("at first contact", "stopped there");
        assertThat(database.refreshNow(key("t2399"), LONG)).isInstanceOf(TableView.Known.class);
    }

    @Test
    void whoWaitsForATableIsServedBeforeAllThatIsInNoHurry() throws Exception {
        SchemaThread thread = new SchemaThread("test", new Workers(Thread::new));
        List<String> ran = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        thread.execute(() -> {
            begun.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        begun.await();
        for (int i = 0; i < 5; i++) {
            thread.execute(() -> ran.add("piece"));
        }
        thread.executeUrgently(() -> ran.add("first"));
        thread.executeUrgently(() -> {
            ran.add("second");
            throw new IllegalStateException("no reason to lose the next");
        });
        thread.executeUrgently(() -> ran.add("third"));
        goOn.countDown();
        thread.close(() -> ran.add("last"), LONG);
        assertThat(ran.subList(0, 2)).containsExactly("first", "second");
        assertThat(ran.indexOf("third")).isLessThan(4);
        assertThat(ran).hasSize(9);
    }

    @Test
    void aTableToWhichWritesAreHealedIsLookedAtMoreOften() throws SQLException {
        postgres("CREATE TABLE a (id int)", "CREATE TABLE b (id int)");
        Database database = watched(Duration.ofMinutes(5));
        database.refreshNow(key("a"), LONG);
        database.refreshNow(key("b"), LONG);
        TableView before = database.cell(key("b")).view();
        database.healed(database.cell(key("a")));

        execute("ALTER TABLE a ADD COLUMN more int", "ALTER TABLE b ADD COLUMN more int");

        await(() -> database.cell(key("a")).view() instanceof TableView.Known known
                && known.history().current().column("more") != null);
        assertThat(database.cell(key("b")).view()).isSameAs(before);
    }

    private Stream<String> files() {
        try (Stream<Path> files = Files.list(home.resolve("schema"))) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        } catch (IOException e) {
            return Stream.of();
        }
    }

    private static TableKey key(String table) {
        return new TableKey(List.of("pg_catalog", "public"), table);
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + LONG);
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private Database watched(Duration poll) {
        @Nullable
        Database database = Database.of(
                url,
                () -> DriverManager.getConnection(url),
                new Surroundings(
                        new Ledger(home.resolve("schema"), told, InstantSource.system()),
                        told,
                        Thread::new,
                        InstantSource.system(),
                        SchemaSettings.of(Duration.ofMinutes(1), poll)));
        databases.add(Objects.requireNonNull(database));
        return database;
    }

    private void postgres(String... statements) throws SQLException {
        url = TestPostgres.emptyDatabase();
        execute(statements);
    }

    private void execute(String... statements) throws SQLException {
        TestPostgres.execute(url, statements);
    }
}
