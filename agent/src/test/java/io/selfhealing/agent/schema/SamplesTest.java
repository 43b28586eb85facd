package io.selfhealing.agent.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read of a column, on which connection, and when again. */
final class SamplesTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final TableKey ORDERS = new TableKey(List.of("public"), "orders");

    @TempDir
    Path home;

    private final List<Connection> opened = new CopyOnWriteArrayList<>();
    private final List<Database> databases = new CopyOnWriteArrayList<>();
    private volatile Duration offset = Duration.ZERO;
    private String url = "";

    @BeforeEach
    void createTable() throws SQLException {
        url = TestPostgres.emptyDatabase();
        execute("CREATE TABLE orders (id int PRIMARY KEY, note text, total numeric(10,2), paid bigint, due date,"
                + " at timestamp, zoned timestamptz, done boolean, \"odd \"\"name\" text)");
    }

    @AfterEach
    void nothingIsLeftOpen() throws SQLException {
        for (Database database : databases) {
            database.close();
        }
        for (Connection connection : opened) {
            assertThat(connection.isClosed()).isTrue();
        }
    }

    @Test
    void valuesComeAsTheirTypesHaveThem() throws SQLException {
        execute("INSERT INTO orders VALUES (1, 'glad', 1.50, 42, '2026-07-01', '2026-07-01 12:00', '2026-07-01 12:00Z',"
                + " true, 'sad')");
        execute("INSERT INTO orders (id) VALUES (2)");
        Database database = database(200);

        assertThat(sample(database, "note")).containsExactly("glad");
        assertThat(sample(database, "total")).containsExactly(new BigDecimal("1.50"));
        assertThat(sample(database, "paid")).containsExactly(new BigDecimal(42));
        assertThat(sample(database, "due")).containsExactly(LocalDate.of(2026, 7, 1));
        assertThat(sample(database, "at")).containsExactly(LocalDateTime.of(2026, 7, 1, 12, 0));
        assertThat(sample(database, "zoned")).containsExactly(Instant.parse("2026-07-01T12:00:00Z"));
        assertThat(sample(database, "done")).isEmpty();
        assertThat(sample(database, "odd \"name")).containsExactly("sad");
    }

    @Test
    void oldestAndNewestRowsAreRead() throws SQLException {
        execute("INSERT INTO orders (id, note) SELECT i, i::text FROM generate_series(1, 1000) i");

        assertThat(sample(database(10), "note"))
                .containsExactly("1", "2", "3", "4", "5", "1000", "999", "998", "997", "996");
    }

    @Test
    void smallTableIsReadOnceAndAsAWhole() throws SQLException {
        execute("INSERT INTO orders (id, note) SELECT i, i::text FROM generate_series(1, 9) i");

        assertThat(sample(database(10), "note")).hasSize(9).doesNotHaveDuplicates();
    }

    @Test
    void tableWithoutAKeyIsReadFromItsBeginning() throws SQLException {
        execute("ALTER TABLE orders DROP CONSTRAINT orders_pkey");
        execute("INSERT INTO orders (id, note) SELECT i, i::text FROM generate_series(1, 1000) i");

        assertThat(sample(database(10), "note")).hasSize(10);
    }

    @Test
    void longTextsAreCut() throws SQLException {
        execute("INSERT INTO orders (id, note) VALUES (1, repeat('x', 100000))");

        assertThat(sample(database(10), "note")).containsExactly("x".repeat(ColumnSample.LONGEST));
    }

    @Test
    void sampleIsReadOnceForAShapeAndAgainWhenItIsOld() throws SQLException {
        Database database = database(10);
        assertThat(sample(database, "note")).isEmpty();
        execute("INSERT INTO orders (id, note) VALUES (1, 'glad')");
        assertThat(sample(database, "note")).isEmpty();

        offset = Duration.ofMinutes(6);
        assertThat(sample(database, "note")).containsExactly("glad");

        execute("INSERT INTO orders (id, note) VALUES (2, 'sad')");
        execute("ALTER TABLE orders ADD COLUMN extra int");
        assertThat(sample(database, "note")).containsExactly("glad", "sad");
    }

    @Test
    void lockedTableSaysNothingAndHoldsNobodyUp() throws SQLException {
        Database database = database(10);
        TableSnapshot table = table(database);
        execute("INSERT INTO orders (id, note) VALUES (1, 'glad')");
        try (Connection migration = DriverManager.getConnection(url);
                Statement statement = migration.createStatement()) {
            migration.setAutoCommit(false);
            statement.execute("LOCK TABLE orders");
            long start = System.nanoTime();

            assertThat(await(database, table, "note")).isEqualTo(ColumnSample.NONE);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        }
        assertThat(database.refreshNow(ORDERS, LONG)).isInstanceOf(TableView.Known.class);
    }

    @Test
    void whatIsNotThereYetIsWaitedForOnce() throws SQLException {
        Sampling sampling = new Sampling(Instant.now());
        assertThat(sampling.await(Duration.ofMillis(1))).isNull();
        long start = System.nanoTime();
        assertThat(sampling.await(LONG)).isNull();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONG.dividedBy(2));

        sampling.done(new ColumnSample(List.of("glad")));
        assertThat(Objects.requireNonNull(sampling.await(LONG)).values()).containsExactly("glad");
    }

    @Test
    void nothingIsReadWhereSamplingIsOff() throws SQLException {
        execute("INSERT INTO orders (id, note) VALUES (1, 'glad')");

        assertThat(sample(database(0), "note")).isEmpty();
    }

    @Test
    void nothingIsReadOfAGuest() throws SQLException {
        String guest = "jdbc:h2:mem:samples";
        TableKey key = new TableKey(List.of("PUBLIC"), "ORDERS");
        try (Connection application = DriverManager.getConnection(guest);
                Statement statement = application.createStatement()) {
            statement.execute("CREATE TABLE orders (id int PRIMARY KEY, note varchar(20))");
            statement.execute("INSERT INTO orders VALUES (1, 'glad')");
            Database database = Objects.requireNonNull(Database.of(
                    guest,
                    () -> {
                        throw new AssertionError("a guest opens nothing");
                    },
                    surroundings(200)));
            databases.add(database);
            TableSnapshot table = ((TableView.Known) database.readAs(application, key))
                    .history()
                    .current();

            assertThat(await(database, table, "NOTE")).isEqualTo(ColumnSample.NONE);
        }
    }

    private List<Object> sample(Database database, String column) {
        return await(database, table(database), column).values();
    }

    private static ColumnSample await(Database database, TableSnapshot table, String column) {
        return Objects.requireNonNull(database.sample(table, Objects.requireNonNull(table.column(column)))
                .await(LONG));
    }

    private static TableSnapshot table(Database database) {
        TableView view = database.refreshNow(ORDERS, LONG);
        assertThat(view).isInstanceOf(TableView.Known.class);
        return ((TableView.Known) view).history().current();
    }

    private Database database(int rows) {
        Database database = Objects.requireNonNull(Database.of(url, this::open, surroundings(rows)));
        databases.add(database);
        return database;
    }

    private Surroundings surroundings(int rows) {
        Telling told = new Telling();
        return new Surroundings(
                new Ledger(home.resolve("schema"), told, this::now),
                told,
                Thread::new,
                this::now,
                SchemaSettings.of(Duration.ofMinutes(5), Duration.ofMinutes(1)).sampling(rows));
    }

    private Instant now() {
        return Instant.now().plus(offset);
    }

    private Connection open() throws SQLException {
        Connection connection = DriverManager.getConnection(url);
        opened.add(connection);
        return connection;
    }

    private void execute(String sql) throws SQLException {
        TestPostgres.execute(url, sql);
    }
}
