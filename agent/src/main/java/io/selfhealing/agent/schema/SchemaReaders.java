package io.selfhealing.agent.schema;

import io.selfhealing.agent.sql.Product;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The readers, one per product. */
public final class SchemaReaders {
    private SchemaReaders() {}

    /** The reader for a product; null where there is none. */
    public static @Nullable SchemaReader forProduct(Product product) {
        return forProduct(product, InstantSource.system());
    }

    /**
     * The reader for a product; null where there is none.
     *
     * @param clock tells when a snapshot was taken
     */
    public static @Nullable SchemaReader forProduct(Product product, InstantSource clock) {
        return switch (product) {
            case POSTGRESQL -> new PostgresReader(clock);
            case H2 -> new H2Reader(clock);
            case MARIADB, MYSQL -> new MySqlReader(clock);
            case HSQLDB -> new MetadataReader(MetadataProduct.HSQLDB, clock);
            case DERBY -> new MetadataReader(MetadataProduct.DERBY, clock);
            case SQLITE -> new MetadataReader(MetadataProduct.SQLITE, clock);
            case ORACLE -> new OracleReader(clock);
            case SQLSERVER -> new SqlServerReader(clock);
            default -> null;
        };
    }
}
