package io.selfhealing.agent.schema;

import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.Folding;
import io.selfhealing.agent.sql.Product;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * H2 2.x through INFORMATION_SCHEMA, which shows every table to every user. H2 gives columns no identity: a column dropped and
 * another added at the end cannot be told from a rename.
 */
final class H2Reader implements SchemaReader {
    private final InstantSource clock;
    private final SessionLimits limits = new SessionLimits("SET ");

    H2Reader(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public DatabaseIdentity databaseIdentity(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(H2Catalog.IDENTITY)) {
            row.next();
            String file = row.getString(2);
            // A database in memory is another one each time, whatever its name.
            return file == null
                    ? new DatabaseIdentity("h2:memory:" + row.getString(1), false)
                    : new DatabaseIdentity("h2:" + file, true);
        }
    }

    @Override
    public Dialect dialect(Connection connection) throws SQLException {
        DatabaseMetaData metaData = connection.getMetaData();
        boolean ignoresCase = !metaData.supportsMixedCaseQuotedIdentifiers();
        if (metaData.storesUpperCaseIdentifiers()) {
            return new Dialect(Product.H2, ignoresCase ? Folding.UPPER_IGNORING_CASE : Folding.UPPER);
        }
        if (metaData.storesLowerCaseIdentifiers()) {
            return new Dialect(Product.H2, ignoresCase ? Folding.LOWER_IGNORING_CASE : Folding.LOWER);
        }
        if (!metaData.supportsMixedCaseIdentifiers()) {
            throw new SQLFeatureNotSupportedException("CASE_INSENSITIVE_IDENTIFIERS without folding", "0A000");
        }
        return new Dialect(Product.H2, Folding.NONE);
    }

