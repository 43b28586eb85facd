package io.selfhealing.agent.schema;

/** The catalog queries for Oracle, after "Static Data Dictionary Views" of the Database Reference, 12.2 and later. */
final class OracleCatalog {
    private OracleCatalog() {}

    static final String IDENTITY = """
            SELECT SYS_CONTEXT('USERENV', 'DB_UNIQUE_NAME') AS DB, SYS_CONTEXT('USERENV', 'CON_NAME') AS CONTAINER FROM DUAL""";

    static final String PATH = "SELECT SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA') AS SCHEMA_NAME FROM DUAL";

    /** A materialized view has a row for itself and one for its table. */
    static final String OBJECTS = """
            SELECT OBJECT_ID, OBJECT_TYPE, TEMPORARY,
                CASE WHEN OWNER = SYS_CONTEXT('USERENV', 'SESSION_USER') THEN 1 ELSE 0 END AS OWN
            FROM ALL_OBJECTS
            WHERE OWNER = ? AND OBJECT_NAME = ? AND OBJECT_TYPE IN ('TABLE', 'VIEW', 'MATERIALIZED VIEW', 'SYNONYM')""";

    /** DATA_DEFAULT is a LONG, which JDBC reads at a price: its length tells as much as is needed. */
    static final String COLUMNS = """
            SELECT C.COLUMN_NAME, C.INTERNAL_COLUMN_ID, C.DATA_TYPE, C.DATA_LENGTH, C.CHAR_LENGTH, C.DATA_PRECISION,
                C.DATA_SCALE, C.NULLABLE, C.VIRTUAL_COLUMN, C.IDENTITY_COLUMN, C.DEFAULT_LENGTH, M.COMMENTS
            FROM ALL_TAB_COLS C
            LEFT JOIN ALL_COL_COMMENTS M
                ON M.OWNER = C.OWNER AND M.TABLE_NAME = C.TABLE_NAME AND M.COLUMN_NAME = C.COLUMN_NAME
            WHERE C.OWNER = ? AND C.TABLE_NAME = ? AND C.USER_GENERATED = 'YES'
            ORDER BY C.INTERNAL_COLUMN_ID""";

    static final String PRIMARY_KEY = """
            SELECT K.COLUMN_NAME
            FROM ALL_CONSTRAINTS C
            JOIN ALL_CONS_COLUMNS K ON K.OWNER = C.OWNER AND K.CONSTRAINT_NAME = C.CONSTRAINT_NAME
            WHERE C.OWNER = ? AND C.TABLE_NAME = ? AND C.CONSTRAINT_TYPE = 'P' AND C.STATUS = 'ENABLED'
            ORDER BY K.POSITION""";

    static final String ROW_TRIGGERS = """
            SELECT TRIGGER_NAME
            FROM ALL_TRIGGERS
            WHERE TABLE_OWNER = ? AND TABLE_NAME = ? AND STATUS = 'ENABLED'
                AND TRIGGER_TYPE IN ('BEFORE EACH ROW', 'COMPOUND', 'INSTEAD OF')""";
}
