package io.selfhealing.agent.sql;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the column's name in a database's message. The patterns are English and begin where the message does: a message in
 * another language gives nothing, and a value that quotes a message cannot pose as one.
 */
final class FailureColumn {
    private static final List<Pattern> POSTGRES = List.of(
            Pattern.compile("^ERROR: column \"(.+)\" of relation \".+\" does not exist$", Pattern.MULTILINE),
            Pattern.compile("^ERROR: column \"(.+)\" does not exist$", Pattern.MULTILINE),
            Pattern.compile("^ERROR: column (?:[^\"\\n]+?\\.)?([^\"\\n.]+) does not exist$", Pattern.MULTILINE),
            Pattern.compile("^ERROR: null value in column \"(.+?)\" (?:of relation|violates)", Pattern.MULTILINE),
            Pattern.compile("^ERROR: column \"(.+)\" is of type .+ but expression is of type", Pattern.MULTILINE));

    private static final List<Pattern> H2 = List.of(
            Pattern.compile("^Column \"((?:[^\"]|\"\")+)\" not found"),
            Pattern.compile("^NULL not allowed for column \"((?:[^\"]|\"\")+)\""));

    /** MariaDB's driver puts the connection's number in front. */
    private static final List<Pattern> MYSQL = List.of(
            Pattern.compile("^(?:\\(conn=\\d+\\) )?Unknown column '(.+)' in '[^']*'$", Pattern.MULTILINE),
            Pattern.compile("^(?:\\(conn=\\d+\\) )?Field '(.+)' doesn't have a default value$", Pattern.MULTILINE),
            Pattern.compile("^(?:\\(conn=\\d+\\) )?Column '(.+)' cannot be null$", Pattern.MULTILINE));

    private static final List<Pattern> HSQLDB = List.of(
            Pattern.compile("^user lacks privilege or object not found: (.+?)(?: in statement \\[|$)"),
            Pattern.compile("^integrity constraint violation: NOT NULL check constraint ; .+ column: (.+)$"));

    private static final List<Pattern> DERBY = List.of(
            Pattern.compile("^'(.+)' is not a column in table or VTI '"),
            Pattern.compile("^Column '(.+?)' is either not in any table in the FROM list"),
            Pattern.compile("^Column '(.+)' +cannot accept a NULL value"));

    private static final List<Pattern> SQLITE = List.of(
            Pattern.compile("^\\[SQLITE_ERROR\\] [^(]+\\(table .+ has no column named (.+)\\)$"),
            Pattern.compile("^\\[SQLITE_ERROR\\] [^(]+\\(no such column: (.+)\\)$"),
            Pattern.compile("^\\[SQLITE_CONSTRAINT_NOTNULL\\] [^(]+\\(NOT NULL constraint failed: (.+)\\)$"));

    private static final List<Pattern> ORACLE = List.of(
            Pattern.compile("^ORA-00904: (?:\"[^\"\\n]+\"\\.)*\"([^\"\\n]+)\": "),
            Pattern.compile("^ORA-0140[07]: [^(\\n]+\\((?:\"[^\"\\n]+\"\\.)*\"([^\"\\n]+)\"\\)"));

    private static final List<Pattern> SQLSERVER = List.of(
            Pattern.compile("^Invalid column name '(.+?)'\\."),
            Pattern.compile("^Cannot insert the value NULL into column '(.+?)', table '"));

    private FailureColumn() {}

    static @Nullable String in(String message, Product product) {
        if (product.speaksMySql()) {
            return ofMySql(message);
        }
        for (Pattern pattern : patterns(product)) {
            Matcher matcher = pattern.matcher(message);
            if (matcher.lookingAt()) {
                return product == Product.POSTGRESQL ? matcher.group(1) : unqualified(matcher.group(1));
            }
        }
        return null;
    }

    /** As the statement wrote it, so perhaps behind its table's name. */
    private static @Nullable String ofMySql(String message) {
        for (Pattern pattern : MYSQL) {
            Matcher matcher = pattern.matcher(message);
            if (matcher.lookingAt()) {
                String name = matcher.group(1);
                return Folding.LOWER.fold(name.substring(name.lastIndexOf('.') + 1));
            }
        }
        return null;
    }

    private static List<Pattern> patterns(Product product) {
        return switch (product) {
            case POSTGRESQL -> POSTGRES;
            case H2 -> H2;
            case HSQLDB -> HSQLDB;
            case DERBY -> DERBY;
            case SQLITE -> SQLITE;
            case ORACLE -> ORACLE;
            case SQLSERVER -> SQLSERVER;
            default -> List.of();
        };
    }

    /** H2 and others put one pair of quotes around the whole of SCHEMA.TABLE.COLUMN. */
    private static String unqualified(String quoted) {
        String name = quoted.replace("\"\"", "\"");
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
