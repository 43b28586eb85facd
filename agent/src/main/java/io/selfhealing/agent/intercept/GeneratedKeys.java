package io.selfhealing.agent.intercept;

import io.selfhealing.agent.quarantine.LeftOut;
import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.StoredValue;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.schema.TypeFamily;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.sql.rowset.CachedRowSet;
import javax.sql.rowset.RowSetProvider;
import org.jspecify.annotations.Nullable;

/**
 * What the statement gave back of the rows of one execution: keys that the database made, or stored otherwise than they were bound.
 *
 * @param rows in the order of the rows
 * @param wereAsked whether the statement was one that gives something back
 * @param owed the same, unread, for an application that asked for keys too: a driver hands them out once only
 */
record GeneratedKeys(
        List<Map<String, Object>> rows,
        boolean wereAsked,
        @Nullable ResultSet owed) {
    static final GeneratedKeys NONE = new GeneratedKeys(List.of(), false, null);

    static GeneratedKeys read(
            PreparedStatement statement, LeftOutColumns wanted, @Nullable TableSnapshot table, Flavour asked)
            throws SQLException {
        ResultSet keys = statement.getGeneratedKeys();
        if (!asked.asksForKeys()) {
            try (keys) {
                boolean gives = keys.getMetaData().getColumnCount() > 0;
                List<Map<String, Object>> rows = gives ? rows(keys, wanted, table, true) : List.of();
                // Whoever asked for no keys and looks for some finds none, and no result that is closed.
                return new GeneratedKeys(rows, gives, gives ? KeysResultSet.none() : null);
            }
        }
        CachedRowSet copy = RowSetProvider.newFactory("com.sun.rowset.RowSetFactoryImpl", null)
                .createCachedRowSet();
        copy.populate(keys);
        keys.close();
        List<Map<String, Object>> rows = rows(copy, wanted, table, false);
        copy.beforeFirst();
        int all = copy.getMetaData().getColumnCount();
        int shown =
                asked.keys() instanceof String[] names ? Math.min(names.length, all) : all - ofRow(copy.getMetaData());
        return new GeneratedKeys(rows, true, KeysResultSet.over(copy, shown));
    }

    private static int ofRow(ResultSetMetaData given) throws SQLException {
        int columns = 0;
        for (int i = 1; i <= given.getColumnCount(); i++) {
            columns += LeftOut.ROW_COLUMNS.contains(given.getColumnLabel(i)) ? 1 : 0;
        }
        return columns;
    }

    private static List<Map<String, Object>> rows(
            ResultSet keys, LeftOutColumns wanted, @Nullable TableSnapshot table, boolean typed) throws SQLException {
        List<Map<String, Object>> rows = new ArrayList<>();
        ResultSetMetaData given = keys.getMetaData();
        // MySQL's drivers give the one key that there is a label of their own.
        boolean alone = wanted.asked().size() == 1 && given.getColumnCount() == 1;
        Set<String> labels = new HashSet<>();
        for (int i = 1; i <= given.getColumnCount(); i++) {
            labels.add(given.getColumnLabel(i).toLowerCase(Locale.ROOT));
        }
        List<String> columns = new ArrayList<>(wanted.needed());
        wanted.rowColumns().stream()
                .filter(column -> labels.contains(column.toLowerCase(Locale.ROOT)))
                .forEach(columns::add);
        while (keys.next()) {
            Map<String, Object> row = new LinkedHashMap<>();
            for (String column : columns) {
                int index = alone ? 1 : keys.findColumn(column);
                Column of = table == null ? null : table.column(column);
                Object value =
                        LeftOut.ROW_COLUMNS.contains(column) ? keys.getString(index) : value(keys, index, of, typed);
                row.put(column, value);
            }
            rows.add(row);
        }
        return rows;
    }

    /** @param typed whether the result set is the driver's own, and reads moments without passing through a clock */
    private static @Nullable Object value(ResultSet keys, int index, @Nullable Column column, boolean typed)
            throws SQLException {
        Object value = keys.getObject(index);
        TypeFamily family = column == null ? TypeFamily.OTHER : column.type().family();
        if (value instanceof Timestamp moment && family == TypeFamily.TIMESTAMP) {
            return typed ? keys.getObject(index, LocalDateTime.class) : moment.toLocalDateTime();
        }
        if (value instanceof Timestamp moment && family == TypeFamily.TIMESTAMP_ZONED) {
            return typed
                    ? keys.getObject(index, OffsetDateTime.class)
                    : moment.toInstant().atOffset(ZoneOffset.UTC);
        }
        if (value instanceof Date date && family == TypeFamily.DATE) {
            return typed ? keys.getObject(index, LocalDate.class) : date.toLocalDate();
        }
        if (value instanceof String text && column != null && StoredValue.pads(column.type())) {
            return text.stripTrailing();
        }
        boolean known = value == null
                || value instanceof byte[]
                || value.getClass().getName().startsWith("java.");
        return known ? value : value.toString();
    }
}
