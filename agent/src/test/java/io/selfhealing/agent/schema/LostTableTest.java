package io.selfhealing.agent.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found out about a table that is not where it was. */
class LostTableTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final TableKey A = new TableKey(List.of("pg_catalog", "public"), "a");
    private static final TableKey GUEST_A = new TableKey(List.of("PUBLIC"), "A");

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
    void aRenamedTableIsFoundByItsNumberAndFollowedFromNameToName() throws SQLException {
        postgres("CREATE TABLE a (id int PRIMARY KEY, x text)");
        Database database = watched();
        database.refreshNow(A, LONG);

        execute("ALTER TABLE a RENAME TO b");
        assertThat(foundAs(await(database, view -> lost(view) != null))).containsExactly("public.b");
        execute("ALTER TABLE b RENAME COLUMN x TO y");
        await(database, view -> lost(view) != null && only(view).current().column("y") != null);
        execute("ALTER TABLE b RENAME TO c");
        await(database, view -> foundAs(view).equals(List.of("public.c")));
        execute("CREATE SCHEMA s", "ALTER TABLE c SET SCHEMA s");
        TableView moved = await(database, view -> foundAs(view).equals(List.of("s.c")));
        assertThat(Objects.requireNonNull(lost(moved)).past().current().column("x"))
                .isNotNull();

        execute("CREATE TABLE a (other int)");
        await(database, view -> view instanceof TableView.Known);
    }

    @Test
    void whatIsShownStaysTheSameWhileNothingChanges() throws SQLException {
        postgres("CREATE TABLE a (id int PRIMARY KEY, x text)");
        Database database = watched();
        database.refreshNow(A, LONG);
        execute("ALTER TABLE a RENAME TO b");
        TableView first = await(database, view -> lost(view) != null);

        assertThat(database.refreshNow(A, LONG)).isSameAs(first);
    }

    @Test
    void theProofOutlivesARestart() throws SQLException {
        postgres("CREATE TABLE a (id int PRIMARY KEY, x text)");
        try (Database yesterday = watched()) {
            yesterday.refreshNow(A, LONG);
        }
        execute("ALTER TABLE a RENAME TO b", "ALTER TABLE b RENAME TO c");

        TableView view = watched().refreshNow(A, LONG);

        assertThat(foundAs(view)).containsExactly("public.c");
        LostTable lost = Objects.requireNonNull(lost(view));
        assertThat(only(view).current().identity())
                .isEqualTo(lost.past().current().identity())
                .isNotNull();
    }

    @Test
    void aDroppedTableAPartitionAndAChildAreNotFound() throws SQLException {
        postgres(
                "CREATE TABLE a (id int)",
                "CREATE TABLE b (id int)",
                "CREATE TABLE c (id int)",
                "CREATE TABLE whole (id int) PARTITION BY LIST (id)",
                "CREATE TABLE parent (id int)");
        Database database = watched();
        List<TableKey> keys = List.of(A, key("b"), key("c"));
        keys.forEach(key -> database.refreshNow(key, LONG));

        execute(
                "DROP TABLE a",
                "ALTER TABLE b RENAME TO b2",
                "ALTER TABLE whole ATTACH PARTITION b2 FOR VALUES IN (1)",
                "ALTER TABLE c RENAME TO c2",
                "ALTER TABLE c2 INHERIT parent");

        for (TableKey key : keys) {
            assertThat(foundAs(database.refreshNow(key, LONG))).as(key.table()).isEmpty();
        }
    }

    @Test
    void aTableThatWasNeverSeenIsNotLost() throws SQLException {
        postgres("CREATE TABLE b (id int)");

        assertThat(lost(watched().refreshNow(A, LONG))).isNull();
    }

    @Test
    void whereTwoSchemasOnThePathHadTheNameNoneIsTheLostOne() throws SQLException {
        postgres("CREATE SCHEMA s", "CREATE TABLE a (id int)", "CREATE TABLE s.a (id int)");
        try (Database yesterday = watched()) {
            yesterday.refreshNow(new TableKey(List.of("public"), "a"), LONG);
            yesterday.refreshNow(new TableKey(List.of("s"), "a"), LONG);
        }
        execute("ALTER TABLE a RENAME TO b", "ALTER TABLE s.a RENAME TO b");

        Database today = watched();
        assertThat(lost(today.refreshNow(new TableKey(List.of("public", "s"), "a"), LONG)))
                .isNull();
        assertThat(foundAs(today.refreshNow(new TableKey(List.of("s"), "a"), LONG)))
                .containsExactly("s.b");
    }

    @Test
    void withoutIdentitiesTheTablesOfTheSchemaAreCounted() throws SQLException {
        try (Connection h2 = DriverManager.getConnection("jdbc:h2:mem:lost_" + System.nanoTime())) {
            run(h2, "CREATE TABLE a (id int PRIMARY KEY, x int)", "CREATE TABLE other (id int)");
            Database database = guest(h2);
            database.readAs(h2, GUEST_A);
            run(h2, "CREATE TABLE later (id int)");
            database.readAs(h2, new TableKey(List.of("PUBLIC"), "LATER"));

            run(h2, "ALTER TABLE a RENAME TO b");
            LostTable lost = Objects.requireNonNull(lost(database.readAs(h2, GUEST_A)));
            assertThat(lost.turnover().gone()).containsExactly("A");
            assertThat(lost.turnover().come()).containsExactly("B");
            assertThat(foundAs(database.readAs(h2, GUEST_A))).containsExactly("PUBLIC.B");

            run(h2, "ALTER TABLE b RENAME TO c");
            assertThat(foundAs(database.readAs(h2, GUEST_A))).containsExactly("PUBLIC.C");
            run(h2, "CREATE TABLE unrelated (id int)");
            assertThat(foundAs(database.readAs(h2, GUEST_A))).containsExactly("PUBLIC.C");
        }
    }

    @Test
    void aWitnessedMoveIsFollowedOnceTheCatalogBearsItOut() throws SQLException {
        try (Connection h2 = DriverManager.getConnection("jdbc:h2:mem:lost_" + System.nanoTime())) {
            run(h2, "CREATE TABLE a (id int PRIMARY KEY, x int)");
            Database database = guest(h2);
            database.readAs(h2, GUEST_A);
            run(h2, "ALTER TABLE a RENAME TO b", "CREATE TABLE more (id int)", "CREATE TABLE evenmore (id int)");
            database.moved(new WitnessedMove(GUEST_A, null, "B", Instant.now()));

            LostTable lost = Objects.requireNonNull(lost(database.readAs(h2, GUEST_A)));

            assertThat(lost.moves()).hasSize(1);
            assertThat(lost.turnover().isExchange()).isFalse();
            assertThat(lost.candidate("PUBLIC", "B")).isNotNull();
        }
    }

    private static TableKey key(String table) {
        return new TableKey(List.of("public"), table);
    }

    private static @Nullable LostTable lost(TableView view) {
        return view instanceof TableView.Missing missing ? missing.lost() : null;
    }

    private static TableHistory only(TableView view) {
        return Objects.requireNonNull(lost(view)).candidates().get(0);
    }

    private static List<String> foundAs(TableView view) {
        LostTable lost = lost(view);
        return lost == null
                ? List.of()
                : lost.candidates().stream()
                        .map(table ->
                                table.current().schema() + "." + table.current().name())
                        .toList();
    }

    private static TableView await(Database database, Predicate<TableView> condition) {
        long end = System.nanoTime() + LONG.toNanos();
        while (System.nanoTime() < end) {
            TableView view = database.cell(A).view();
            if (condition.test(view)) {
                return view;
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("still " + database.cell(A).view());
    }

    private Database watched() {
        return open(url, () -> DriverManager.getConnection(url));
    }

    private Database guest(Connection h2) throws SQLException {
        return open(h2.getMetaData().getURL(), null);
    }

    private Database open(String at, @Nullable ConnectionSource source) {
        Ledger ledger = new Ledger(home.resolve("schema"), told, InstantSource.system());
        Surroundings surroundings = new Surroundings(
                ledger,
                told,
                Thread::new,
                InstantSource.system(),
                SchemaSettings.of(Duration.ofMinutes(1), Duration.ofMillis(200)));
        Database database = Objects.requireNonNull(Database.of(at, source, surroundings));
        databases.add(database);
        return database;
    }

    private void postgres(String... statements) throws SQLException {
        url = TestPostgres.emptyDatabase();
        execute(statements);
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            run(connection, statements);
        }
    }

    private static void run(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