    @Override
    public List<String> path(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(H2Catalog.PATH)) {
            row.next();
            return path(row);
        }
    }

    /** From a row whose first two columns are those of {@link H2Catalog#PATH}. */
    private static List<String> path(ResultSet row) throws SQLException {
        List<String> path = new ArrayList<>();
        path.add(row.getString(1));
        String command = row.getString(2);
        if (command != null) {
            path.addAll(H2Catalog.quotedNames(command));
        }
        return path.stream().distinct().toList();
    }

    @Override
    public @Nullable TableSnapshot read(Connection connection, List<String> path, String table) throws SQLException {
        Map<String, String> types = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(H2Catalog.TABLES)) {
            statement.setString(1, table);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    types.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        for (String schema : path) {
            String type = types.get(schema);
            if (type != null) {
                return snapshot(connection, schema, table, kind(type));
            }
        }
        return null;
    }

    @Override
    public List<@Nullable ResolvedTable> resolve(Connection connection, List<TableReference> names)
            throws SQLException {
        List<@Nullable ResolvedTable> meant = new ArrayList<>();
        for (TableReference name : names) {
            meant.add(resolve(connection, name));
        }
        return meant;
    }

    private static @Nullable ResolvedTable resolve(Connection connection, TableReference name) throws SQLException {
        Map<String, ResolvedTable> bySchema = new LinkedHashMap<>();
        List<String> path = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(H2Catalog.RESOLVE)) {
            statement.setString(1, name.table());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    if (path.isEmpty()) {
                        path.addAll(name.schema() == null ? path(rows) : List.of(name.schema()));
                    }
                    String schema = rows.getString(3);
                    bySchema.put(schema, further(bySchema.get(schema), schema, name.table(), rows));
                }
            }
        }
        return path.stream()
                .map(bySchema::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static ResolvedTable further(@Nullable ResolvedTable before, String schema, String table, ResultSet row)
            throws SQLException {
        List<ResolvedColumn> columns = new ArrayList<>(before == null ? List.of() : before.columns());
        String column = row.getString(5);
        if (column != null) {
            columns.add(new ResolvedColumn(column, row.getInt(6), null, row.getBoolean(7)));
        }
        return new ResolvedTable(schema, table, null, kind(row.getString(4)), columns);
    }

    private static TableSnapshot.Kind kind(String type) {
        return switch (type) {
            case "BASE TABLE" -> TableSnapshot.Kind.TABLE;
            case "VIEW", "MATERIALIZED VIEW" -> TableSnapshot.Kind.VIEW;
            default -> TableSnapshot.Kind.OTHER;
        };
    }

    private TableSnapshot snapshot(Connection connection, String schema, String table, TableSnapshot.Kind kind)
            throws SQLException {
        List<String> primaryKey = names(connection, H2Catalog.PRIMARY_KEY, schema, table);
        boolean rewritesRows =
                !names(connection, H2Catalog.ROW_TRIGGERS, schema, table).isEmpty();
        return new TableSnapshot(
                schema,
                table,
                null,
                columns(connection, schema, table),
                primaryKey,
                kind,
                rewritesRows,
                clock.instant());
    }

    private static List<Column> columns(Connection connection, String schema, String table) throws SQLException {
        List<Column> columns = new ArrayList<>();
        @Nullable H2Domains domains = null;
        try (PreparedStatement statement = connection.prepareStatement(H2Catalog.COLUMNS)) {
            statement.setString(1, schema);
            statement.setString(2, table);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    String domain = rows.getString("DOMAIN_NAME");
                    if (domain != null && domains == null) {
                        domains = H2Domains.read(connection);
                    }
                    H2Domains.Domain resolved = domain == null || domains == null
                            ? H2Domains.NONE
                            : domains.resolve(rows.getString("DOMAIN_SCHEMA"), domain);
                    columns.add(column(connection, schema, table, rows, resolved));
                }
            }
        }
        return columns;
    }

    private static Column column(
            Connection connection, String schema, String table, ResultSet row, H2Domains.Domain domain)
            throws SQLException {
        String type = H2Types.name(row);
        List<String> labels = "ENUM".equals(type)
                ? names(connection, H2Catalog.LABELS, schema, table, row.getString("DTD_IDENTIFIER"))
                : List.of();
        String comment = row.getString("REMARKS");
        return new Column(
                row.getString("COLUMN_NAME"),
                row.getInt("ORDINAL_POSITION"),
                H2Types.of(row, labels),
                "NO".equals(row.getString("IS_NULLABLE")) || domain.required(),
                source(row, domain),
                null,
                comment == null ? "" : comment);
    }

    private static Column.Source source(ResultSet row, H2Domains.Domain domain) throws SQLException {
        if ("ALWAYS".equals(row.getString("IS_GENERATED"))) {
            return Column.Source.COMPUTED;
        }
        if ("ALWAYS".equals(row.getString("IDENTITY_GENERATION"))) {
            return Column.Source.NUMBERED;
        }
        String own = row.getString("COLUMN_DEFAULT");
        String preset = own == null ? domain.preset() : own;
        if ("YES".equals(row.getString("IS_IDENTITY")) || (preset != null && preset.contains("NEXT VALUE FOR "))) {
            return Column.Source.SEQUENCE;
        }
        return preset == null ? Column.Source.NONE : Column.Source.DEFAULT;
    }

    private static List<String> names(Connection connection, String sql, String... parameters) throws SQLException {
        List<String> names = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
        }
        return names;
    }

    @Override
    public List<String> tables(Connection connection, String schema, int most) throws SQLException {
        return names(connection, H2Catalog.BASE_TABLES, schema).stream()
                .limit(most)
                .toList();
    }

    @Override
    public @Nullable Set<String> roster(Connection connection, String schema) throws SQLException {
        return Rosters.bounded(names(connection, H2Catalog.ROSTER, schema));
    }

    @Override
    public Map<TableKey, String> fingerprints(Connection connection, Collection<TableKey> keys) throws SQLException {
        PathFingerprints found = new PathFingerprints();
        try (PreparedStatement statement = connection.prepareStatement(H2Catalog.FINGERPRINTS)) {
            for (int i = 1; i <= H2Catalog.FINGERPRINT_PARAMETERS; i += 2) {
                statement.setObject(i, PathFingerprints.tables(keys));
                statement.setObject(i + 1, PathFingerprints.schemas(keys));
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.put(rows.getString(1), rows.getString(2), Digest.of(rows.getString(3)));
                }
            }
        }
        return found.along(keys);
    }

    @Override
    public @Nullable String like(Connection connection, TableSnapshot before, TableSnapshot now, Set<String> came)
            throws SQLException {
        return LikeTables.of(connection, before, now, came);
    }

    @Override
    public void restrain(Connection own, Duration atMost) throws SQLException {
        // H2 has this per session only; nobody else ever gets this session.
        limits.apply(own, List.of("QUERY_TIMEOUT " + atMost.toMillis()));
    }
}
