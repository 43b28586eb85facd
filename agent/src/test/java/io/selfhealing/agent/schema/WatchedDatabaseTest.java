package io.selfhealing.agent.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.sql.Product;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedDatabaseTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final TableKey MESSAGES = new TableKey(List.of("pg_catalog", "public"), "messages");

    @TempDir
    Path home;

    private final Telling told = new Telling();
    private final List<Connection> opened = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final List<Database> databases = new ArrayList<>();
    private volatile Duration offset = Duration.ZERO;
    private String url = "";

    @BeforeEach
    void createTable() throws SQLException {
        url = TestPostgres.emptyDatabase();
        execute("CREATE TABLE messages (id int PRIMARY KEY, sender text NOT NULL, body text)");
    }

    @AfterEach
    void nothingIsLeftOpen() throws SQLException {
        for (Database database : databases) {
            database.close();
        }
        for (Connection connection : opened) {
            await(LONG, () -> isClosed(connection)); // Behind what was still asked when it was closed.
        }
        assertThat(told.setAside).isEmpty();
        assertThat(told.unwritable).isEmpty();
    }

    @Test
    void tableIsUnreadUntilSomebodyAsks() {
        Database database = database();

        assertThat(database.cell(MESSAGES).view()).isInstanceOf(TableView.Unread.class);
        database.ensure(MESSAGES);
        await(LONG, () -> database.cell(MESSAGES).view() instanceof TableView.Known);
        assertThat(columns(database.cell(MESSAGES).view())).containsExactly("id", "sender", "body");
        assertThat(database.name()).doesNotContain("?").doesNotContain("postgres@");
    }

    @Test
    void renameFromOutsideIsSeenWithinASecond() throws SQLException {
        Database database = database();
        TableView before = database.refreshNow(MESSAGES, LONG);
        TableCell cell = database.cell(MESSAGES);
        assertThat(cell.changedRecently(now())).isFalse();

        execute("ALTER TABLE messages RENAME COLUMN sender TO role");
        long changed = System.nanoTime();
        await(LONG, () -> {
            cell.touch();
            return cell.view() != before;
        });
        Duration staleness = Duration.ofNanos(System.nanoTime() - changed);

        TableHistory history = history(cell.view());
        assertThat(staleness).isLessThan(SECOND);
        assertThat(cell.changedRecently(now())).isTrue();
        assertThat(history.earlier()).hasSize(1);
        assertThat(SchemaDiff.between(history.earlier().get(0), history.current())
                        .sameIdentity())
                .hasSize(1);
        assertThat(told.changes)
                .containsExactly(
                        "nothing > public.messages[id, sender, body]",
                        "public.messages[id, sender, body] > public.messages[id, role, body]");
    }

    @Test
    void viewStaysTheSameInstanceWhileNothingChanges() throws SQLException {
        Database database = database();
        TableView before = database.refreshNow(MESSAGES, LONG);

        execute("INSERT INTO messages VALUES (1, 'a', 'b')");
        execute("ALTER TABLE messages ALTER COLUMN body SET STATISTICS 7");
        assertThat(database.refreshNow(MESSAGES, LONG)).isSameAs(before);
    }

    @Test
    void newTableEarlierOnThePathTakesOver() throws SQLException {
        execute("CREATE SCHEMA tenant");
        TableKey key = new TableKey(List.of("tenant", "public"), "messages");
        Database database = database();
        assertThat(history(database.refreshNow(key, LONG)).current().schema()).isEqualTo("public");

        execute("CREATE TABLE tenant.messages (nr int)");
        await(LONG, () -> history(database.cell(key).view()).current().schema().equals("tenant"));
        assertThat(history(database.cell(key).view()).earlier()).isEmpty();
        assertThat(history(database.refreshNow(MESSAGES, LONG)).current().schema())
                .isEqualTo("public");

        execute("DROP TABLE tenant.messages");
        await(LONG, () -> history(database.cell(key).view()).current().schema().equals("public"));
    }

    @Test
    void tableThatIsDroppedAndMadeAgainHasOtherIdentities() throws SQLException {
        Database database = database();
        database.ensure(MESSAGES);
        TableCell cell = database.cell(MESSAGES);
        await(LONG, () -> cell.view() instanceof TableView.Known);

        execute("DROP TABLE messages");
        await(LONG, () -> touched(cell).view() instanceof TableView.Missing);
        execute("CREATE TABLE messages (id int PRIMARY KEY, role text NOT NULL, body text)");
        await(LONG, () -> touched(cell).view() instanceof TableView.Known);

        TableHistory history = history(cell.view());
        assertThat(history.earlier()).hasSize(1);
        SchemaDiff diff = SchemaDiff.between(history.earlier().get(0), history.current());
        assertThat(diff.sameIdentity()).isEmpty();
        assertThat(diff.renamedInPlace()).allMatch(SchemaDiff.Renamed::last);
    }

    @Test
    void renameWhileNobodyWasRunningIsStillProved() throws SQLException {
        try (Database before = database()) {
            before.refreshNow(MESSAGES, LONG);
        }
        execute("ALTER TABLE messages RENAME COLUMN sender TO role");
        told.changes.clear();

        TableHistory history = history(database().refreshNow(MESSAGES, LONG));
        assertThat(SchemaDiff.between(history.earlier().get(0), history.current())
                        .sameIdentity())
                .extracting(pair -> pair.before().name() + ">" + pair.after().name())
                .containsExactly("sender>role");
        assertThat(told.changes).containsExactly("public.messages[id, sender, body] > public.messages[id, role, body]");
    }

    @Test
    void databaseBehindTheSameUrlMayBecomeAnother() throws SQLException {
        String[] urls = {url};
        Database database = database(() -> open(urls[0]), settings());
        TableView before = database.refreshNow(MESSAGES, LONG);

        urls[0] = TestPostgres.anotherEmptyDatabase();
        TestPostgres.execute(urls[0], "CREATE TABLE messages (id int PRIMARY KEY, role text NOT NULL, body text)");
        for (Connection connection : opened) {
            connection.close();
        }
        await(LONG, () -> !columns(database.refreshNow(MESSAGES, LONG)).contains("sender"));
        assertThat(database.cell(MESSAGES).view()).isNotSameAs(before);
        assertThat(history(database.cell(MESSAGES).view()).earlier()).isEmpty();
    }

    @Test
    void witnessedRenameCountsWhenTheDatabaseBearsItOut() throws SQLException {
        Database database = database();
        TableView before = database.refreshNow(MESSAGES, LONG);
        WitnessedRename rename = new WitnessedRename("sender", "role", now());
        database.witnessed(MESSAGES, rename);
        assertThat(database.refreshNow(MESSAGES, LONG)).isSameAs(before);

        execute("ALTER TABLE messages RENAME COLUMN sender TO role");
        assertThat(history(database.refreshNow(MESSAGES, LONG)).renames()).containsExactly(rename);
        assertThat(history(database.refreshNow(MESSAGES, LONG)).renames()).hasSize(1);
    }

    @Test
    void witnessIsNotBelievedAgainstTheIdentity() throws SQLException {
        Database database = database();
        database.refreshNow(MESSAGES, LONG);
        database.witnessed(MESSAGES, new WitnessedRename("sender", "role", now()));

        execute("ALTER TABLE messages DROP COLUMN sender");
        execute("ALTER TABLE messages ADD COLUMN role text");
        assertThat(history(database.refreshNow(MESSAGES, LONG)).renames()).isEmpty();
    }

    @Test
    void manyWhoWaitShareOneReading() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        List<String> reads = new CopyOnWriteArrayList<>();
        Database database = new Database(
                url,
                Product.POSTGRESQL,
                new Counting(new PostgresReader(this::now), reads),
                () -> {
                    uninterruptibly(go);
                    return open(url);
                },
                surroundings(settings()));
        databases.add(database);
        List<CompletableFuture<TableView>> waiting = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            waiting.add(database.refresh(MESSAGES));
        }
        go.countDown();
        for (CompletableFuture<TableView> one : waiting) {
            assertThat(one.get()).isInstanceOf(TableView.Known.class);
        }
        assertThat(reads)
                .as("one for who asked first, one for all who came while it ran")
                .hasSizeBetween(1, 2);
    }

    @Test
    void databaseThatHangsKeepsNobodyLongerThanHeSaid() {
        CountDownLatch never = new CountDownLatch(1);
        Database database = database(
                () -> {
                    uninterruptibly(never);
                    throw new SQLException("never", "08001");
                },
                settings());
        long start = System.nanoTime();
        for (int i = 0; i < 3; i++) {
            assertThat(database.refreshNow(MESSAGES, Duration.ofMillis(100))).isInstanceOf(TableView.Unread.class);
        }
        database.ensure(MESSAGES);
        database.cell(MESSAGES).touch();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        database.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
        never.countDown();
    }

    @Test
    void interruptedCallerStaysInterruptedAndGetsWhatIsShown() {
        Database database = database();
        Thread.currentThread().interrupt();
        TableView view = database.refreshNow(MESSAGES, LONG);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(view).isInstanceOf(TableView.Unread.class);
        assertThat(database.refreshNow(MESSAGES, LONG)).isNotInstanceOf(TableView.Unread.class);
    }

    @Test
    void databaseThatRefusesIsAskedLessAndLessOften() throws InterruptedException {
        List<Instant> attempts = new CopyOnWriteArrayList<>();
        Database database = database(
                () -> {
                    attempts.add(now());
                    throw new SQLException("password=secret", "28P01");
                },
                settings());
        for (int i = 0; i < 200; i++) {
            database.refreshNow(MESSAGES, LONG);
            Thread.sleep(5);
        }
        assertThat(attempts.size()).isBetween(2, 4);
        assertThat(database.cell(MESSAGES).view()).isInstanceOf(TableView.Unavailable.class);
        assertThat(told.unavailable.get(0)).contains("28P01").doesNotContain("secret");
        assertThat(told.unavailable).hasSize(1);
        assertThat(database.cell(MESSAGES).changedRecently(now())).isTrue();
    }

    @Test
    void tableThatCannotBeReadCostsTheOthersNothing() throws SQLException {
        SchemaReader reader = new PostgresReader(this::now) {
            @Override
            public @Nullable TableSnapshot read(Connection connection, List<String> path, String table)
                    throws SQLException {
                if (table.equals("bad")) {
                    connection.createStatement().execute("SELECT 1/0");
                }
                return super.read(connection, path, table);
            }
        };
        Database database = new Database(url, Product.POSTGRESQL, reader, () -> open(url), surroundings(settings()));
        databases.add(database);
        TableKey bad = new TableKey(List.of("public"), "bad");
        for (int i = 0; i < 3; i++) {
            assertThat(database.refreshNow(bad, LONG)).isInstanceOf(TableView.Unavailable.class);
            assertThat(database.refreshNow(MESSAGES, LONG)).isInstanceOf(TableView.Known.class);
        }
        assertThat(opened).hasSize(1);
        assertThat(told.unavailable).singleElement().asString().contains("table bad of " + database.name());
    }

    @Test
    void lookThatTakesTooLongSwitchesNoTableOff() throws SQLException {
        execute("CREATE TABLE orders (id int PRIMARY KEY, label text)");
        TableKey orders = new TableKey(List.of("public"), "orders");
        SchemaReader slow = new PostgresReader(this::now) {
            @Override
            public Map<TableKey, String> fingerprints(Connection connection, Collection<TableKey> keys)
                    throws SQLException {
                if (keys.size() > 1) {
                    connection.createStatement().execute("SET LOCAL statement_timeout = 1; SELECT pg_sleep(1)");
                }
                return super.fingerprints(connection, keys);
            }
        };
        Database database = new Database(url, Product.POSTGRESQL, slow, () -> open(url), surroundings(settings()));
        databases.add(database);
        database.refreshNow(orders, LONG);
        database.refreshNow(MESSAGES, LONG);

        offset = Duration.ofMinutes(4); // so that what was confirmed before is too old, and no table is due by itself
        execute("ALTER TABLE messages RENAME COLUMN sender TO role");

        await(LONG, () -> {
            touched(database.cell(orders));
            return columns(touched(database.cell(MESSAGES)).view()).contains("role");
        });
        offset = Duration.ofMinutes(9);
        await(LONG, () -> touched(database.cell(orders)).confirmedSince(now().minusSeconds(60)));
        assertThat(database.cell(orders).view()).isInstanceOf(TableView.Known.class);
        assertThat(told.unavailable).isEmpty();
        assertThat(opened).hasSize(1);
    }

    @Test
    void whatWasKnownIsTrustedUntilItIsTooOld() {
        List<Boolean> broken = new CopyOnWriteArrayList<>();
        Database database = database(
                () -> {
                    if (!broken.isEmpty()) {
                        throw new SQLException("down", "08006");
                    }
                    return open(url);
                },
                settings());
        TableView known = database.refreshNow(MESSAGES, LONG);
        broken.add(true);
        closeOpened();
        assertThat(database.refreshNow(MESSAGES, LONG)).isSameAs(known);

        offset = Duration.ofMinutes(6);
        assertThat(database.refreshNow(MESSAGES, LONG)).isInstanceOf(TableView.Unavailable.class);
        broken.clear();
        offset = Duration.ofMinutes(8);
        await(LONG, () -> touched(database.cell(MESSAGES)).view() == known);
    }

    @Test
    void connectionIsClosedWhenIdleAndOpenedOnDemand() throws SQLException {
        SchemaSettings quick = new SchemaSettings(
                Duration.ofMinutes(5), Duration.ofMillis(100), Duration.ofMillis(300), Duration.ofSeconds(2), 100, 0);
        Database database = database(() -> open(url), quick);
        assertThat(database.refreshNow(MESSAGES, LONG)).isInstanceOf(TableView.Known.class);
        TableCell cell = database.cell(MESSAGES);
        assertThat(opened).hasSize(1);
        await(LONG, () -> closed(opened.get(0)));
        await(LONG, cell::rested);
        assertThat(cell.view()).as("what nobody watches is not shown").isInstanceOf(TableView.Unread.class);

        execute("ALTER TABLE messages RENAME COLUMN sender TO role");
        await(LONG, () -> touched(cell).view() instanceof TableView.Known);
        assertThat(columns(cell.view())).containsExactly("id", "role", "body");
        assertThat(opened).hasSize(2);
    }

    @Test
    void tableInUseIsReadAgainWhenItsTimeIsOver() {
        List<String> reads = new CopyOnWriteArrayList<>();
        SchemaSettings quick = new SchemaSettings(
                Duration.ofMinutes(5), Duration.ofMillis(50), Duration.ofSeconds(30), Duration.ofSeconds(2), 100, 0);
        Database database = new Database(
                url,
                Product.POSTGRESQL,
                new Counting(new PostgresReader(this::now), reads),
                () -> open(url),
                surroundings(quick));
        databases.add(database);
        TableView known = database.refreshNow(MESSAGES, LONG);
        offset = Duration.ofMinutes(6);
        await(LONG, () -> touched(database.cell(MESSAGES)) != null && reads.size() == 2);
        assertThat(database.cell(MESSAGES).view()).isSameAs(known);
    }

    @Test
    void confirmedTableSaysSo() {
        Database database = database();
        database.refreshNow(MESSAGES, LONG);
        Instant later = now();
        TableCell cell = database.cell(MESSAGES);
        assertThat(cell.confirmedSince(later.minusSeconds(60))).isTrue();
        await(LONG, () -> touched(cell).confirmedSince(later));
    }

    @Test
    void threadIsMarkedByTheCallersFactory() {
        Database database = database();
        database.refreshNow(MESSAGES, LONG);

        assertThat(threads).isNotEmpty().allSatisfy(thread -> {
            assertThat(thread.isDaemon()).isTrue();
            assertThat(thread.getName()).startsWith("self-healing-").doesNotContain("?");
            assertThat(thread.getContextClassLoader()).isNull();
        });
        assertThat(threads)
                .anySatisfy(thread -> assertThat(thread.getName()).startsWith("self-healing-schema-jdbc:postgresql:"));
        database.close();
        await(LONG, () -> threads.stream().noneMatch(Thread::isAlive));
        assertThat(database.refreshNow(MESSAGES, LONG)).isInstanceOf(TableView.Known.class);
    }

    @Test
    void importedHistoryIsLearntOfWhileTheAgentRuns() throws Exception {
        execute("ALTER TABLE messages RENAME COLUMN sender TO zorp");
        Database database = database();
        TableView before = database.refreshNow(MESSAGES, LONG);
        assertThat(history(before).migrated()).isEqualTo(MigratedPast.NONE);

        for (String source : List.of("V2.sql:1", "V3.sql:1")) {
            MigratedRename rename = new MigratedRename("sender", "zorp", source);
            importer().importPast(identity(), "public", "messages", migrated("messages", rename));
            await(
                    LONG,
                    () -> history(touched(database.cell(MESSAGES)).view())
                            .migrated()
                            .renames()
                            .contains(rename));
        }
    }

    @Test
    void renameOfATableThatWasImportedWhileTheAgentRunsIsFollowedWhereTheTableBearsItOut() throws Exception {
        execute("ALTER TABLE messages RENAME TO letters");
        Database database = database();
        TableView before = database.refreshNow(MESSAGES, LONG);
        assertThat(((TableView.Missing) before).lost()).isNull();
        TableSnapshot last = migrated("messages").shapes().get(0);

        importer()
                .importMove(identity(), "public", "messages", new MigratedMove("public", "letters", "V2.sql:1", last));
        await(LONG, () -> lost(touched(database.cell(MESSAGES))) != null);
        assertThat(Objects.requireNonNull(lost(database.cell(MESSAGES))).told())
                .as("nothing says how the migrations leave the table")
                .isNull();
        importer().importPast(identity(), "public", "letters", migrated("letters"));

        await(LONG, () -> {
            LostTable lost = lost(touched(database.cell(MESSAGES)));
            return lost != null && lost.told() != null;
        });
    }

    private static @Nullable LostTable lost(TableCell cell) {
        return cell.view() instanceof TableView.Missing missing ? missing.lost() : null;
    }

    /** Another process. */
    private Ledger importer() {
        return new Ledger(home.resolve("schema"), told, this::now);
    }

    private DatabaseIdentity identity() throws SQLException {
        try (Connection connection = open(url)) {
            return new PostgresReader(this::now).databaseIdentity(connection);
        }
    }

    /** What migrations tell that end with today's columns. */
    private static MigratedPast migrated(String table, MigratedRename... renames) {
        String second = renames.length == 0 ? "sender" : renames[0].to();
        List<Column> columns = new ArrayList<>();
        for (String name : List.of("id", second, "body")) {
            ColumnType type = name.equals("id")
                    ? new ColumnType("int", TypeFamily.INTEGER, 4, 0, List.of())
                    : new ColumnType("text", TypeFamily.TEXT, 0, 0, List.of());
            columns.add(new Column(name, columns.size() + 1, type, false, Column.Source.NONE, null, ""));
        }
        TableSnapshot end = new TableSnapshot(
                "public", table, null, columns, List.of("id"), TableSnapshot.Kind.TABLE, false, Instant.EPOCH);
        return new MigratedPast(List.of(end), List.of(renames), Set.of());
    }

    @Test
    void workOfOthersIsCommittedOrRolledBackAsAWhole() throws Exception {
        Database database = database();

        String thread = database.onOwnConnection(own -> {
                    insert(own, "'kept'");
                    return Thread.currentThread().getName();
                })
                .get();
        CompletableFuture<String> failing = database.onOwnConnection(own -> {
            insert(own, "'lost'");
            insert(own, "nothing");
            return "";
        });

        assertThat(failing).failsWithin(LONG).withThrowableThat().withCauseInstanceOf(SQLException.class);
        assertThat(thread).startsWith("self-healing-schema-");
        assertThat(database.onOwnConnection(WatchedDatabaseTest::senders).get()).containsExactly("kept");
        assertThat(opened).hasSize(1);
    }

    @Test
    void workThatComesTooLateIsGivenUp() {
        Database database = database();
        database.close();

        assertThat(database.onOwnConnection(own -> "done")).failsWithin(LONG);
    }

    @Test
    void workThatIsUnderWayAtTheEndIsGivenUp() {
        Database database = database();
        CountDownLatch forever = new CountDownLatch(1);
        CompletableFuture<String> hanging = database.onOwnConnection(own -> {
            uninterruptibly(forever);
            return "";
        });
        CompletableFuture<String> behind = database.onOwnConnection(own -> "done");

        database.close();

        assertThat(behind).failsWithin(LONG);
        assertThat(hanging).failsWithin(LONG);
        forever.countDown();
        closeOpened();
    }

    private static void insert(Connection own, String sender) throws SQLException {
        try (Statement statement = own.createStatement()) {
            statement.execute("INSERT INTO messages SELECT count(*), " + sender + " FROM messages");
        }
    }

    private static List<String> senders(Connection own) throws SQLException {
        List<String> senders = new ArrayList<>();
        try (Statement statement = own.createStatement();
                ResultSet rows = statement.executeQuery("SELECT sender FROM messages")) {
            while (rows.next()) {
                senders.add(rows.getString(1));
            }
        }
        return senders;
    }

    private record Counting(SchemaReader reader, List<String> reads) implements SchemaReader {
        @Override
        public DatabaseIdentity databaseIdentity(Connection connection) throws SQLException {
            return reader.databaseIdentity(connection);
        }

        @Override
        public io.selfhealing.agent.sql.Dialect dialect(Connection connection) throws SQLException {
            return reader.dialect(connection);
        }

        @Override
        public List<String> path(Connection connection) throws SQLException {
            return reader.path(connection);
        }

        @Override
        public @Nullable TableSnapshot read(Connection connection, List<String> path, String table)
                throws SQLException {
            reads.add(table);
            return reader.read(connection, path, table);
        }

        @Override
        public java.util.Map<TableKey, String> fingerprints(Connection connection, java.util.Collection<TableKey> keys)
                throws SQLException {
            return reader.fingerprints(connection, keys);
        }

        @Override
        public void restrain(Connection own, Duration atMost) throws SQLException {
            reader.restrain(own, atMost);
        }
    }

    private Database database() {
        return database(() -> open(url), settings());
    }

    private Database database(ConnectionSource source, SchemaSettings settings) {
        Database database = Objects.requireNonNull(Database.of(url, source, surroundings(settings)));
        databases.add(database);
        return database;
    }

    private static SchemaSettings settings() {
        return SchemaSettings.of(Duration.ofMinutes(5), SECOND);
    }

    private Surroundings surroundings(SchemaSettings settings) {
        InstantSource clock = this::now;
        return new Surroundings(
                new Ledger(home.resolve("schema"), told, clock),
                told,
                task -> {
                    Thread thread = new Thread(task);
                    threads.add(thread);
                    return thread;
                },
                clock,
                settings);
    }

    private Instant now() {
        return Instant.now().plus(offset);
    }

    private Connection open(String address) throws SQLException {
        Connection connection = DriverManager.getConnection(address);
        opened.add(connection);
        return connection;
    }

    private void closeOpened() {
        for (Connection connection : opened) {
            try {
                connection.close();
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static boolean closed(Connection connection) {
        try {
            return connection.isClosed();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static TableCell touched(TableCell cell) {
        cell.touch();
        return cell;
    }

    private static TableHistory history(TableView view) {
        assertThat(view).isInstanceOf(TableView.Known.class);
        return ((TableView.Known) view).history();
    }

    private static List<String> columns(TableView view) {
        return history(view).current().columns().stream().map(Column::name).toList();
    }

    private void execute(String sql) throws SQLException {
        TestPostgres.execute(url, sql);
    }

    private static void uninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isClosed(Connection connection) {
        try {
            return connection.isClosed();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(Duration atMost, BooleanSupplier condition) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited " + atMost).isLessThan(end);
            try {
                Thread.sleep(2);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
