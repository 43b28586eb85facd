package io.selfhealing.agent.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfhealing.agent.sql.Folding;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2ReaderTest {
    /** Source of a trigger that does nothing, which H2 compiles. */
    static final String TRIGGER = "'org.h2.api.Trigger create() { return (c, o, n) -> {}; }'";

    private final SchemaReader reader = new H2Reader(() -> Instant.EPOCH);
    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        connection = DriverManager.getConnection("jdbc:h2:mem:");
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    @Test
    void typesKeepTheirLengthsAndFamilies() throws SQLException {
        execute(
                "CREATE TABLE t (a varchar(20), b varchar, c clob, d numeric(10,2), f smallint, g int, h bigint, i real,"
                        + " j boolean, k date, l time, m timestamp(3), n timestamp with time zone, o interval day to second,"
                        + " p json, q uuid, r varbinary(9), s enum('sad', 'ok'), t int array, u geometry)");

        assertThat(read("T").columns().stream().map(Column::type))
                .containsExactly(
                        type("CHARACTER VARYING(20)", TypeFamily.TEXT, 20, 0),
                        type("CHARACTER VARYING", TypeFamily.TEXT, 0, 0),
                        type("CHARACTER LARGE OBJECT", TypeFamily.TEXT, 0, 0),
                        type("NUMERIC(10,2)", TypeFamily.DECIMAL, 10, 2),
                        type("SMALLINT", TypeFamily.INTEGER, 2, 0),
                        type("INTEGER", TypeFamily.INTEGER, 4, 0),
                        type("BIGINT", TypeFamily.INTEGER, 8, 0),
                        type("REAL(24)", TypeFamily.FLOATING, 0, 0),
                        type("BOOLEAN", TypeFamily.BOOLEAN, 0, 0),
                        type("DATE", TypeFamily.DATE, 0, 0),
                        type("TIME(0)", TypeFamily.TIME, 0, 0),
                        type("TIMESTAMP(3)", TypeFamily.TIMESTAMP, 0, 0),
                        type("TIMESTAMP WITH TIME ZONE(6)", TypeFamily.TIMESTAMP_ZONED, 0, 0),
                        type("INTERVAL DAY TO SECOND", TypeFamily.INTERVAL, 0, 0),
                        type("JSON", TypeFamily.JSON, 0, 0),
                        type("UUID", TypeFamily.UUID, 0, 0),
                        type("BINARY VARYING(9)", TypeFamily.BINARY, 9, 0),
                        new ColumnType("ENUM", TypeFamily.ENUM, 0, 0, List.of("sad", "ok")),
                        type("ARRAY", TypeFamily.ARRAY, 0, 0),
                        type("GEOMETRY", TypeFamily.OTHER, 0, 0));
    }

    @Test
    void valuesComeFromDefaultsSequencesAndExpressions() throws SQLException {
        execute("CREATE SEQUENCE sq");
        execute("CREATE TABLE t (a int, b int DEFAULT 7, c int AUTO_INCREMENT, d int DEFAULT NEXT VALUE FOR sq,"
                + " e int GENERATED ALWAYS AS (b + 1))");

        assertThat(read("T").columns().stream().map(Column::source))
                .containsExactly(
                        Column.Source.NONE,
                        Column.Source.DEFAULT,
                        Column.Source.SEQUENCE,
                        Column.Source.SEQUENCE,
                        Column.Source.COMPUTED);
    }

    @Test
    void domainsGiveTheirBaseTypeDefaultAndNotNull() throws SQLException {
        execute("CREATE DOMAIN word AS varchar(30) DEFAULT 'x' CHECK (VALUE IS NOT NULL)");
        execute("CREATE DOMAIN name2 AS word");
        execute("CREATE TABLE t (a name2)");

        Column column = Objects.requireNonNull(read("T").column("A"));
        assertThat(column.type()).isEqualTo(type("CHARACTER VARYING(30)", TypeFamily.TEXT, 30, 0));
        assertThat(column.required()).isTrue();
        assertThat(column.source()).isEqualTo(Column.Source.DEFAULT);
    }

    @Test
    void keysTriggersKindsAndCommentsAreRead() throws SQLException {
        execute("CREATE TABLE t (a int, b int, PRIMARY KEY (b, a))");
        execute("COMMENT ON COLUMN t.a IS 'was: c'");
        assertThat(read("T").rewritesRows()).isFalse();
        execute("CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW AS " + TRIGGER);
        execute("CREATE VIEW v AS SELECT * FROM t");
        execute("CREATE LOCAL TEMPORARY TABLE tmp (a int)");

        TableSnapshot table = read("T");
        assertThat(table.primaryKey()).containsExactly("B", "A");
        assertThat(table.rewritesRows()).isTrue();
        assertThat(table.identity()).isNull();
        assertThat(table.columns().get(0).comment()).isEqualTo("was: c");
        assertThat(table.kind()).isEqualTo(TableSnapshot.Kind.TABLE);
        assertThat(read("V").kind()).isEqualTo(TableSnapshot.Kind.VIEW);
        assertThat(read("TMP").kind()).isEqualTo(TableSnapshot.Kind.OTHER);
    }

    @Test
    void firstSchemaOfThePathWins() throws SQLException {
        execute("CREATE SCHEMA \"Te\"\"nant\"");
        execute("CREATE TABLE \"Te\"\"nant\".t (a int)");
        execute("CREATE TABLE public.t (b int)");

        assertThat(reader.path(connection)).containsExactly("PUBLIC");
        execute("SET SCHEMA_SEARCH_PATH \"Te\"\"nant\", PUBLIC");
        assertThat(reader.path(connection)).containsExactly("PUBLIC", "Te\"nant");
        assertThat(read("T").schema()).isEqualTo("PUBLIC");
        execute("SET SCHEMA \"Te\"\"nant\"");
        assertThat(read("T").schema()).isEqualTo("Te\"nant");
        assertThat(reader.read(connection, List.of("PUBLIC"), "NOTHING")).isNull();
    }

    @Test
    void fingerprintFollowsEverythingThatASnapshotHolds() throws SQLException {
        execute("CREATE TABLE t (id int, m enum('ok'))");
        execute("CREATE SCHEMA first");
        TableKey key = new TableKey(List.of("FIRST", "PUBLIC"), "T");
        List<String> seen = new ArrayList<>(List.of(fingerprint(key)));
        for (String change : List.of(
                "ALTER TABLE t ALTER COLUMN id RENAME TO nr",
                "ALTER TABLE t ADD COLUMN b int",
                "ALTER TABLE t ALTER COLUMN b SET DATA TYPE bigint",
                "ALTER TABLE t ALTER COLUMN b SET NOT NULL",
                "ALTER TABLE t ALTER COLUMN b SET DEFAULT 1",
                "COMMENT ON COLUMN t.b IS 'x'",
                "ALTER TABLE t ALTER COLUMN nr SET NOT NULL",
                "ALTER TABLE t ADD PRIMARY KEY (nr)",
                "ALTER TABLE t ALTER COLUMN m SET DATA TYPE enum('ok', 'sad')",
                "CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW AS " + TRIGGER,
                "ALTER TABLE t DROP COLUMN b",
                "CREATE TABLE first.t (z int)",
                "DROP TABLE public.t")) {
            execute(change);
            String now = fingerprint(key);
            assertThat(seen).as(change).doesNotContain(now);
            seen.add(now);
        }
        execute("INSERT INTO first.t VALUES (1)");
        assertThat(fingerprint(key)).isEqualTo(seen.get(seen.size() - 1));
    }

    @Test
    void foldingIsAsked() throws SQLException {
        assertThat(reader.dialect(connection).folding()).isEqualTo(Folding.UPPER);
        try (Connection lower = DriverManager.getConnection("jdbc:h2:mem:;DATABASE_TO_LOWER=TRUE")) {
            assertThat(reader.dialect(lower).folding()).isEqualTo(Folding.LOWER);
        }
        try (Connection exact = DriverManager.getConnection("jdbc:h2:mem:;DATABASE_TO_UPPER=FALSE")) {
            assertThat(reader.dialect(exact).folding()).isEqualTo(Folding.NONE);
        }
        try (Connection vague =
                DriverManager.getConnection("jdbc:h2:mem:;DATABASE_TO_UPPER=FALSE;CASE_INSENSITIVE_IDENTIFIERS=TRUE")) {
            assertThatThrownBy(() -> reader.dialect(vague)).isInstanceOf(SQLFeatureNotSupportedException.class);
        }
    }

    @Test
    void onlyADatabaseInAFileCanBeRecognisedLater(@TempDir Path directory) throws SQLException {
        assertThat(reader.databaseIdentity(connection).lasting()).isFalse();
        try (Connection file = DriverManager.getConnection("jdbc:h2:file:" + directory.resolve("a"))) {
            assertThat(reader.databaseIdentity(file).lasting()).isTrue();
        }
    }

    private static ColumnType type(String name, TypeFamily family, int length, int scale) {
        return new ColumnType(name, family, length, scale, List.of());
    }

    private TableSnapshot read(String table) throws SQLException {
        return Objects.requireNonNull(reader.read(connection, reader.path(connection), table));
    }

    private String fingerprint(TableKey key) throws SQLException {
        return Objects.requireNonNull(
                reader.fingerprints(connection, List.of(key)).get(key));
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
