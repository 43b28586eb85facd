package io.selfhealing.agent.schema;

import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.Folding;
import io.selfhealing.agent.sql.Product;
import java.lang.ref.WeakReference;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * MySQL 8.0 and MariaDB 10.5, each with what came later, through {@code information_schema}. A database is a schema here, and
 * the path is the current one. Neither gives columns an identity: a column dropped and another added in its place cannot be
 * told from a rename.
 */
final class MySqlReader implements SchemaReader {
    private final InstantSource clock;
    private final SessionLimits limits = new SessionLimits("SET SESSION ");
    private final InnoDbNumbers numbers = new InnoDbNumbers();
    private volatile @Nullable Asked last;

    /** The server behind the connection that was asked last: it stays the same as long as the connection does. */
    private record Asked(WeakReference<Connection> connection, MySqlServer server) {}

    MySqlReader(InstantSource clock) {
        this.clock = clock;
    }

    private MySqlServer server(Connection connection) throws SQLException {
        Asked known = last;
        if (known != null && known.connection().refersTo(connection)) {
            return known.server();
        }
        MySqlServer server = MySqlServer.of(connection);
        last = new Asked(new WeakReference<>(connection), server);
        return server;
    }

    @Override
    public DatabaseIdentity databaseIdentity(Connection connection) throws SQLException {
        boolean mariaDb = server(connection).mariaDb();
        String identity = one(connection, mariaDb ? MySqlCatalog.MARIADB_IDENTITY : MySqlCatalog.MYSQL_IDENTITY);
        return new DatabaseIdentity((mariaDb ? "mariadb:" : "mysql:") + identity, true);
    }

    @Override
    public Dialect dialect(Connection connection) throws SQLException {
        MySqlServer server = server(connection);
        Product product = server.mariaDb() ? Product.MARIADB : Product.MYSQL;
        return switch (server.caseOfTables()) {
            case "0" -> new Dialect(product, Folding.LOWER, Folding.NONE);
            case "1" -> new Dialect(product, Folding.LOWER, Folding.LOWER);
            default ->
                throw new SQLFeatureNotSupportedException("lower_case_table_names = " + server.caseOfTables(), "0A000");
        };
    }

    @Override
    public List<String> path(Connection connection) throws SQLException {
        String current = one(connection, MySqlCatalog.PATH);
        return current == null ? List.of() : List.of(current);
    }

    private static @Nullable String one(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    @Override
    public @Nullable TableSnapshot read(Connection connection, List<String> path, String table) throws SQLException {
        for (String schema : path) {
            String type = type(connection, schema, table);
            if (type != null) {
                return snapshot(connection, schema, table, type);
            }
        }
        return null;
    }

    /** The catalog compares names more loosely than the server does when it looks for a table. */
    private static @Nullable String type(Connection connection, String schema, String table) throws SQLException {
        try (PreparedStatement statement = prepare(connection, MySqlCatalog.TABLE, schema, table);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                if (rows.getString(1).equals(schema) && rows.getString(2).equals(table)) {
                    return rows.getString(3);
                }
            }
            refuseSkipped(statement);
            return null;
        }
    }

    private TableSnapshot snapshot(Connection connection, String schema, String table, String type)
            throws SQLException {
        boolean allColumns =
                names(connection, MySqlCatalog.COLUMN_RIGHTS, schema, table).isEmpty();
        return new TableSnapshot(
                schema,
                table,
                null,
                columns(connection, schema, table),
                names(connection, MySqlCatalog.PRIMARY_KEY, schema, table).stream()
                        .map(MySqlReader::columnName)
                        .toList(),
                allColumns ? kind(type) : TableSnapshot.Kind.OTHER,
                rewritesRows(connection, schema, table),
                clock.instant());
    }

    @Override
    public List<@Nullable ResolvedTable> resolve(Connection connection, List<TableReference> names)
            throws SQLException {
        List<@Nullable ResolvedTable> meant = new ArrayList<>();
        for (TableReference name : names) {
            String schema = name.schema() == null ? one(connection, MySqlCatalog.PATH) : name.schema();
            meant.add(schema == null ? null : resolve(connection, schema, name.table()));
        }
        return meant;
    }

