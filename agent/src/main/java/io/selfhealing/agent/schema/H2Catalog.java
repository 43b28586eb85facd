package io.selfhealing.agent.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The catalog queries for H2. */
final class H2Catalog {
    private H2Catalog() {}

    static final String IDENTITY = "SELECT DATABASE(), DATABASE_PATH()";

    static final String PATH = """
            SELECT CURRENT_SCHEMA,
                (SELECT STATE_COMMAND FROM INFORMATION_SCHEMA.SESSION_STATE WHERE STATE_KEY = 'SCHEMA_SEARCH_PATH')""";

    static final String TABLES = "SELECT TABLE_SCHEMA, TABLE_TYPE FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_NAME = ?";

    static final String ROSTER =
            "SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = ? FETCH FIRST 10001 ROWS ONLY";

    static final String COLUMNS = """
            SELECT COLUMN_NAME, ORDINAL_POSITION, COLUMN_DEFAULT, IS_NULLABLE, DATA_TYPE, CHARACTER_MAXIMUM_LENGTH,
                NUMERIC_PRECISION, NUMERIC_SCALE, DATETIME_PRECISION, INTERVAL_TYPE, DOMAIN_SCHEMA, DOMAIN_NAME,
                DTD_IDENTIFIER, IS_IDENTITY, IS_GENERATED, REMARKS
            FROM INFORMATION_SCHEMA.COLUMNS
            WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?
            ORDER BY ORDINAL_POSITION""";

    static final String PRIMARY_KEY = """
            SELECT K.COLUMN_NAME
            FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS C
            JOIN INFORMATION_SCHEMA.KEY_COLUMN_USAGE K
                ON K.CONSTRAINT_SCHEMA = C.CONSTRAINT_SCHEMA AND K.CONSTRAINT_NAME = C.CONSTRAINT_NAME
            WHERE C.CONSTRAINT_TYPE = 'PRIMARY KEY' AND C.TABLE_SCHEMA = ? AND C.TABLE_NAME = ?
            ORDER BY K.ORDINAL_POSITION""";

    static final String ROW_TRIGGERS = """
            SELECT TRIGGER_NAME
            FROM INFORMATION_SCHEMA.TRIGGERS
            WHERE EVENT_OBJECT_SCHEMA = ? AND EVENT_OBJECT_TABLE = ?
                AND ACTION_ORIENTATION = 'ROW' AND ACTION_TIMING IN ('BEFORE', 'INSTEAD OF')
                AND EVENT_MANIPULATION IN ('INSERT', 'UPDATE')""";

    static final String LABELS = """
            SELECT VALUE_NAME
            FROM INFORMATION_SCHEMA.ENUM_VALUES
            WHERE OBJECT_SCHEMA = ? AND OBJECT_NAME = ? AND OBJECT_TYPE = 'TABLE' AND ENUM_IDENTIFIER = ?
            ORDER BY VALUE_ORDINAL""";

    static final String DOMAINS = """
            SELECT D.DOMAIN_SCHEMA, D.DOMAIN_NAME, D.PARENT_DOMAIN_SCHEMA, D.PARENT_DOMAIN_NAME, D.DOMAIN_DEFAULT,
                EXISTS (
                    SELECT 1
                    FROM INFORMATION_SCHEMA.DOMAIN_CONSTRAINTS C
                    JOIN INFORMATION_SCHEMA.CHECK_CONSTRAINTS K
                        ON K.CONSTRAINT_SCHEMA = C.CONSTRAINT_SCHEMA AND K.CONSTRAINT_NAME = C.CONSTRAINT_NAME
                    WHERE C.DOMAIN_SCHEMA = D.DOMAIN_SCHEMA AND C.DOMAIN_NAME = D.DOMAIN_NAME
                        AND K.CHECK_CLAUSE LIKE '%VALUE%IS NOT NULL%')
            FROM INFORMATION_SCHEMA.DOMAINS D""";

    /** How many parameters {@link #FINGERPRINTS} has: tables, schemas, tables, schemas, … */
    static final int FINGERPRINT_PARAMETERS = 10;

