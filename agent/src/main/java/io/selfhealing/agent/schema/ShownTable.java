package io.selfhealing.agent.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What {@code SHOW CREATE TABLE} of MySQL and MariaDB says, which alone tells of temporary tables. One column or key stands on
 * each line; the session's {@code sql_mode} and {@code sql_quote_show_create} decide which quotes a name has, if any.
 */
final class ShownTable {
    private static final Pattern CREATED = Pattern.compile("CREATE( TEMPORARY)? TABLE ", Pattern.CASE_INSENSITIVE);

    private static final Pattern COLUMN =
            Pattern.compile("  (?:`((?:[^`]|``)+)`|\"((?:[^\"]|\"\")+)\"|([^\\s`\"(),]+)) (.*?),?");

    /** Words that begin the line of something else; none can be a column's name without quotes. */
    private static final Pattern NO_COLUMN = Pattern.compile(
            "  (PRIMARY|UNIQUE|KEY|INDEX|FULLTEXT|SPATIAL|CONSTRAINT|FOREIGN|CHECK)\\b.*|  PERIOD FOR .*|  VECTOR KEY .*");

    private ShownTable() {}

    /** A {@link TableSnapshot.Kind#OTHER} where it is temporary, no table, or not understood. */
    static ResolvedTable parse(String schema, String table, @Nullable String shown) {
        String[] lines = shown == null ? new String[0] : shown.split("\n", -1);
        Matcher created = CREATED.matcher(lines.length == 0 ? "" : lines[0]);
        List<ResolvedColumn> columns = new ArrayList<>();
        if (!created.lookingAt() || created.group(1) != null || !columns(lines, columns)) {
            return new ResolvedTable(schema, table, null, TableSnapshot.Kind.OTHER, columns);
        }
        return new ResolvedTable(schema, table, null, TableSnapshot.Kind.TABLE, columns);
    }

    private static boolean columns(String[] lines, List<ResolvedColumn> columns) {
        for (int i = 1; i < lines.length && !lines[i].startsWith(")"); i++) {
            if (NO_COLUMN.matcher(lines[i]).matches()) {
                continue;
            }
            Matcher column = COLUMN.matcher(lines[i]);
            if (!column.matches()) {
                return false;
            }
            columns.add(new ResolvedColumn(
                    MySqlReader.columnName(name(column)), columns.size() + 1, null, preset(column.group(4))));
        }
        return !columns.isEmpty();
    }

    private static String name(Matcher column) {
        if (column.group(1) != null) {
            return column.group(1).replace("``", "`");
        }
        return column.group(2) != null ? column.group(2).replace("\"\"", "\"") : column.group(3);
    }

    /** What stands in quotes, such as a comment, is not looked at. */
    private static boolean preset(String definition) {
        int quote = definition.indexOf('\'');
        String text = (quote < 0 ? definition : definition.substring(0, quote)).toUpperCase(Locale.ROOT);
        return (text.contains(" DEFAULT ") && !text.contains(" DEFAULT NULL")) || text.contains(" AUTO_INCREMENT");
    }
}
