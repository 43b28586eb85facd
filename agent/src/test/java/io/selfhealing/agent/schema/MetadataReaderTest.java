package io.selfhealing.agent.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfhealing.agent.sql.Product;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MetadataReaderTest {
    private static final AtomicInteger COUNTER = new AtomicInteger();

    @TempDir
    Path directory;

    /** One of the three, as the tests speak to it. */
    enum Database {
        HSQLDB(Product.HSQLDB, "PUBLIC", "jdbc:hsqldb:mem:r%d"),
        DERBY(Product.DERBY, "APP", "jdbc:derby:memory:r%d;create=true"),
        SQLITE(Product.SQLITE, "main", "jdbc:sqlite:file:r%d?mode=memory&cache=shared");

        private final Product product;
        final String schema;
        private final String url;

        Database(Product product, String schema, String url) {
            this.product = product;
            this.schema = schema;
            this.url = url;
        }

        SchemaReader reader() {
            return Objects.requireNonNull(SchemaReaders.forProduct(product, () -> Instant.EPOCH));
        }

        Connection open() throws SQLException {
            return DriverManager.getConnection(url.formatted(COUNTER.incrementAndGet()), "app", "secret");
        }

        String named(String lower) {
            return this == SQLITE ? lower : lower.toUpperCase(java.util.Locale.ROOT);
        }

        @Nullable
        TableSnapshot find(Connection connection, String table) throws SQLException {
            return reader().read(connection, reader().path(connection), named(table));
        }

        TableSnapshot read(Connection connection, String table) throws SQLException {
            return Objects.requireNonNull(find(connection, table));
        }

        String rename(String table, String from, String to) {
            return switch (this) {
                case HSQLDB -> "alter table " + table + " alter column " + from + " rename to " + to;
                case DERBY -> "rename column " + table + "." + from + " to " + to;
                case SQLITE -> "alter table " + table + " rename column " + from + " to " + to;
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void columnsKeysAndKindsAreRead(Database database) throws SQLException {
        try (Connection connection = database.open()) {
            execute(
                    connection,
                    "create table m (id bigint not null, b varchar(9) default 'x' not null, a integer not null, n numeric(10,2),"
                            + " primary key (b, id))",
                    "create view v as select id from m");

            TableSnapshot table = database.read(connection, "m");

            assertThat(table.schema()).isEqualTo(database.schema);
            assertThat(table.identity()).isNull();
            assertThat(table.kind()).isEqualTo(TableSnapshot.Kind.TABLE);
            assertThat(table.rewritesRows()).isFalse();
            assertThat(table.primaryKey()).containsExactly(database.named("b"), database.named("id"));
            assertThat(table.columns())
                    .extracting(column -> column.name() + " " + column.position() + " " + column.required() + " "
                            + column.source() + " " + column.type().family())
                    .startsWith(
                            database.named("id") + " 1 true NONE INTEGER",
                            database.named("b") + " 2 true DEFAULT TEXT",
                            database.named("a") + " 3 true NONE INTEGER");
            assertThat(database.read(connection, "v").kind()).isEqualTo(TableSnapshot.Kind.VIEW);
            assertThat(database.find(connection, "nowhere")).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    void renameIsAChangeOfTheNameAlone(Database database) throws SQLException {
        try (Connection connection = database.open()) {
            execute(connection, "create table m (id integer primary key, sender varchar(9), content varchar(9))");
            TableKey key = new TableKey(database.reader().path(connection), database.named("m"));
            TableSnapshot before = database.read(connection, "m");
            var fingerprint = database.reader().fingerprints(connection, List.of(key));
            assertThat(database.reader().fingerprints(connection, List.of(key))).isEqualTo(fingerprint);

            execute(connection, database.rename("m", "sender", "zorp"));

            assertThat(SchemaDiff.between(before, database.read(connection, "m"))
                            .renamedInPlace())
                    .extracting(
                            pair -> pair.before().name() + ">" + pair.after().name() + pair.last())
                    .containsExactly(database.named("sender") + ">" + database.named("zorp") + "false");
            assertThat(database.reader().fingerprints(connection, List.of(key))).isNotEqualTo(fingerprint);
        }
    }

    @ParameterizedTest
    @EnumSource
    void namesThatLookLikePatternsMeanThemselves(Database database) throws SQLException {
        try (Connection connection = database.open()) {
            execute(
                    connection,
                    "create table ab (other integer)",
                    "create table a_ (id integer)",
                    "create table \"a%\" (mine integer)");

            assertThat(database.read(connection, "a_").columns())
                    .extracting(Column::name)
                    .containsExactly(database.named("id"));
            assertThat(Objects.requireNonNull(database.reader()
                                    .read(connection, database.reader().path(connection), "a%"))
                            .columns())
                    .extracting(Column::name)
                    .containsExactly(database.named("mine"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void generatedAndIdentityColumnsAreToldApart(Database database) throws SQLException {
        try (Connection connection = database.open()) {
            boolean sqlite = database == Database.SQLITE;
            execute(
                    connection,
                    "create table m (id integer "
                            + (sqlite ? "" : "generated by default as identity ") + "primary key, a integer,"
                            + " twice integer generated always as (a * 2))");

            assertThat(database.read(connection, "m").columns())
                    .extracting(Column::source)
                    .containsExactly(
                            sqlite ? Column.Source.NONE : Column.Source.SEQUENCE,
                            Column.Source.NONE,
                            Column.Source.COMPUTED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void triggerThatMayChangeARowIsSeen(Database database) throws SQLException {
        try (Connection connection = database.open()) {
            execute(
                    connection,
                    "create table m (id integer, a integer)",
                    switch (database) {
                        case HSQLDB ->
                            "create trigger g before insert on m referencing new as n for each row set n.a = 1";
                        case DERBY ->
                            "create trigger g after insert on m referencing new as n for each row update m set a = 1 where id = n.id";
                        case SQLITE ->
                            "create trigger g after insert on m begin update m set a = 1 where id = new.id; end";
                    });

            assertThat(database.read(connection, "m").rewritesRows()).isTrue();
        }
    }

    @Test
    void hsqldbUserWhoSeesOnlySomeColumnsIsNotServed() throws SQLException {
        try (Connection connection = Database.HSQLDB.open();
                Statement statement = connection.createStatement()) {
            statement.execute("create table m (id integer, sender varchar(9))");
            statement.execute("create user LIMITED password 'p'");
            statement.execute("grant insert(id) on m to LIMITED");
            try (Connection limited =
                    DriverManager.getConnection(connection.getMetaData().getURL(), "LIMITED", "p")) {
                assertThatThrownBy(() -> Database.HSQLDB.reader().dialect(limited))
                        .isInstanceOf(SQLFeatureNotSupportedException.class);
            }
            assertThat(Database.HSQLDB.reader().dialect(connection).product()).isEqualTo(Product.HSQLDB);
        }
    }

    @Test
    void sqliteTableBehindATemporaryOneIsNotAnOrdinaryOne() throws SQLException {
        try (Connection connection = Database.SQLITE.open()) {
            execute(connection, "create table m (id integer)");
            assertThat(Database.SQLITE.read(connection, "M").name()).isEqualTo("m");
            execute(connection, "create temp table M (other integer)");

            TableSnapshot table = Database.SQLITE.find(connection, "m");

            assertThat(table == null || table.kind() == TableSnapshot.Kind.OTHER)
                    .isTrue();
        }
    }

    @Test
    void sqliteKeepsNoLengthAndDatesAreLikeThemselvesAlone() {
        assertThat(MetadataTypes.of(Product.SQLITE, java.sql.Types.VARCHAR, "VARCHAR", 20, 0))
                .isEqualTo(new ColumnType("VARCHAR(20,0)", TypeFamily.TEXT, 0, 0, List.of()));
        assertThat(MetadataTypes.of(Product.SQLITE, java.sql.Types.VARCHAR, "TIMESTAMP", 0, 0)
                        .family())
                .isEqualTo(TypeFamily.OTHER);
        assertThat(MetadataTypes.of(Product.SQLITE, java.sql.Types.VARCHAR, null, 0, 0)
                        .family())
                .isEqualTo(TypeFamily.OTHER);
    }

    @Test
    void onlyWhatIsTheSameAfterARestartIsRemembered() throws SQLException {
        for (Database database : Database.values()) {
            try (Connection connection = database.open()) {
                assertThat(database.reader().databaseIdentity(connection).lasting())
                        .isFalse();
            }
        }
        String file = "jdbc:sqlite:" + directory.resolve("a.db");
        try (Connection connection = DriverManager.getConnection(file)) {
            assertThat(Database.SQLITE.reader().databaseIdentity(connection))
                    .isEqualTo(new DatabaseIdentity(file, true));
        }
        for (String lasting :
                List.of("jdbc:hsqldb:file:/d/a", "jdbc:hsqldb:hsql://h/a", "jdbc:derby:/d/a", "jdbc:derby://h/a")) {
            assertThat(JdbcUrl.namesOneDatabaseForEver(lasting)).as(lasting).isTrue();
        }
        for (String passing : List.of("jdbc:hsqldb:file:a", "jdbc:hsqldb:a", "jdbc:derby:a", "jdbc:sqlite:a.db")) {
            assertThat(JdbcUrl.namesOneDatabaseForEver(passing)).as(passing).isFalse();
        }
    }

    private static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
