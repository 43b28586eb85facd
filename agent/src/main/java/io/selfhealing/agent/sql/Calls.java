package io.selfhealing.agent.sql;

import java.util.Locale;
import java.util.Set;

/** Tells texts that call nothing but what every database brings along from those that may run somebody's own code. */
public final class Calls {
    private static final Product ANY = Product.POSTGRESQL;

    /** Words before a bracket that call nothing, and functions that change nothing about the session. */
    private static final Set<String> HARMLESS = Set.of(
            "ABS",
            "ALL",
            "AND",
            "ANY",
            "ARRAY",
            "ARRAY_AGG",
            "AS",
            "ASCII",
            "AVG",
            "BIGINT",
            "BIT",
            "BY",
            "CAST",
            "CEIL",
            "CEILING",
            "CHAR",
            "CHARACTER",
            "CHAR_LENGTH",
            "COALESCE",
            "CONCAT",
            "COUNT",
            "CUBE",
            "CURRENT_DATABASE",
            "CURRENT_SCHEMA",
            "CURRENT_TIMESTAMP",
            "DATE",
            "DATE_TRUNC",
            "DECIMAL",
            "DENSE_RANK",
            "DISTINCT",
            "ELSE",
            "EXCEPT",
            "EXISTS",
            "EXTRACT",
            "FILTER",
            "FLOAT",
            "FLOOR",
            "FROM",
            "GREATEST",
            "GROUPING",
            "HAVING",
            "IFNULL",
            "IN",
            "INTERSECT",
            "INTERVAL",
            "INTO",
            "IS",
            "JOIN",
            "JSON_AGG",
            "JSONB_AGG",
            "KEY",
            "LASTVAL",
            "LATERAL",
            "LEAST",
            "LEFT",
            "LENGTH",
            "LIKE",
            "LIMIT",
            "LOWER",
            "LPAD",
            "LTRIM",
            "MATERIALIZED",
            "MAX",
            "MD5",
            "MIN",
            "MOD",
            "NEXTVAL",
            "NOT",
            "NOW",
            "NULLIF",
            "NUMERIC",
            "OFFSET",
            "ON",
            "OR",
            "OVER",
            "PARTITION",
            "PG_ADVISORY_LOCK",
            "PG_ADVISORY_XACT_LOCK",
            "PG_SLEEP",
            "POSITION",
            "RANK",
            "RECURSIVE",
            "REPLACE",
            "RETURNING",
            "RIGHT",
            "ROLLUP",
            "ROUND",
            "ROW",
            "ROW_NUMBER",
            "RPAD",
            "RTRIM",
            "SELECT",
            "SET",
            "SETS",
            "SOME",
            "STRING_AGG",
            "SUBSTR",
            "SUBSTRING",
            "SUM",
            "THEN",
            "TIME",
            "TIMESTAMP",
            "TO_CHAR",
            "TO_DATE",
            "TO_TIMESTAMP",
            "TRIM",
            "UNION",
            "UNNEST",
            "UPPER",
            "USING",
            "VALUES",
            "VARCHAR",
            "VERSION",
            "WHEN",
            "WHERE",
            "WITH");

    private Calls() {}

    /** Whether it may call a function or procedure of which nothing is known. Never throws. */
    public static boolean mayRunCode(String sql) {
        if (sql.indexOf('(') < 0) {
            return false;
        }
        boolean insertsInto = false;
        String before = "";
        boolean quoted = false;
        for (int at = Lexer.skip(sql, 0, ANY); at < sql.length(); ) {
            long token = Lexer.read(sql, at, ANY);
            int end = Lexer.end(token);
            TokenKind kind = Lexer.kind(token);
            if (kind == TokenKind.BROKEN) {
                return true;
            }
            if (kind == TokenKind.OPEN && sql.charAt(at) == '(' && !before.isEmpty() && !insertsInto) {
                if (quoted || !HARMLESS.contains(before)) {
                    return true;
                }
            }
            if (kind == TokenKind.WORD || kind == TokenKind.QUOTED) {
                String word = sql.substring(at, end).toUpperCase(Locale.ROOT);
                insertsInto =
                        (kind == TokenKind.WORD && word.equals("INTO")) || (insertsInto && !word.equals("VALUES"));
                before = word;
                quoted = kind == TokenKind.QUOTED;
            } else if (kind != TokenKind.DOT) {
                before = "";
                insertsInto = false;
            }
            at = Lexer.skip(sql, end, ANY);
        }
        return false;
    }
}