    /** Temporary tables are in no catalog. */
    private static @Nullable ResolvedTable resolve(Connection connection, String schema, String table)
            throws SQLException {
        String quoted = '`' + schema.replace("`", "``") + "`.`" + table.replace("`", "``") + '`';
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW CREATE TABLE " + quoted)) {
            return row.next() ? ShownTable.parse(schema, table, row.getString(2)) : null;
        } catch (SQLException e) {
            if (e.getErrorCode() == MySqlCatalog.NO_SUCH_TABLE) {
                return null;
            }
            throw e;
        }
    }

    @Override
    public boolean stoodThen(Connection connection, TableSnapshot table, Instant seen) throws SQLException {
        Duration time = Duration.between(seen, clock.instant());
        try (PreparedStatement statement = prepare(connection, MySqlCatalog.AGE, table.schema(), table.name());
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                if (rows.getString(1).equals(table.schema())
                        && rows.getString(2).equals(table.name())) {
                    long seconds = rows.getLong(3);
                    return rows.wasNull() || Duration.ofSeconds(seconds + 1).compareTo(time) >= 0; // Both ends are cut.
                }
            }
            refuseSkipped(statement);
            return false;
        }
    }

    private static TableSnapshot.Kind kind(String type) {
        return switch (type) {
            case "BASE TABLE" -> TableSnapshot.Kind.TABLE;
            case "VIEW", "SYSTEM VIEW" -> TableSnapshot.Kind.VIEW;
            default -> TableSnapshot.Kind.OTHER;
        };
    }

    /** Where triggers cannot be seen there may be one. */
    private static boolean rewritesRows(Connection connection, String schema, String table) throws SQLException {
        return !names(connection, MySqlCatalog.ROW_TRIGGERS, schema, table).isEmpty()
                || names(connection, MySqlCatalog.SEES_TRIGGERS, schema, schema, table)
                        .isEmpty();
    }

    private List<Column> columns(Connection connection, String schema, String table) throws SQLException {
        boolean mariaDb = server(connection).mariaDb();
        List<String> checks = mariaDb ? names(connection, MySqlCatalog.JSON_CHECKS, schema, table) : List.of();
        List<Column> columns = new ArrayList<>();
        try (PreparedStatement statement = prepare(connection, MySqlCatalog.COLUMNS, schema, table);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                String check = "json_valid(`" + rows.getString("COLUMN_NAME").replace("`", "``") + "`)";
                columns.add(column(rows, mariaDb, checks.contains(check)));
            }
            refuseSkipped(statement);
        }
        return columns;
    }

    static Column column(ResultSet row, boolean mariaDb, boolean json) throws SQLException {
        String comment = row.getString("COLUMN_COMMENT");
        return new Column(
                columnName(row.getString("COLUMN_NAME")),
                row.getInt("ORDINAL_POSITION"),
                MySqlTypes.of(row, json),
                "NO".equals(row.getString("IS_NULLABLE")),
                source(row, mariaDb),
                null,
                comment == null ? "" : comment);
    }

    /** As {@link Dialect#folding()} says. */
    static String columnName(String stored) {
        return Folding.LOWER.fold(stored);
    }

    private static Column.Source source(ResultSet row, boolean mariaDb) throws SQLException {
        String generation = row.getString("GENERATION_EXPRESSION");
        if (generation != null && !generation.isEmpty()) {
            return Column.Source.COMPUTED;
        }
        if (row.getString("EXTRA").toLowerCase(Locale.ROOT).contains("auto_increment")) {
            return Column.Source.SEQUENCE;
        }
        // An ENUM that must not be null has its first label as its default.
        boolean preset = hasDefault(row.getString("COLUMN_DEFAULT"), mariaDb)
                || ("NO".equals(row.getString("IS_NULLABLE")) && "enum".equalsIgnoreCase(row.getString("DATA_TYPE")));
        return preset ? Column.Source.DEFAULT : Column.Source.NONE;
    }

    /** MariaDB shows a default as SQL, so that a nullable column without one has the text NULL. */
    private static boolean hasDefault(@Nullable String preset, boolean mariaDb) {
        return preset != null && !(mariaDb && preset.equals("NULL"));
    }

    @Override
    public List<String> tables(Connection connection, String schema, int most) throws SQLException {
        return names(connection, MySqlCatalog.BASE_TABLES, schema).stream()
                .limit(most)
                .toList();
    }

    /** Names that differ in their case alone are one to the catalog, and are read one by one. */
    @Override
    public List<TableSnapshot> readAll(Connection connection, String schema, List<String> tables) throws SQLException {
        if (tables.stream().map(Folding.LOWER::fold).distinct().count() < tables.size()) {
            return SchemaReader.super.readAll(connection, schema, tables);
        }
        boolean mariaDb = server(connection).mariaDb();
        MySqlTables all = new MySqlTables(connection, mariaDb, schema, tables);
        Map<String, String> types = all.types();
        Map<String, List<Column>> columns = all.columns((row, json) -> column(row, mariaDb, json));
        Map<String, List<String>> keys = all.primaryKeys();
        Set<String> inParts = all.inParts();
        Set<String> rewritten = all.rewritten();
        List<TableSnapshot> found = new ArrayList<>();
        for (String table : tables) {
            String type = types.get(table);
            if (type != null) {
                found.add(new TableSnapshot(
                        schema,
                        table,
                        null,
                        columns.getOrDefault(table, List.of()),
                        keys.getOrDefault(table, List.of()).stream()
                                .map(MySqlReader::columnName)
                                .toList(),
                        inParts.contains(table) ? TableSnapshot.Kind.OTHER : kind(type),
                        rewritten.contains(table),
                        clock.instant()));
            }
        }
        return found;
    }

    @Override
    public @Nullable Set<String> roster(Connection connection, String schema) throws SQLException {
        return Rosters.bounded(names(connection, MySqlCatalog.ROSTER, schema));
    }

    @Override
    public @Nullable String number(Connection connection, String schema, String table) throws SQLException {
        return numbers.of(connection, server(connection).mariaDb(), List.of(schema), List.of(table))
                .get(List.of(schema, table));
    }

    @Override
    public @Nullable TableKey numbered(Connection connection, String number) throws SQLException {
        return numbers.bearer(connection, server(connection).mariaDb(), number);
    }

    @Override
    public Map<TableKey, String> fingerprints(Connection connection, Collection<TableKey> keys) throws SQLException {
        PathFingerprints found = new PathFingerprints();
        List<String> schemas = List.of(PathFingerprints.schemas(keys));
        List<String> tables = List.of(PathFingerprints.tables(keys));
        if (schemas.isEmpty()) {
            return found.along(keys);
        }
        MySqlServer server = server(connection);
        Map<List<String>, String> numbered = numbers.of(connection, server.mariaDb(), schemas, tables);
        if (server.mariaDb()) {
            new MariaDbFingerprints(connection, server.sqlMode())
                    .of(schemas, tables)
                    .forEach((place, digest) -> found.put(place.get(0), place.get(1), digest + numbered.get(place)));
            return found.along(keys);
        }
        String sql = MySqlCatalog.fingerprints(schemas.size(), tables.size());
        List<String> parameters = new ArrayList<>();
        for (int i = 0; i < MySqlCatalog.parts(); i++) {
            parameters.addAll(schemas);
            parameters.addAll(tables);
        }
        try (PreparedStatement statement = prepare(connection, sql, parameters.toArray(String[]::new));
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                String digest = rows.getString(3) + '.' + rows.getString(4) + '.' + rows.getString(5);
                String number = numbered.get(List.of(rows.getString(1), rows.getString(2)));
                found.put(rows.getString(1), rows.getString(2), digest + number);
            }
            refuseSkipped(statement);
        }
        return found.along(keys);
    }

    /** A table that is being changed at this very moment is not gone. */
    static void refuseSkipped(Statement statement) throws SQLException {
        for (SQLWarning warning = statement.getWarnings(); warning != null; warning = warning.getNextWarning()) {
            if (warning.getErrorCode() == MySqlCatalog.SKIPPED) {
                throw warning;
            }
        }
    }

    private static List<String> names(Connection connection, String sql, String... parameters) throws SQLException {
        List<String> names = new ArrayList<>();
        try (PreparedStatement statement = prepare(connection, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            refuseSkipped(statement);
        }
        return names;
    }

    private static PreparedStatement prepare(Connection connection, String sql, String... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setString(i + 1, parameters[i]);
        }
        return statement;
    }

    @Override
    public @Nullable String like(Connection connection, TableSnapshot before, TableSnapshot now, Set<String> came)
            throws SQLException {
        return LikeTables.of(connection, before, now, came);
    }

    @Override
    public void restrain(Connection own, Duration atMost) throws SQLException {
        long seconds = Math.max(1, atMost.toSeconds());
        String longest = server(own).mariaDb()
                ? "max_statement_time = " + atMost.toMillis() / 1000.0
                : "max_execution_time = " + atMost.toMillis();
        // Poolers of these products keep a session with changed variables for the one who changed them.
        limits.apply(own, List.of("lock_wait_timeout = " + seconds, longest));
    }
}
