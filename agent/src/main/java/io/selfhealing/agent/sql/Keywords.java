package io.selfhealing.agent.sql;

import java.util.Locale;
import java.util.Set;

/** Which words are never, or only in quotes safely, the name of a column. */
final class Keywords {
    private static final int LONGEST = 20;

    /**
     * Words that stand in an expression and name no column unless quoted: the reserved ones of PostgreSQL (manual, appendix C)
     * with its system columns, most of which H2 reserves as well.
     */
    private static final Set<String> RESERVED = words("""
            ALL ANALYSE ANALYZE AND ANY ARRAY AS ASC ASYMMETRIC BOTH CASE CAST CHECK COLLATE COLUMN CONSTRAINT CREATE
            CURRENT_CATALOG CURRENT_DATE CURRENT_ROLE CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER DEFAULT DEFERRABLE DESC
            DISTINCT DO ELSE END EXCEPT FALSE FETCH FOR FOREIGN FROM GRANT GROUP HAVING IN INITIALLY INTERSECT INTO LATERAL
            LEADING LIMIT LOCALTIME LOCALTIMESTAMP NOT NULL OFFSET ON ONLY OR ORDER PLACING PRIMARY REFERENCES RETURNING
            SELECT SESSION_USER SOME SYMMETRIC SYSTEM_USER TABLE THEN TO TRAILING TRUE UNION UNIQUE USER USING VARIADIC WHEN
            WHERE WINDOW WITH AUTHORIZATION BINARY COLLATION CONCURRENTLY CROSS CURRENT_SCHEMA FREEZE FULL ILIKE INNER IS
            ISNULL JOIN LEFT LIKE NATURAL NOTNULL OUTER OVERLAPS RIGHT SIMILAR TABLESAMPLE VERBOSE
            CTID XMIN XMAX CMIN CMAX TABLEOID""");

    /** Words that are read as keywords in an expression, although a column may bear them as its name. */
    private static final Set<String> READ_AS_KEYWORD = words("""
            BETWEEN EXISTS INTERVAL ROW UNKNOWN ESCAPE OVER PARTITION FILTER WITHIN MINUS QUALIFY REGEXP ROWNUM ROWS
            _ROWID_ UESCAPE VALUES EXCLUDED""");

    /** Further words that H2 reserves (ParserUtil), or that PostgreSQL takes for a function or type. */
    private static final Set<String> QUOTED_ONLY = words("""
            BIT BOOLEAN CHAR CHARACTER COALESCE DAY DEC DECIMAL EXTRACT FLOAT GREATEST GROUPING GROUPS HOUR IF INT INTEGER
            KEY LEAST MINUTE MONTH NATIONAL NCHAR NONE NORMALIZE NULLIF NUMERIC OUT OVERLAY POSITION PRECISION RANGE REAL
            SECOND SET SETOF SMALLINT SUBSTRING TIME TIMESTAMP TOP TREAT TRIM VALUE VARCHAR YEAR BIGINT INOUT""");

    private static final Set<String> INTERVAL_UNITS = words("YEAR MONTH DAY HOUR MINUTE SECOND");

    /** Functions whose first argument is a bare word, such as {@code EXTRACT(EPOCH FROM x)}. */
    private static final Set<String> TAKES_UNIT =
            words("EXTRACT DATEADD DATEDIFF DATE_TRUNC DATEPART TIMESTAMPADD TIMESTAMPDIFF TRIM");

    /** Words that may follow the first word of a type. */
    private static final Set<String> TYPE_TAIL = words("PRECISION VARYING WITH WITHOUT TIME ZONE LARGE OBJECT");

    private Keywords() {}

    static boolean isReserved(String word, Product product) {
        return product.speaksMySql() ? MySqlKeywords.isReserved(word) : contains(RESERVED, word);
    }

    static boolean isReadAsKeyword(String word, Product product) {
        return contains(READ_AS_KEYWORD, word) || (product.speaksMySql() && MySqlKeywords.isReservedSomewhere(word));
    }

    /** Whether a name must be quoted to be sure that it is read as one. */
    static boolean needsQuotes(String name, Product product) {
        return contains(RESERVED, name)
                || contains(QUOTED_ONLY, name)
                || isReserved(name, product)
                || isReadAsKeyword(name, product);
    }

    static boolean isIntervalUnit(String word) {
        return contains(INTERVAL_UNITS, word);
    }

    static boolean takesUnit(String function) {
        return contains(TAKES_UNIT, function);
    }

    static boolean isTypeTail(String word) {
        return contains(TYPE_TAIL, word);
    }

    private static boolean contains(Set<String> words, String word) {
        return word.length() <= LONGEST && words.contains(word.toUpperCase(Locale.ROOT));
    }

    private static Set<String> words(String text) {
        return Set.of(text.split("\\s+"));
    }
}
