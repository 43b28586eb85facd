package io.selfhealing.demonstration;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A row as text.
 *
 * @param values by column in lower case; what is null in the table is absent; times are ISO instants
 */
record Row(Kind kind, Map<String, String> values) {
    private static final Pattern MARKER = Pattern.compile("w\\d{6}");

    Row {
        values = Map.copyOf(values);
    }

    /** All rows of a kind's table, with whatever columns it has now. */
    static List<Row> all(Connection connection, Kind kind) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT * FROM " + kind.table())) {
            while (result.next()) {
                rows.add(new Row(kind, values(result)));
            }
        }
        return rows;
    }

    private static Map<String, String> values(ResultSet result) throws SQLException {
        Map<String, String> values = new TreeMap<>();
        ResultSetMetaData columns = result.getMetaData();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            String column = columns.getColumnLabel(i).toLowerCase(Locale.ROOT);
            Object value = column.endsWith("_at") ? instant(result, i) : result.getString(i);
            if (value != null) {
                values.put(column, value.toString());
            }
        }
        return values;
    }

    private static @Nullable Object instant(ResultSet result, int column) throws SQLException {
        OffsetDateTime time = result.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** The markers of all writes that left something in this row; exactly one in an honest row. */
    Set<String> markers() {
        return values.values().stream()
                .flatMap(value -> MARKER.matcher(value).results())
                .map(match -> match.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
