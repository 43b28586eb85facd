package io.selfhealing.agent.schema;

import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.Folding;
import io.selfhealing.agent.sql.Product;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * SQL Server 2016 and later. Written from the documentation; not run. Whether names are compared with regard to case is a
 * matter of the database's collation; without that regard nothing is taken for missing that is there.
 */
final class SqlServerReader implements SchemaReader {
    private static final Dialect DIALECT = new Dialect(Product.SQLSERVER, Folding.NONE);

    private final InstantSource clock;
    private final SessionLimits limits = new SessionLimits("SET ");

    SqlServerReader(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public DatabaseIdentity databaseIdentity(Connection connection) throws SQLException {
        CatalogRow row = CatalogRow.query(connection, SqlServerCatalog.IDENTITY).get(0);
        return new DatabaseIdentity(
                "sqlserver:" + row.text("SERVER_NAME") + "/" + row.text("DATABASE_NAME") + "/" + row.text("CREATED"),
                true);
    }

    @Override
    public Dialect dialect(Connection connection) {
        return DIALECT;
    }

    /** A name is looked up in the user's default schema, and then in dbo. */
    @Override
    public List<String> path(Connection connection) throws SQLException {
        String own = CatalogRow.query(connection, SqlServerCatalog.PATH).get(0).text("SCHEMA_NAME");
        return Stream.of(own, "dbo").distinct().toList();
    }

    @Override
    public @Nullable TableSnapshot read(Connection connection, List<String> path, String table) throws SQLException {
        for (String schema : path) {
            List<CatalogRow> objects = CatalogRow.query(connection, SqlServerCatalog.OBJECTS, schema, table);
            if (!objects.isEmpty()) {
                int id = objects.get(0).number("OBJECT_ID");
                return SqlServerTable.of(
                        schema,
                        objects.get(0),
                        CatalogRow.query(connection, SqlServerCatalog.COLUMNS, id),
                        CatalogRow.query(connection, SqlServerCatalog.PRIMARY_KEY, id),
                        CatalogRow.query(connection, SqlServerCatalog.TRIGGERS, id),
                        clock.instant());
            }
        }
        return null;
    }

    /** sys.objects.modify_date would be cheaper, but is documented for ALTER and indexes, not for sp_rename. */
    @Override
    public Map<TableKey, String> fingerprints(Connection connection, Collection<TableKey> keys) throws SQLException {
        return SnapshotFingerprints.of(this, connection, keys);
    }

    /** The catalog views wait for an ALTER TABLE that is not committed; then the reader gives up with error 1222. */
    @Override
    public void restrain(Connection own, Duration atMost) throws SQLException {
        limits.apply(own, List.of("LOCK_TIMEOUT " + atMost.toMillis()));
    }
}
