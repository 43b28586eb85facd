package io.selfhealing.agent.sql;

import java.util.Locale;

/**
 * What a session of MySQL or MariaDB makes of quotes and backslashes, by its {@code sql_mode} (MySQL manual, 7.1.11).
 *
 * @param ansiQuotes whether {@code "x"} is a name, and not a string
 * @param backslashes whether a backslash in a string escapes what follows
 */
public record SqlMode(boolean ansiQuotes, boolean backslashes) {
    /** What a mode says, as the session tells it. */
    public static SqlMode of(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        return new SqlMode(upper.contains("ANSI_QUOTES"), !upper.contains("NO_BACKSLASH_ESCAPES"));
    }

    /** Whether a text has anything of which only the mode tells what it is. */
    public static boolean mayMatter(String sql) {
        return sql.indexOf('"') >= 0 || sql.indexOf('\\') >= 0;
    }

    /**
     * A text that says the same in a session of this mode, and is read in one way only: names stand in backquotes, strings in single
     * quotes, which are doubled inside. The text itself where that cannot be had.
     */
    public String plain(String sql) {
        StringBuilder plain = new StringBuilder(sql.length() + 8);
        int at = 0;
        while (at < sql.length()) {
            int start = Lexer.skip(sql, at, Product.MYSQL);
            plain.append(sql, at, start);
            if (start == sql.length()) {
                break;
            }
            char c = sql.charAt(start);
            if (c == '\'' || c == '"') {
                at = quoted(sql, start, plain);
                if (at < 0) {
                    return sql;
                }
            } else {
                at = Lexer.end(Lexer.read(sql, start, Product.MYSQL));
                plain.append(sql, start, at);
            }
        }
        return plain.toString();
    }

    /** Where what is quoted ends; negative where it does not. */
    private int quoted(String sql, int start, StringBuilder plain) {
        char delimiter = sql.charAt(start);
        boolean name = delimiter == '"' && ansiQuotes;
        char around = name ? '`' : '\'';
        plain.append(around);
        int i = start + 1;
        while (i < sql.length()) {
            char c = sql.charAt(i);
            if (c == '\\' && backslashes && !name) {
                if (i + 1 == sql.length()) {
                    return -1;
                }
                char escaped = sql.charAt(i + 1);
                plain.append(escaped == '\'' ? "''" : escaped == '"' ? "\"" : "\\" + escaped);
                i += 2;
            } else if (c == delimiter) {
                if (Lexer.charAt(sql, i + 1) != delimiter) {
                    plain.append(around);
                    return i + 1;
                }
                plain.append(delimiter == '\'' ? "''" : "\"");
                i += 2;
            } else {
                plain.append(c == around ? String.valueOf(c) + c : String.valueOf(c));
                i++;
            }
        }
        return -1;
    }
}
