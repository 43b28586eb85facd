package io.selfhealing.agent.schema;

import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.Folding;
import io.selfhealing.agent.sql.Product;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.time.Duration;
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
    private final boolean mariaDb;
    private final InstantSource clock;

    MySqlReader(Product product, InstantSource clock) {
        this.mariaDb = product == Product.MARIADB;
        this.clock = clock;
    }

    @Override
    public DatabaseIdentity databaseIdentity(Connection connection) throws SQLException {
        String identity = one(connection, mariaDb ? MySqlCatalog.MARIADB_IDENTITY : MySqlCatalog.MYSQL_IDENTITY);
        return new DatabaseIdentity((mariaDb ? "mariadb:" : "mysql:") + identity, true);
    }

    @Override
    public Dialect dialect(Connection connection) throws SQLException {
        Product product = mariaDb ? Product.MARIADB : Product.MYSQL;
        String mode = one(connection, MySqlCatalog.CASE_OF_TABLES);
        return switch (mode == null ? "" : mode) {
            case "0" -> new Dialect(product, Folding.LOWER, Folding.NONE);
            case "1" -> new Dialect(product, Folding.LOWER, Folding.LOWER);
            default -> throw new SQLFeatureNotSupportedException("lower_case_table_names = " + mode, "0A000");
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
        List<String> checks = mariaDb ? names(connection, MySqlCatalog.JSON_CHECKS, schema, table) : List.of();
        List<Column> columns = new ArrayList<>();
        try (PreparedStatement statement = prepare(connection, MySqlCatalog.COLUMNS, schema, table);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                String check = "json_valid(`" + rows.getString("COLUMN_NAME").replace("`", "``") + "`)";
                columns.add(column(rows, checks.contains(check)));
            }
            refuseSkipped(statement);
        }
        return columns;
    }

    Column column(ResultSet row, boolean json) throws SQLException {
        String comment = row.getString("COLUMN_COMMENT");
        return new Column(
                columnName(row.getString("COLUMN_NAME")),
                row.getInt("ORDINAL_POSITION"),
                MySqlTypes.of(row, json),
                "NO".equals(row.getString("IS_NULLABLE")),
                source(row),
                null,
                comment == null ? "" : comment);
    }

    /** As {@link Dialect#folding()} says. */
    private static String columnName(String stored) {
        return Folding.LOWER.fold(stored);
    }

    private Column.Source source(ResultSet row) throws SQLException {
        String generation = row.getString("GENERATION_EXPRESSION");
        if (generation != null && !generation.isEmpty()) {
            return Column.Source.COMPUTED;
        }
        if (row.getString("EXTRA").toLowerCase(Locale.ROOT).contains("auto_increment")) {
            return Column.Source.SEQUENCE;
        }
        // An ENUM that must not be null has its first label as its default.
        boolean preset = hasDefault(row.getString("COLUMN_DEFAULT"))
                || ("NO".equals(row.getString("IS_NULLABLE")) && "enum".equalsIgnoreCase(row.getString("DATA_TYPE")));
        return preset ? Column.Source.DEFAULT : Column.Source.NONE;
    }

    /** MariaDB shows a default as SQL, so that a nullable column without one has the text NULL. */
    private boolean hasDefault(@Nullable String preset) {
        return preset != null && !(mariaDb && preset.equals("NULL"));
    }

    @Override
    public @Nullable Set<String> roster(Connection connection, String schema) throws SQLException {
        return Rosters.bounded(names(connection, MySqlCatalog.ROSTER, schema));
    }

    @Override
    public Map<TableKey, String> fingerprints(Connection connection, Collection<TableKey> keys) throws SQLException {
        PathFingerprints found = new PathFingerprints();
        List<String> schemas = List.of(PathFingerprints.schemas(keys));
        List<String> tables = List.of(PathFingerprints.tables(keys));
        if (schemas.isEmpty()) {
            return found.along(keys);
        }
        // MariaDB finds a table by its name only where it is compared with a single one; MySQL plans each part anew.
        List<List<String>> groups = new ArrayList<>();
        if (mariaDb) {
            schemas.forEach(schema -> tables.forEach(table -> groups.add(List.of(schema, table))));
        } else {
            List<String> all = new ArrayList<>(schemas);
            all.addAll(tables);
            groups.add(all);
        }
        String sql = MySqlCatalog.fingerprints(
                mariaDb, groups.size(), mariaDb ? 1 : schemas.size(), mariaDb ? 1 : tables.size());
        List<String> parameters = new ArrayList<>();
        for (List<String> group : groups) {
            for (int i = 0; i < MySqlCatalog.parts(mariaDb); i++) {
                parameters.addAll(group);
            }
        }
        try (PreparedStatement statement = prepare(connection, sql, parameters.toArray(String[]::new));
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                String digest = rows.getString(3) + '.' + rows.getString(4) + '.' + rows.getString(5);
                found.put(rows.getString(1), rows.getString(2), digest);
            }
            refuseSkipped(statement);
        }
        return found.along(keys);
    }

    /** A table that is being changed at this very moment is not gone. */
    private static void refuseSkipped(Statement statement) throws SQLException {
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
    public void restrain(Connection own, Duration atMost) throws SQLException {
        long seconds = Math.max(1, atMost.toSeconds());
        String limit = mariaDb
                ? "max_statement_time = " + atMost.toMillis() / 1000.0
                : "max_execution_time = " + atMost.toMillis();
        try (Statement statement = own.createStatement()) {
            // Poolers of these products keep a session with changed variables for the one who changed them.
            statement.execute("SET SESSION lock_wait_timeout = " + seconds + ", " + limit);
        }
    }
}
