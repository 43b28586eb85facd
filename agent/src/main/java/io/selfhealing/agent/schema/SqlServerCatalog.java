package io.selfhealing.agent.schema;

/** The catalog queries for SQL Server, after "System catalog views (Transact-SQL)", 2016 and later. */
final class SqlServerCatalog {
    private SqlServerCatalog() {}

    static final String IDENTITY = """
            SELECT CAST(SERVERPROPERTY('ServerName') AS nvarchar(256)) AS server_name, name AS database_name,
                CONVERT(varchar(30), create_date, 126) AS created
            FROM sys.databases
            WHERE database_id = DB_ID()""";

    static final String PATH = "SELECT SCHEMA_NAME() AS schema_name";

    static final String OBJECTS = """
            SELECT o.object_id, o.name, o.type,
                HAS_PERMS_BY_NAME(QUOTENAME(s.name) + '.' + QUOTENAME(o.name), 'OBJECT', 'VIEW DEFINITION') AS sees_all
            FROM sys.objects o JOIN sys.schemas s ON s.schema_id = o.schema_id
            WHERE s.name = ? AND o.name = ? AND o.type IN ('U', 'V', 'SN')""";

    /** Parameter: object_id. */
    static final String COLUMNS = """
            SELECT c.name, c.column_id, t.name AS type_name, c.max_length, c.precision, c.scale, c.is_nullable, c.is_identity,
                c.is_computed, c.generated_always_type, c.default_object_id, d.definition AS preset,
                CAST(p.value AS nvarchar(4000)) AS comment
            FROM sys.columns c
            LEFT JOIN sys.types t ON t.user_type_id = c.system_type_id
            LEFT JOIN sys.default_constraints d ON d.object_id = c.default_object_id
            LEFT JOIN sys.extended_properties p
                ON p.class = 1 AND p.major_id = c.object_id AND p.minor_id = c.column_id AND p.name = 'MS_Description'
            WHERE c.object_id = ?
            ORDER BY c.column_id""";

    /** Parameter: object_id. */
    static final String PRIMARY_KEY = """
            SELECT c.name
            FROM sys.indexes i
            JOIN sys.index_columns k ON k.object_id = i.object_id AND k.index_id = i.index_id
            JOIN sys.columns c ON c.object_id = k.object_id AND c.column_id = k.column_id
            WHERE i.object_id = ? AND i.is_primary_key = 1 AND k.key_ordinal > 0
            ORDER BY k.key_ordinal""";

    /** Parameter: object_id. There are no BEFORE triggers; one that comes after may change the row. */
    static final String TRIGGERS = "SELECT name FROM sys.triggers WHERE parent_id = ? AND is_disabled = 0";
}
