package io.selfhealing.agent.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.Folding;
import io.selfhealing.agent.sql.Product;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresReaderTest {
    private final SchemaReader reader = new PostgresReader(() -> Instant.EPOCH);
    private String url = "";
    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        url = TestPostgres.emptyDatabase();
        connection = DriverManager.getConnection(url);
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    @Test
    void tableIsTheSameForAConnectionThatFindsItsTypesElsewhere() throws SQLException {
        execute("CREATE SCHEMA \"My App\"");
        execute("CREATE TYPE \"My App\".\"my.mood\" AS ENUM ('sad', 'ok')");
        execute("CREATE TYPE \"My App\".pair AS (a numeric(4,2), b text)");
        execute("CREATE TABLE \"My App\".t (id int, now \"My App\".\"my.mood\", past \"My App\".\"my.mood\"[],"
                + " p \"My App\".pair, n numeric(4,2))");
        TableSnapshot elsewhere = Objects.requireNonNull(reader.read(connection, List.of("My App"), "t"));
        assertThat(Objects.requireNonNull(elsewhere.column("now")).type().name())
                .isEqualTo("\"My App\".\"my.mood\"");
        List<TableReference> names = List.of(new TableReference("My App", "t"));

        execute("SET search_path TO \"My App\"");
        assertThat(reader.resolve(connection, names))
                .singleElement()
                .satisfies(meant ->
                        assertThat(Objects.requireNonNull(meant).is(elsewhere)).isTrue());

        execute("CREATE TYPE pair2 AS (a numeric(4,2), b text)");
        execute("ALTER TABLE t ALTER COLUMN p TYPE pair2 USING NULL");
        assertThat(reader.resolve(connection, names))
                .singleElement()
                .satisfies(meant ->
                        assertThat(Objects.requireNonNull(meant).is(elsewhere)).isFalse());
    }

    /** The names are written into the text that asks. */
    @ParameterizedTest
    @ValueSource(strings = {"on", "off"})
    void anyNameIsAskedForAsItIs(String conforming) throws SQLException {
        List<String> names = List.of("it's", "a\\b", "\\'; DROP TABLE t; --", "100% ? {d '1'} $1", "ü\nü");
        for (String name : names) {
            execute("CREATE TABLE \"" + name + "\" (id int)");
        }
        execute("SET standard_conforming_strings = " + conforming);
        for (String name : names) {
            assertThat(reader.resolve(connection, List.of(new TableReference(null, name))))
                    .singleElement()
                    .satisfies(meant -> assertThat(meant).extracting("name").isEqualTo(name));
            assertThat(reader.resolve(connection, List.of(new TableReference(name, "t"))))
                    .singleElement()
                    .isNull();
        }
    }

    @Test
    void typesKeepTheirLengthsAndFamilies() throws SQLException {
        execute("CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy')");
        execute("CREATE TABLE t (a varchar(20), b text, c char(3), d numeric(10,2), e numeric, f int2, g int, h bigint,"
                + " i real, j bool, k date, l time, m timestamp(3), n timestamptz, o interval, p json, q jsonb, r uuid,"
                + " s bytea, t mood, u int[], v inet, w numeric(3,-2))");

        assertThat(read("t").columns().stream().map(Column::type))
                .containsExactly(
                        type("character varying(20)", TypeFamily.TEXT, 20, 0),
                        type("text", TypeFamily.TEXT, 0, 0),
                        type("character(3)", TypeFamily.TEXT, 3, 0),
                        type("numeric(10,2)", TypeFamily.DECIMAL, 10, 2),
                        type("numeric", TypeFamily.DECIMAL, 0, 0),
                        type("smallint", TypeFamily.INTEGER, 2, 0),
                        type("integer", TypeFamily.INTEGER, 4, 0),
                        type("bigint", TypeFamily.INTEGER, 8, 0),
                        type("real", TypeFamily.FLOATING, 0, 0),
                        type("boolean", TypeFamily.BOOLEAN, 0, 0),
                        type("date", TypeFamily.DATE, 0, 0),
                        type("time without time zone", TypeFamily.TIME, 0, 0),
                        type("timestamp(3) without time zone", TypeFamily.TIMESTAMP, 0, 0),
                        type("timestamp with time zone", TypeFamily.TIMESTAMP_ZONED, 0, 0),
                        type("interval", TypeFamily.INTERVAL, 0, 0),
                        type("json", TypeFamily.JSON, 0, 0),
                        type("jsonb", TypeFamily.JSON, 0, 0),
                        type("uuid", TypeFamily.UUID, 0, 0),
                        type("bytea", TypeFamily.BINARY, 0, 0),
                        new ColumnType("mood", TypeFamily.ENUM, 0, 0, List.of("sad", "ok", "happy")),
                        type("integer[]", TypeFamily.ARRAY, 0, 0),
                        type("inet", TypeFamily.OTHER, 0, 0),
                        type("numeric(3,-2)", TypeFamily.DECIMAL, 3, -2));
    }

    @Test
    void valuesComeFromDefaultsSequencesAndExpressions() throws SQLException {
        execute("CREATE TABLE t (a int, b int DEFAULT 7, c serial, d bigint GENERATED BY DEFAULT AS IDENTITY,"
                + " e int GENERATED ALWAYS AS (b + 1) STORED, f text DEFAULT 'nextval(x)',"
                + " g int GENERATED ALWAYS AS IDENTITY)");

        assertThat(read("t").columns().stream().map(Column::source))
                .containsExactly(
                        Column.Source.NONE,
                        Column.Source.DEFAULT,
                        Column.Source.SEQUENCE,
                        Column.Source.SEQUENCE,
                        Column.Source.COMPUTED,
                        Column.Source.DEFAULT,
                        Column.Source.NUMBERED);
    }

    @Test
    void domainsGiveTheirBaseTypeDefaultAndNotNull() throws SQLException {
        execute("CREATE DOMAIN word AS varchar(30) NOT NULL DEFAULT 'x'");
        execute("CREATE DOMAIN name2 AS word");
        execute("CREATE TABLE t (a name2)");

        Column column = column(read("t"), "a");
        assertThat(column.type()).isEqualTo(type("character varying(30)", TypeFamily.TEXT, 30, 0));
        assertThat(column.required()).isTrue();
        assertThat(column.source()).isEqualTo(Column.Source.DEFAULT);
    }

    @Test
    void identityOfTableAndColumnSurvivesRenames() throws SQLException {
        execute("CREATE TABLE t (id int PRIMARY KEY, gone int, sender text)");
        TableSnapshot before = read("t");
        execute("ALTER TABLE t DROP COLUMN gone");
        execute("ALTER TABLE t RENAME COLUMN sender TO role");
        execute("ALTER TABLE t RENAME TO t2");
        TableSnapshot after = read("t2");

        assertThat(after.identity()).isEqualTo(before.identity());
        assertThat(column(after, "role").identity())
                .isEqualTo(column(before, "sender").identity());
        assertThat(column(after, "role").position()).isEqualTo(3);
        assertThat(SchemaDiff.between(before, after).sameIdentity())
                .extracting(pair -> pair.before().name() + ">" + pair.after().name())
                .containsExactly("sender>role");
    }

    @Test
    void primaryKeyIsInItsOwnOrderWithoutIncludedColumns() throws SQLException {
        execute("CREATE TABLE t (a int, b int, c int, PRIMARY KEY (c, a) INCLUDE (b))");

        assertThat(read("t").primaryKey()).containsExactly("c", "a");
    }

    @Test
    void onlyTriggersAndRulesThatMayChangeARowCount() throws SQLException {
        execute("CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'");
        execute("CREATE TABLE plain (a int)");
        execute("CREATE TABLE audited (a int)");
        execute("CREATE TRIGGER g AFTER INSERT ON audited FOR EACH ROW EXECUTE FUNCTION f()");
        execute("CREATE TABLE stamped (a int)");
        execute("CREATE TRIGGER g BEFORE INSERT OR UPDATE ON stamped FOR EACH ROW EXECUTE FUNCTION f()");
        execute("CREATE TABLE ruled (a int)");
        execute("CREATE RULE r AS ON INSERT TO ruled DO INSTEAD NOTHING");
        execute("CREATE TABLE parted (a int) PARTITION BY RANGE (a)");
        execute("CREATE TABLE part1 PARTITION OF parted FOR VALUES FROM (0) TO (9)");
        execute("CREATE TRIGGER g BEFORE INSERT ON part1 FOR EACH ROW EXECUTE FUNCTION f()");

        assertThat(read("plain").rewritesRows()).isFalse();
        assertThat(read("audited").rewritesRows()).isFalse();
        assertThat(read("stamped").rewritesRows()).isTrue();
        assertThat(read("ruled").rewritesRows()).isTrue();
        assertThat(read("parted").rewritesRows()).isTrue();
    }

    @Test
    void kindsAreToldApart() throws SQLException {
        execute("CREATE TABLE t (a int)");
        execute("CREATE VIEW v AS SELECT * FROM t");
        execute("CREATE TEMPORARY TABLE tmp (a int)");
        execute("CREATE SEQUENCE s");

        assertThat(read("t").kind()).isEqualTo(TableSnapshot.Kind.TABLE);
        assertThat(read("v").kind()).isEqualTo(TableSnapshot.Kind.VIEW);
        assertThat(read("tmp").kind()).isEqualTo(TableSnapshot.Kind.OTHER);
        assertThat(read("s").kind()).isEqualTo(TableSnapshot.Kind.OTHER);
        assertThat(reader.read(connection, List.of("public"), "nothing")).isNull();
    }

    @Test
    void firstSchemaOfThePathWins() throws SQLException {
        execute("CREATE SCHEMA \"Tenant\"");
        execute("CREATE TABLE \"Tenant\".\"T\"\"x\" (a int)");
        execute("CREATE TABLE public.\"T\"\"x\" (b int)");
        execute("SET search_path = \"Tenant\", public");

        assertThat(reader.path(connection)).containsExactly("pg_catalog", "Tenant", "public");
        assertThat(read("T\"x").schema()).isEqualTo("Tenant");
        assertThat(Objects.requireNonNull(reader.read(connection, List.of("public", "Tenant"), "T\"x"))
                        .schema())
                .isEqualTo("public");
    }

    @Test
    void tableWithoutColumnsIsKnown() throws SQLException {
        execute("CREATE TABLE t ()");

        assertThat(read("t").columns()).isEmpty();
    }

    @Test
    void commentsAreRead() throws SQLException {
        execute("CREATE TABLE t (a int)");
        execute("COMMENT ON COLUMN t.a IS 'was: b'");

        assertThat(column(read("t"), "a").comment()).isEqualTo("was: b");
    }

    @Test
    void fingerprintFollowsEverythingThatASnapshotHolds() throws SQLException {
        execute("CREATE TYPE mood AS ENUM ('ok')");
        execute("CREATE DOMAIN word AS text");
        execute("CREATE DOMAIN words AS word");
        execute("CREATE TABLE t (id int, a words, m mood)");
        execute("CREATE TABLE other (a int)");
        execute("CREATE SCHEMA first");
        execute("CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'");
        TableKey key = new TableKey(List.of("first", "public"), "t");
        TableKey otherKey = new TableKey(List.of("first", "public"), "other");
        String untouched = fingerprint(otherKey);
        List<String> seen = new ArrayList<>(List.of(fingerprint(key)));
        for (String change : List.of(
                "ALTER TABLE t RENAME COLUMN id TO nr",
                "ALTER TABLE t ADD COLUMN b int",
                "ALTER TABLE t ALTER COLUMN b TYPE bigint",
                "ALTER TABLE t ALTER COLUMN b SET NOT NULL",
                "ALTER TABLE t ALTER COLUMN b SET DEFAULT 1",
                "ALTER TABLE t ALTER COLUMN b DROP DEFAULT",
                "COMMENT ON COLUMN t.b IS 'x'",
                "ALTER TABLE t ADD PRIMARY KEY (nr)",
                "ALTER TYPE mood ADD VALUE 'sad'",
                "ALTER TYPE mood RENAME VALUE 'sad' TO 'blue'",
                "ALTER DOMAIN word SET NOT NULL",
                "CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()",
                "ALTER TABLE t DISABLE TRIGGER g",
                "CREATE RULE r AS ON INSERT TO t DO INSTEAD NOTHING",
                "ALTER TABLE t DROP COLUMN b",
                "CREATE TABLE first.t (z int)",
                "DROP TABLE t CASCADE")) {
            execute(change);
            String now = fingerprint(key);
            assertThat(seen).as(change).doesNotContain(now);
            seen.add(now);
        }
        execute("INSERT INTO other VALUES (1)");
        assertThat(fingerprint(otherKey)).isEqualTo(untouched);
    }

    @Test
    void openDdlOfSomebodyElseIsNotWaitedFor() throws SQLException {
        execute("CREATE TABLE t (a int DEFAULT 1)");
        try (Connection other = DriverManager.getConnection(url);
                Statement ddl = other.createStatement()) {
            other.setAutoCommit(false);
            ddl.execute("ALTER TABLE t RENAME COLUMN a TO b");
            execute("SET statement_timeout = 1000");

            assertThat(column(read("t"), "a").source()).isEqualTo(Column.Source.DEFAULT);
            assertThat(fingerprint(new TableKey(List.of("public"), "t"))).isNotEmpty();
            other.rollback();
        }
    }

    @Test
    void threeHundredTablesAreWatchedInMilliseconds() throws SQLException {
        List<TableKey> keys = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            execute("CREATE TABLE t" + i + " (id int PRIMARY KEY, a int NOT NULL, b text DEFAULT '', c date, d uuid)");
            keys.add(new TableKey(List.of("public"), "t" + i));
        }
        execute("ANALYZE");
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 20; i++) {
            long start = System.nanoTime();
            assertThat(reader.fingerprints(connection, keys)).hasSize(300);
            best = Math.min(best, System.nanoTime() - start);
        }
        assertThat(Duration.ofNanos(best)).isLessThan(Duration.ofMillis(50));
    }

    @Test
    void restraintEndsWithTheTransaction() throws SQLException {
        connection.setAutoCommit(false);
        reader.restrain(connection, Duration.ofMillis(1500));
        assertThat(one("SHOW statement_timeout")).isEqualTo("1500ms");
        connection.commit();
        assertThat(one("SHOW statement_timeout")).isEqualTo("0");
    }

    @Test
    void databasesOfOneServerDiffer() throws SQLException {
        DatabaseIdentity first = reader.databaseIdentity(connection);
        try (Connection other = DriverManager.getConnection(TestPostgres.anotherEmptyDatabase())) {
            assertThat(reader.databaseIdentity(other)).isNotEqualTo(first);
        }
        assertThat(reader.databaseIdentity(connection)).isEqualTo(first);
        assertThat(first.lasting()).isTrue();
    }

    @Test
    void roleWithoutRightsStillSeesTheTable() throws SQLException {
        execute("CREATE SCHEMA closed");
        execute("CREATE TABLE closed.t (a int PRIMARY KEY)");
        execute("CREATE ROLE nobody2");
        TableSnapshot before = Objects.requireNonNull(reader.read(connection, List.of("closed"), "t"));
        execute("SET ROLE nobody2");

        TableSnapshot seen = Objects.requireNonNull(reader.read(connection, List.of("closed"), "t"));
        assertThat(seen.sameShape(before)).isTrue();
        assertThat(reader.databaseIdentity(connection).text()).isNotEmpty();
        execute("RESET ROLE");
        execute("DROP ROLE nobody2");
    }

    @Test
    void unquotedNamesAreLowered() throws SQLException {
        assertThat(reader.dialect(connection)).isEqualTo(new Dialect(Product.POSTGRESQL, Folding.LOWER));
    }

    private static ColumnType type(String name, TypeFamily family, int length, int scale) {
        return new ColumnType(name, family, length, scale, List.of());
    }

    private TableSnapshot read(String table) throws SQLException {
        return Objects.requireNonNull(reader.read(connection, reader.path(connection), table));
    }

    private static Column column(TableSnapshot table, String name) {
        return Objects.requireNonNull(table.column(name));
    }

    private String fingerprint(TableKey key) throws SQLException {
        return Objects.requireNonNull(
                reader.fingerprints(connection, List.of(key)).get(key));
    }

    private String one(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
