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

    private FailureColumn() {}

    static @Nullable String in(String message, Product product) {
        if (product.speaksMySql()) {
            return ofMySql(message);
        }
        for (Pattern pattern : product == Product.H2 ? H2 : POSTGRES) {
            Matcher matcher = pattern.matcher(message);
            if (matcher.lookingAt()) {
                return product == Product.H2 ? unqualified(matcher.group(1)) : matcher.group(1);
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

    /** H2 puts one pair of quotes around the whole of SCHEMA.TABLE.COLUMN. */
    private static String unqualified(String quoted) {
        String name = quoted.replace("\"\"", "\"");
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
