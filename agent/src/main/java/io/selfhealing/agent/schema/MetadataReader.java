package io.selfhealing.agent.schema;

import io.selfhealing.agent.sql.Dialect;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Databases of which no more is known than their JDBC metadata: HSQLDB, Derby, SQLite. None gives its columns an identity, so a
 * rename is at best a table in which nothing but a name changed.
 */
final class MetadataReader implements SchemaReader {
    private final MetadataProduct product;
    private final InstantSource clock;

    MetadataReader(MetadataProduct product, InstantSource clock) {
        this.product = product;
        this.clock = clock;
    }

    @Override
    public DatabaseIdentity databaseIdentity(Connection connection) throws SQLException {
        String url = JdbcUrl.withoutParameters(
                String.valueOf(connection.getMetaData().getURL()));
        return new DatabaseIdentity(url, JdbcUrl.namesOneDatabaseForEver(url));
    }

    @Override
    public Dialect dialect(Connection connection) throws SQLException {
        if (product.seesAll() != null && !seesAll(connection, product.seesAll())) {
            throw new SQLFeatureNotSupportedException(
                    "the user does not see every column, only those that it has a right to", "0A000");
        }
        return product.dialect();
    }

    private static boolean seesAll(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() && row.getBoolean(1);
        }
    }

    @Override
    public List<String> path(Connection connection) throws SQLException {
        return List.of(product.onlySchema() == null ? connection.getSchema() : product.onlySchema());
    }

    @Override
    public @Nullable TableSnapshot read(Connection connection, List<String> path, String table) throws SQLException {
        DatabaseMetaData metaData = connection.getMetaData();
        for (String schema : path) {
            TableSnapshot found = read(connection, metaData, schema, table);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private @Nullable TableSnapshot read(Connection connection, DatabaseMetaData metaData, String schema, String asked)
            throws SQLException {
        if (product.onlySchema() != null && !product.onlySchema().equalsIgnoreCase(schema)) {
            return null;
        }
        String pattern = product.onlySchema() == null ? schema : null;
        try (ResultSet rows = metaData.getTables(null, escaped(metaData, pattern), escaped(metaData, asked), null)) {
            while (rows.next()) {
                String name = rows.getString("TABLE_NAME");
                if (product.same(name, asked) && isIn(schema, rows)) {
                    return snapshot(connection, schema, name, kind(rows.getString("TABLE_TYPE")));
                }
            }
        }
        return null;
    }

    @Override
    public @Nullable Set<String> roster(Connection connection, String schema) throws SQLException {
        DatabaseMetaData metaData = connection.getMetaData();
        String pattern = product.onlySchema() == null ? schema : null;
        List<String> names = new ArrayList<>();
        try (ResultSet rows = metaData.getTables(null, escaped(metaData, pattern), "%", null)) {
            while (rows.next()) {
                if (isIn(schema, rows) && kind(rows.getString("TABLE_TYPE")) != TableSnapshot.Kind.OTHER) {
                    names.add(rows.getString("TABLE_NAME"));
                }
            }
        }
        return Rosters.bounded(names);
    }

    private boolean isIn(String schema, ResultSet row) throws SQLException {
        return product.onlySchema() != null || schema.equals(row.getString("TABLE_SCHEM"));
    }

    private static TableSnapshot.Kind kind(String type) {
        return switch (type) {
            case "TABLE" -> TableSnapshot.Kind.TABLE;
            case "VIEW" -> TableSnapshot.Kind.VIEW;
            default -> TableSnapshot.Kind.OTHER;
        };
    }

    private TableSnapshot snapshot(Connection connection, String schema, String table, TableSnapshot.Kind kind)
            throws SQLException {
        boolean hidden = product.hiding() != null && answers(connection, product.hiding(), schema, table);
        return new TableSnapshot(
                schema,
                table,
                null,
                columns(connection.getMetaData(), schema, table),
                primaryKey(connection.getMetaData(), schema, table),
                hidden ? TableSnapshot.Kind.OTHER : kind,
                answers(connection, product.rewriting(), schema, table),
                clock.instant());
    }

    private List<Column> columns(DatabaseMetaData metaData, String schema, String table) throws SQLException {
        List<Column> columns = new ArrayList<>();
        String pattern = product.onlySchema() == null ? schema : null;
        try (ResultSet rows = metaData.getColumns(null, escaped(metaData, pattern), escaped(metaData, table), "%")) {
            while (rows.next()) {
                if (table.equals(rows.getString("TABLE_NAME")) && isIn(schema, rows)) {
                    columns.add(column(rows));
                }
            }
        }
        return columns;
    }

    private Column column(ResultSet row) throws SQLException {
        String comment = row.getString("REMARKS");
        return new Column(
                row.getString("COLUMN_NAME"),
                row.getInt("ORDINAL_POSITION"),
                MetadataTypes.of(row, product.dialect().product()),
                row.getInt("NULLABLE") == DatabaseMetaData.columnNoNulls,
                source(row),
                null,
                comment == null ? "" : comment);
    }

    private static Column.Source source(ResultSet row) throws SQLException {
        if ("YES".equals(row.getString("IS_GENERATEDCOLUMN"))) {
            return Column.Source.COMPUTED;
        }
        if ("YES".equals(row.getString("IS_AUTOINCREMENT"))) {
            return Column.Source.SEQUENCE;
        }
        return row.getString("COLUMN_DEF") == null ? Column.Source.NONE : Column.Source.DEFAULT;
    }

    private List<String> primaryKey(DatabaseMetaData metaData, String schema, String table) throws SQLException {
        Map<Integer, String> columns = new TreeMap<>();
        try (ResultSet rows = metaData.getPrimaryKeys(null, product.onlySchema() == null ? schema : null, table)) {
            while (rows.next()) {
                columns.put(rows.getInt("KEY_SEQ"), rows.getString("COLUMN_NAME"));
            }
        }
        return List.copyOf(columns.values());
    }

    private static boolean answers(Connection connection, String query, String schema, String table)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, schema);
            statement.setString(2, table);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** A name as a pattern; where a driver has no escape, what else the pattern finds is passed over. */
    private static @Nullable String escaped(DatabaseMetaData metaData, @Nullable String name) throws SQLException {
        String escape = metaData.getSearchStringEscape();
        if (name == null || escape == null || escape.isEmpty()) {
            return name;
        }
        return name.replace(escape, escape + escape).replace("_", escape + "_").replace("%", escape + "%");
    }

    @Override
    public Map<TableKey, String> fingerprints(Connection connection, Collection<TableKey> keys) throws SQLException {
        return SnapshotFingerprints.of(this, connection, keys);
    }

    /** Neither has a bound for a session; the network's, which the caller sets, is all there is. */
    @Override
    public void restrain(Connection own, Duration atMost) {}
}
