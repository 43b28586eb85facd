package io.selfhealing.agent.sql;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The RETURNING that pgjdbc puts behind a write whose generated keys are asked for, written out. */
public final class Returning {
    private static final Pattern PRESENT = Pattern.compile("\\breturning\\b", Pattern.CASE_INSENSITIVE);

    private Returning() {}

    /** Whether a text may have one of its own, to which the driver adds none. */
    public static boolean mayBeIn(String sql) {
        return PRESENT.matcher(sql).find();
    }

    /** A text with its columns, as the driver names them: in quotes. */
    public static String named(String sql, List<String> columns, Dialect dialect) {
        return behind(
                sql,
                columns.stream().map(column -> Spelling.quote(column, dialect)).collect(Collectors.joining(", ")));
    }

    /** A text with columns under the names that the application knows. */
    public static String labelled(String sql, List<ReturnedColumn> columns, Dialect dialect) {
        ReturnedStars.Star all = new ReturnedStars.Star(new Span(0, 0), "");
        return behind(sql, ReturnedStars.spelled(all, columns, dialect, false).text());
    }

    private static String behind(String sql, String list) {
        String end = sql.stripTrailing();
        while (end.endsWith(";")) {
            end = end.substring(0, end.length() - 1).stripTrailing();
        }
        return end + "\nRETURNING " + list;
    }
}