    static final String FINGERPRINTS = """
            SELECT S, T, LISTAGG(P, ';') WITHIN GROUP (ORDER BY P)
            FROM (
                SELECT TABLE_SCHEMA S, TABLE_NAME T, 'T' || TABLE_TYPE P
                FROM INFORMATION_SCHEMA.TABLES
                WHERE ARRAY_CONTAINS(?, TABLE_NAME) AND ARRAY_CONTAINS(?, TABLE_SCHEMA)
                UNION ALL
                SELECT C.TABLE_SCHEMA, C.TABLE_NAME, 'C' || CONCAT_WS('|', C.ORDINAL_POSITION, C.COLUMN_NAME, C.DATA_TYPE,
                    'L' || C.CHARACTER_MAXIMUM_LENGTH, 'P' || C.NUMERIC_PRECISION, 'S' || C.NUMERIC_SCALE,
                    'D' || C.DATETIME_PRECISION, 'I' || C.INTERVAL_TYPE, C.IS_NULLABLE, 'V' || C.COLUMN_DEFAULT,
                    C.IS_IDENTITY, C.IS_GENERATED, 'R' || C.REMARKS, 'O' || C.DOMAIN_NAME, 'X' || D.DOMAIN_DEFAULT)
                FROM INFORMATION_SCHEMA.COLUMNS C
                LEFT JOIN INFORMATION_SCHEMA.DOMAINS D
                    ON D.DOMAIN_SCHEMA = C.DOMAIN_SCHEMA AND D.DOMAIN_NAME = C.DOMAIN_NAME
                WHERE ARRAY_CONTAINS(?, C.TABLE_NAME) AND ARRAY_CONTAINS(?, C.TABLE_SCHEMA)
                UNION ALL
                SELECT OBJECT_SCHEMA, OBJECT_NAME, 'E' || CONCAT_WS('|', ENUM_IDENTIFIER, VALUE_ORDINAL, VALUE_NAME)
                FROM INFORMATION_SCHEMA.ENUM_VALUES
                WHERE ARRAY_CONTAINS(?, OBJECT_NAME) AND ARRAY_CONTAINS(?, OBJECT_SCHEMA) AND OBJECT_TYPE = 'TABLE'
                UNION ALL
                SELECT C.TABLE_SCHEMA, C.TABLE_NAME, 'K' || CONCAT_WS('|', K.ORDINAL_POSITION, K.COLUMN_NAME)
                FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS C
                JOIN INFORMATION_SCHEMA.KEY_COLUMN_USAGE K
                    ON K.CONSTRAINT_SCHEMA = C.CONSTRAINT_SCHEMA AND K.CONSTRAINT_NAME = C.CONSTRAINT_NAME
                WHERE ARRAY_CONTAINS(?, C.TABLE_NAME) AND ARRAY_CONTAINS(?, C.TABLE_SCHEMA)
                    AND C.CONSTRAINT_TYPE = 'PRIMARY KEY'
                UNION ALL
                SELECT EVENT_OBJECT_SCHEMA, EVENT_OBJECT_TABLE,
                    'G' || CONCAT_WS('|', TRIGGER_NAME, EVENT_MANIPULATION, ACTION_ORIENTATION, ACTION_TIMING)
                FROM INFORMATION_SCHEMA.TRIGGERS
                WHERE ARRAY_CONTAINS(?, EVENT_OBJECT_TABLE) AND ARRAY_CONTAINS(?, EVENT_OBJECT_SCHEMA))
            GROUP BY S, T""";

    private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"]|\"\")*)\"");

    /** The quoted names in a command such as {@code SET SCHEMA_SEARCH_PATH "A", "B"}. */
    static List<String> quotedNames(String command) {
        List<String> names = new ArrayList<>();
        Matcher matcher = QUOTED.matcher(command);
        while (matcher.find()) {
            names.add(matcher.group(1).replace("\"\"", "\""));
        }
        return names;
    }
}
