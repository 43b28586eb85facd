package io.selfhealing.agent.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The catalog queries for MySQL and MariaDB.
 *
 * <p>None asks for a statistic, which MySQL 8 caches ({@code information_schema_stats_expiry}). MariaDB opens a table to
 * describe it, at high priority, so that an open ALTER TABLE is not waited for; during its last moment the table is skipped
 * with warning {@link #SKIPPED}.
 */
final class MySqlCatalog {
    private MySqlCatalog() {}

    /** ER_WARN_I_S_SKIPPED_TABLE: "Table was skipped since its definition is being modified by concurrent DDL statement". */
    static final int SKIPPED = 1684;

    /** ER_NO_SUCH_TABLE. */
    static final int NO_SUCH_TABLE = 1146;

    /** ER_BAD_DB_ERROR. */
    static final int NO_SUCH_DATABASE = 1049;

    static final String MYSQL_IDENTITY = "SELECT @@server_uuid";

    /** MariaDB gives a server no identity of its own; a copy runs elsewhere, or in another directory. */
    static final String MARIADB_IDENTITY = "SELECT CONCAT_WS('/', @@server_id, @@hostname, @@port, @@datadir)";

    /** A version can be set to another text, for the sake of old clients; the comment then still tells. */
    static final String SERVER = "SELECT VERSION(), @@version_comment, @@lower_case_table_names, @@sql_mode";

    static final String PATH = "SELECT DATABASE()";

    /**
     * What sort of table it is. Of one whose engine has no transactions it is the engine: there nothing undoes a write of which a
     * part failed, so that a changed one could leave rows where the application's own would have left none.
     */
    static final String SORT =
            "CASE WHEN TABLE_TYPE = 'BASE TABLE' AND ENGINE IN ('MyISAM', 'Aria', 'MEMORY', 'CSV', 'ARCHIVE',"
                    + " 'MRG_MyISAM', 'BLACKHOLE', 'CONNECT', 'FEDERATED') THEN ENGINE ELSE TABLE_TYPE END";

    /** Parameters: schema, table. */
    static final String TABLE = "SELECT TABLE_SCHEMA, TABLE_NAME, " + SORT
            + " TABLE_TYPE FROM information_schema.TABLES" + " WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?";

    /**
     * Parameters: schema, table. Since how many seconds it is there; MariaDB counts from when it got its name, or was changed. What the
     * session was told to take for the time does not count.
     */
    static final String AGE = "SELECT TABLE_SCHEMA, TABLE_NAME, TIMESTAMPDIFF(SECOND, CREATE_TIME, SYSDATE())"
            + " FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?";

    /** Parameter: schema. Names alone, for which MariaDB opens no table. */
    static final String ROSTER = "SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? LIMIT 10001";

    /** Parameter: schema. What no longer fits is passed over. */
    static final String BASE_TABLES = "SELECT TABLE_NAME FROM information_schema.TABLES"
            + " WHERE TABLE_SCHEMA = ? AND TABLE_TYPE = 'BASE TABLE' ORDER BY TABLE_NAME LIMIT 10001";

    /** Parameters: schema, table. */
    static final String COLUMNS = """
            SELECT COLUMN_NAME, ORDINAL_POSITION, COLUMN_DEFAULT, IS_NULLABLE, DATA_TYPE, COLUMN_TYPE,
                CHARACTER_MAXIMUM_LENGTH, NUMERIC_PRECISION, NUMERIC_SCALE, EXTRA, COLUMN_COMMENT, GENERATION_EXPRESSION
            FROM information_schema.COLUMNS
            WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?
            ORDER BY ORDINAL_POSITION""";

    /** Parameters: schema, table. A unique index can look like the primary key in COLUMN_KEY, but not here. */
    static final String PRIMARY_KEY = "SELECT COLUMN_NAME FROM information_schema.STATISTICS"
            + " WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? AND INDEX_NAME = 'PRIMARY' ORDER BY SEQ_IN_INDEX";

    /** Parameters: schema, table. MariaDB's JSON is LONGTEXT with such a check. */
    static final String JSON_CHECKS = "SELECT CHECK_CLAUSE FROM information_schema.CHECK_CONSTRAINTS"
            + " WHERE CONSTRAINT_SCHEMA = ? AND TABLE_NAME = ? AND CHECK_CLAUSE LIKE 'json\\_valid(%'";

    /** Parameters: schema, table. Only who has the privilege TRIGGER sees them. */
    static final String ROW_TRIGGERS = "SELECT TRIGGER_NAME FROM information_schema.TRIGGERS"
            + " WHERE EVENT_OBJECT_SCHEMA = ? AND EVENT_OBJECT_TABLE = ?"
            + " AND ACTION_TIMING = 'BEFORE' AND EVENT_MANIPULATION IN ('INSERT', 'UPDATE')";

    /** Parameters: schema, schema, table. A row where the session's own account has the privilege TRIGGER on the table. */
    static final String SEES_TRIGGERS = """
            SELECT 1 FROM (
                SELECT GRANTEE FROM information_schema.USER_PRIVILEGES WHERE PRIVILEGE_TYPE = 'TRIGGER'
                UNION ALL
                SELECT GRANTEE FROM information_schema.SCHEMA_PRIVILEGES
                WHERE PRIVILEGE_TYPE = 'TRIGGER' AND ? LIKE TABLE_SCHEMA
                UNION ALL
                SELECT GRANTEE FROM information_schema.TABLE_PRIVILEGES
                WHERE PRIVILEGE_TYPE = 'TRIGGER' AND TABLE_SCHEMA = ? AND TABLE_NAME = ?) G
            WHERE G.GRANTEE = CONCAT('''', SUBSTRING_INDEX(CURRENT_USER(), '@', 1), '''@''',
                SUBSTRING_INDEX(CURRENT_USER(), '@', -1), '''')""";

    /** Parameters: schema, schema. The tables on which the session's own account has the privilege TRIGGER; '' where on all. */
    static final String TRIGGERS_SEEN = """
            SELECT G.T FROM (
                SELECT '' T, GRANTEE FROM information_schema.USER_PRIVILEGES WHERE PRIVILEGE_TYPE = 'TRIGGER'
                UNION ALL
                SELECT '' T, GRANTEE FROM information_schema.SCHEMA_PRIVILEGES
                WHERE PRIVILEGE_TYPE = 'TRIGGER' AND ? LIKE TABLE_SCHEMA
                UNION ALL
                SELECT TABLE_NAME T, GRANTEE FROM information_schema.TABLE_PRIVILEGES
                WHERE PRIVILEGE_TYPE = 'TRIGGER' AND TABLE_SCHEMA = ?) G
            WHERE G.GRANTEE = CONCAT('''', SUBSTRING_INDEX(CURRENT_USER(), '@', 1), '''@''',
                SUBSTRING_INDEX(CURRENT_USER(), '@', -1), '''')""";

    /** Parameters: schema, table. Who has rights on single columns sees only those: what is gone may still be there. */
    static final String COLUMN_RIGHTS = "SELECT COLUMN_NAME FROM information_schema.COLUMN_PRIVILEGES"
            + " WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?";

    /** Parameters: schemas, tables. As a {@linkplain #part part}. */
    static final String TRIGGERS = part(
            "TRIGGERS",
            "EVENT_OBJECT_SCHEMA",
            "EVENT_OBJECT_TABLE",
            "'G', TRIGGER_NAME, EVENT_MANIPULATION, ACTION_TIMING");

    /** Parameters: schemas, tables. As a {@linkplain #part part}. */
    static final String COLUMN_PRIVILEGES =
            part("COLUMN_PRIVILEGES", "TABLE_SCHEMA", "TABLE_NAME", "'P', COLUMN_NAME, PRIVILEGE_TYPE, GRANTEE");

    /** Parameters of each part: schemas, tables. */
    private static final List<String> PARTS = List.of(
            part("TABLES", "TABLE_SCHEMA", "TABLE_NAME", "'T', " + SORT),
            part(
                    "COLUMNS",
                    "TABLE_SCHEMA",
                    "TABLE_NAME",
                    "'C', ORDINAL_POSITION, COLUMN_NAME, COLUMN_TYPE, IS_NULLABLE, CONCAT('D', COLUMN_DEFAULT), EXTRA, COLUMN_KEY,"
                            + " CONCAT('X', GENERATION_EXPRESSION), CONCAT('R', COLUMN_COMMENT)"),
            part("STATISTICS", "TABLE_SCHEMA", "TABLE_NAME", "'K', INDEX_NAME, SEQ_IN_INDEX, COLUMN_NAME")
                    + " AND INDEX_NAME = 'PRIMARY'",
            TRIGGERS,
            COLUMN_PRIVILEGES);

    private static final String CHECKS =
            part("CHECK_CONSTRAINTS", "CONSTRAINT_SCHEMA", "TABLE_NAME", "'J', CONSTRAINT_NAME, CHECK_CLAUSE");

    /** {@code SELECT schema, table, text}, with places for the names. */
    private static String part(String view, String schema, String table, String text) {
        return "SELECT " + schema + " S, " + table + " T, CONCAT_WS('|', " + text + ") P FROM information_schema."
                + view + " WHERE " + schema + " IN (%1$s) AND " + table + " IN (%2$s)";
    }

    /** A part about so many schemas and tables. */
    static String part(String part, int schemas, int tables) {
        String marks = ", ?";
        return part.formatted(
                marks.repeat(schemas).substring(2), marks.repeat(tables).substring(2));
    }

    /**
     * For each table a number of its rows and two halves of the exclusive or of their MD5. In every part the schemas and the tables
     * are listed.
     */
    static String fingerprints(int schemas, int tables) {
        return fingerprints(PARTS, schemas, tables);
    }

    /** The same of one table of MariaDB, which tells of checks as well. */
    static String fingerprint() {
        List<String> parts = new ArrayList<>(PARTS);
        parts.add(CHECKS);
        return fingerprints(parts, 1, 1);
    }

    private static String fingerprints(List<String> parts, int schemas, int tables) {
        String rows =
                parts.stream().map(part -> part(part, schemas, tables)).collect(Collectors.joining(" UNION ALL "));
        return "SELECT S, T, COUNT(*), BIT_XOR(" + half(1) + "), BIT_XOR(" + half(17) + ") FROM (" + rows
                + ") A GROUP BY S, T";
    }

    private static String half(int from) {
        return "CAST(CONV(SUBSTRING(MD5(P), " + from + ", 16), 16, 10) AS UNSIGNED)";
    }

    /** How many parts {@link #fingerprints} has. */
    static int parts() {
        return PARTS.size();
    }

    /** How many parts {@link #fingerprint} has. */
    static int partsOfOne() {
        return PARTS.size() + 1;
    }
}
