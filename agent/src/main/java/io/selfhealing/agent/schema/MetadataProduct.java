package io.selfhealing.agent.schema;

import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.Folding;
import io.selfhealing.agent.sql.Product;
import org.jspecify.annotations.Nullable;

/**
 * What {@link MetadataReader} has to know of a database beyond what {@link java.sql.DatabaseMetaData} says.
 *
 * @param onlySchema the schema in which all tables are, where the metadata know none; null where they do
 * @param rewriting a query that has a row where a trigger may change what is written; parameters: schema, table
 * @param hiding a query that has a row where another relation answers to the table's name first; parameters: schema, table; null
 *     where there is no such thing
 * @param seesAll a query whose first row says whether the metadata show this user every column; null where they always do
 */
record MetadataProduct(
        Dialect dialect,
        @Nullable String onlySchema,
        String rewriting,
        @Nullable String hiding,
        @Nullable String seesAll) {
    static final MetadataProduct HSQLDB = new MetadataProduct(
            new Dialect(Product.HSQLDB, Folding.UPPER),
            null,
            """
            SELECT 1 FROM INFORMATION_SCHEMA.TRIGGERS
            WHERE EVENT_OBJECT_SCHEMA = ? AND EVENT_OBJECT_TABLE = ? AND ACTION_TIMING IN ('BEFORE', 'INSTEAD OF')""",
            null,
            "SELECT ADMIN FROM INFORMATION_SCHEMA.SYSTEM_USERS WHERE USER_NAME = CURRENT_USER");

    /** Its BEFORE triggers change nothing, but an AFTER trigger may update the row. */
    static final MetadataProduct DERBY =
            new MetadataProduct(new Dialect(Product.DERBY, Folding.UPPER), null, """
            SELECT 1 FROM SYS.SYSTRIGGERS G
            JOIN SYS.SYSTABLES T ON T.TABLEID = G.TABLEID JOIN SYS.SYSSCHEMAS S ON S.SCHEMAID = T.SCHEMAID
            WHERE S.SCHEMANAME = ? AND T.TABLENAME = ? AND G.STATE = 'E' WITH UR""", null, null);

    static final MetadataProduct SQLITE = new MetadataProduct(
            new Dialect(Product.SQLITE, Folding.NONE),
            "main",
            """
            SELECT 1 FROM (SELECT type, tbl_name FROM main.sqlite_master UNION ALL SELECT type, tbl_name FROM sqlite_temp_master)
            WHERE type = 'trigger' AND 'main' = ? AND tbl_name = ? COLLATE NOCASE""",
            "SELECT 1 FROM sqlite_temp_master WHERE type IN ('table', 'view') AND 'main' = ? AND name = ? COLLATE NOCASE",
            null);

    /** Whether a name of the catalog is the one that was asked for. */
    boolean same(String name, @Nullable String asked) {
        return dialect.folding() == Folding.NONE ? name.equalsIgnoreCase(asked) : name.equals(asked);
    }
}
