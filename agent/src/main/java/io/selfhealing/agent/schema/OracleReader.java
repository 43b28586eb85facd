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
import org.jspecify.annotations.Nullable;

/** Oracle 12.2 and later. Written from the documentation; not run. A name that leads to a synonym is not followed. */
final class OracleReader implements SchemaReader {
    private static final Dialect DIALECT = new Dialect(Product.ORACLE, Folding.UPPER);

    private final InstantSource clock;

    OracleReader(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public DatabaseIdentity databaseIdentity(Connection connection) throws SQLException {
        CatalogRow row = CatalogRow.query(connection, OracleCatalog.IDENTITY).get(0);
        return new DatabaseIdentity("oracle:" + row.text("DB") + "/" + row.text("CONTAINER"), true);
    }

    @Override
    public Dialect dialect(Connection connection) {
        return DIALECT;
    }

    @Override
    public List<String> path(Connection connection) throws SQLException {
        return List.of(CatalogRow.query(connection, OracleCatalog.PATH).get(0).text("SCHEMA_NAME"));
    }

    @Override
    public @Nullable TableSnapshot read(Connection connection, List<String> path, String table) throws SQLException {
        for (String schema : path) {
            List<CatalogRow> objects = CatalogRow.query(connection, OracleCatalog.OBJECTS, schema, table);
            if (!objects.isEmpty()) {
                return OracleTable.of(
                        schema,
                        table,
                        objects,
                        CatalogRow.query(connection, OracleCatalog.COLUMNS, schema, table),
                        CatalogRow.query(connection, OracleCatalog.PRIMARY_KEY, schema, table),
                        CatalogRow.query(connection, OracleCatalog.ROW_TRIGGERS, schema, table),
                        clock.instant());
            }
        }
        return null;
    }

    /** ALL_OBJECTS.LAST_DDL_TIME would be cheaper, but counts in seconds and does not move with comments and triggers. */
    @Override
    public Map<TableKey, String> fingerprints(Connection connection, Collection<TableKey> keys) throws SQLException {
        return SnapshotFingerprints.of(this, connection, keys);
    }

    /** The dictionary is read consistently and waits for nobody; the network's bound, which the caller sets, is enough. */
    @Override
    public void restrain(Connection own, Duration atMost) {}
}
