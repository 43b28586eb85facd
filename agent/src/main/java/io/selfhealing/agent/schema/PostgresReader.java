package io.selfhealing.agent.schema;

import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.Folding;
import io.selfhealing.agent.sql.Product;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** PostgreSQL 12 and later. The catalogs are readable by every role, so "none" never means "not visible". */
class PostgresReader implements SchemaReader {
    private static final Dialect DIALECT = new Dialect(Product.POSTGRESQL, Folding.LOWER);

    private final InstantSource clock;
    private final SessionLimits limits = new SessionLimits("SET LOCAL ");

    PostgresReader(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public DatabaseIdentity databaseIdentity(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean permitted;
            try (ResultSet row = statement.executeQuery(PostgresCatalog.MAY_SEE_SYSTEM_IDENTIFIER)) {
                row.next();
                permitted = row.getBoolean(1);
            }
            String sql = permitted ? PostgresCatalog.IDENTITY : PostgresCatalog.VISIBLE_IDENTITY;
            try (ResultSet row = statement.executeQuery(sql)) {
                row.next();
                return new DatabaseIdentity("postgresql:" + row.getString(1), true);
            }
        }
    }

    @Override
    public Dialect dialect(Connection connection) {
        return DIALECT;
    }

    @Override
    public List<String> path(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(PostgresCatalog.PATH)) {
            row.next();
            return strings(row.getArray(1));
        }
    }

    @Override
    public Lookup lookup(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(PostgresCatalog.LOOKUP)) {
            row.next();
            return new Lookup(
                    strings(row.getArray(1)),
                    row.getArray(2) == null ? null : Set.copyOf(strings(row.getArray(2))),
                    strings(row.getArray(3)));
        }
    }

    @Override
    public @Nullable TableSnapshot read(Connection connection, List<String> path, String table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PostgresCatalog.READ)) {
            statement.setArray(1, connection.createArrayOf("text", path.toArray()));
            statement.setString(2, table);
            try (ResultSet rows = statement.executeQuery()) {
                List<TableSnapshot> found = snapshots(rows);
                return found.isEmpty() ? null : found.get(0);
            }
        }
    }

    @Override
    public List<@Nullable ResolvedTable> resolve(Connection connection, List<TableReference> names)
            throws SQLException {
        @Nullable ResolvedTable[] meant = new ResolvedTable[names.size()];
        try (PreparedStatement statement = connection.prepareStatement(PostgresCatalog.resolve(names));
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                int place = rows.getInt("place") - 1;
                meant[place] = further(meant[place], rows);
            }
        }
        return Collections.unmodifiableList(Arrays.asList(meant));
    }

    /** The table with one more column; null where the row has no table. */
    private static @Nullable ResolvedTable further(@Nullable ResolvedTable before, ResultSet row) throws SQLException {
        String name = row.getString("relname");
        boolean outdated = row.getBoolean("outdated");
        if (name == null) {
            // What was made since the transaction's snapshot is there, whatever it is.
            return outdated ? new ResolvedTable("", "", null, TableSnapshot.Kind.OTHER, List.of()) : null;
        }
        List<ResolvedColumn> columns = new ArrayList<>(before == null ? List.of() : before.columns());
        String column = row.getString("attname");
        if (column != null) {
            columns.add(
                    new ResolvedColumn(column, row.getInt("attnum"), row.getString("type"), row.getBoolean("preset")));
        }
        return new ResolvedTable(
                row.getString("nspname"),
                name,
                row.getString("oid"),
                outdated ? TableSnapshot.Kind.OTHER : kind(row.getString("relkind"), row.getString("relpersistence")),
                columns);
    }

    @Override
    public List<String> tables(Connection connection, String schema, int most) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(PostgresCatalog.TABLES)) {
            statement.setString(1, schema);
            statement.setInt(2, most);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
        }
        return tables;
    }

    @Override
    public List<TableSnapshot> readAll(Connection connection, String schema, List<String> tables) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PostgresCatalog.READ_ALL)) {
            statement.setString(1, schema);
            statement.setArray(2, connection.createArrayOf("text", tables.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                return snapshots(rows);
            }
        }
    }

    private List<TableSnapshot> snapshots(ResultSet rows) throws SQLException {
        List<TableSnapshot> found = new ArrayList<>();
        boolean more = rows.next();
        while (more) {
            List<Column> columns = new ArrayList<>();
            TableSnapshot table = snapshot(rows);
            String identity = rows.getString("oid");
            do {
                if (rows.getString("attname") != null) {
                    columns.add(column(identity, rows));
                }
                more = rows.next();
            } while (more && rows.getString("oid").equals(identity));
            found.add(table.with(columns));
        }
        return found;
    }

    /** Of the row that the cursor is on, without columns. */
    private TableSnapshot snapshot(ResultSet rows) throws SQLException {
        String schema = rows.getString("nspname");
        String name = rows.getString("relname");
        String identity = rows.getString("oid");
        TableSnapshot.Kind kind = kind(rows.getString("relkind"), rows.getString("relpersistence"));
        List<String> primaryKey = strings(rows.getArray("primary_key"));
        boolean rewritesRows = rows.getBoolean("rewrites");
        return new TableSnapshot(schema, name, identity, List.of(), primaryKey, kind, rewritesRows, clock.instant());
    }

    /** A temporary table belongs to one session: its schema is handed to the next, so it has no history worth keeping. */
    private static TableSnapshot.Kind kind(String relkind, String persistence) {
        return switch (relkind) {
            case "r", "p" -> "t".equals(persistence) ? TableSnapshot.Kind.OTHER : TableSnapshot.Kind.TABLE;
            case "v", "m" -> TableSnapshot.Kind.VIEW;
            default -> TableSnapshot.Kind.OTHER;
        };
    }

    private static Column column(String table, ResultSet row) throws SQLException {
        int position = row.getInt("attnum");
        String comment = row.getString("comment");
        return new Column(
                row.getString("attname"),
                position,
                PostgresTypes.of(
                        row.getString("type"),
                        row.getString("typname"),
                        row.getString("typtype"),
                        row.getString("typcategory"),
                        row.getInt("typlen"),
                        row.getInt("typmod"),
                        strings(row.getArray("labels"))),
                row.getBoolean("required"),
                source(row),
                table + "." + position,
                comment == null ? "" : comment);
    }

    private static Column.Source source(ResultSet row) throws SQLException {
        if (!row.getString("attgenerated").isEmpty()) {
            return Column.Source.COMPUTED;
        }
        String identity = row.getString("attidentity");
        if (identity.equals("a")) {
            return Column.Source.NUMBERED;
        }
        if (!identity.isEmpty() || row.getBoolean("from_sequence")) {
            return Column.Source.SEQUENCE;
        }
        return row.getBoolean("has_default") ? Column.Source.DEFAULT : Column.Source.NONE;
    }

    @Override
    public Map<TableKey, String> fingerprints(Connection connection, Collection<TableKey> keys) throws SQLException {
        PathFingerprints found = new PathFingerprints();
        try (PreparedStatement statement = connection.prepareStatement(PostgresCatalog.FINGERPRINTS)) {
            statement.setArray(1, connection.createArrayOf("text", PathFingerprints.tables(keys)));
            statement.setArray(2, connection.createArrayOf("text", PathFingerprints.schemas(keys)));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.put(rows.getString(1), rows.getString(2), rows.getString(3));
                }
            }
        }
        return found.along(keys);
    }

    @Override
    public List<TableKey> bearers(Connection connection, Collection<String> identities) throws SQLException {
        List<TableKey> bearers = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(PostgresCatalog.BEARERS)) {
            statement.setArray(1, connection.createArrayOf("text", identities.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    bearers.add(new TableKey(List.of(rows.getString(1)), rows.getString(2)));
                }
            }
        }
        return bearers;
    }

    @Override
    public void restrain(Connection own, Duration atMost) throws SQLException {
        // LOCAL: behind a transaction pooler a session setting would stay on a session that the application gets next.
        limits.apply(own, List.of("statement_timeout = " + atMost.toMillis()));
    }

    private static List<String> strings(@Nullable Array array) throws SQLException {
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }
}
