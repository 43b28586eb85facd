package io.selfhealing.agent.intercept;

import io.selfhealing.agent.quarantine.LeftOut;
import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.StoredValue;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.schema.TypeFamily;
import io.selfhealing.agent.sql.Product;
import io.selfhealing.agent.sql.Returning;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

    /** @param run of the statement, which leaves something out */
    static GeneratedKeys read(PreparedStatement statement, Run run, LeftOutColumns wanted, Flavour asked)
            throws SQLException {
        ResultSet keys = statement.getGeneratedKeys();
        List<Map<String, Object>> rows = new ArrayList<>();
        int columns = keys.getMetaData().getColumnCount();
        if (asked.asksForKeys()) {
            Columns of = new Columns(keys, run.plan.table(), wanted);
            return new GeneratedKeys(
                    rows, true, RememberedKeys.read(keys, shown(run, asked, columns), row -> of.read(row, rows)));
        }
        try (keys) {
            if (columns == 0) {
                return NONE;
            }
            Columns of = new Columns(keys, run.plan.table(), wanted);
            while (keys.next()) {
                of.read(keys, rows);
            }
            // Whoever asked for no keys and looks for some finds none, and no result that is closed.
            return new GeneratedKeys(rows, true, KeysResultSet.none());
        }
    }

    /** How many columns, from the first, are those that the application asked for; behind them are the agent's. */
    private static int shown(Run run, Flavour asked, int all) {
        TableSnapshot table = run.plan.table();
        if (asked.keys() instanceof String[] names) {
            return Math.min(names.length, all);
        }
        boolean everyColumn =
                run.connection.database().product() == Product.POSTGRESQL && !Returning.mayBeIn(run.plan.original());
        return table != null && everyColumn ? Math.min(table.columns().size(), all) : all;
    }

    /** Those of the row that the agent wants to know, and where they stand. */
    private static final class Columns {
        private final Map<String, Integer> places = new LinkedHashMap<>();
        private final @Nullable TableSnapshot table;
        private final boolean whole;

        Columns(ResultSet keys, @Nullable TableSnapshot table, LeftOutColumns wanted) throws SQLException {
            this.table = table;
            ResultSetMetaData given = keys.getMetaData();
            Map<String, Integer> labels = new HashMap<>();
            for (int i = 1; i <= given.getColumnCount(); i++) { // The agent's own are the last of their names.
                labels.put(given.getColumnLabel(i).toLowerCase(Locale.ROOT), i);
            }
            // MySQL's drivers give the one key that there is a label of their own.
            boolean alone = wanted.asked().size() == 1 && given.getColumnCount() == 1;
            for (String column : wanted.asked()) {
                Integer place = alone ? Integer.valueOf(1) : labels.get(column.toLowerCase(Locale.ROOT));
                if (place != null) {
                    places.put(column, place);
                }
            }
            whole = places.keySet().containsAll(wanted.needed());
        }

        /** Adds nothing where what has to be known is not there: then it is not known which row is which. */
        void read(ResultSet keys, List<Map<String, Object>> rows) throws SQLException {
            if (!whole) {
                return;
            }
            Map<String, Object> row = new LinkedHashMap<>();
            for (Map.Entry<String, Integer> column : places.entrySet()) {
                Column of = table == null ? null : table.column(column.getKey());
                int place = column.getValue();
                boolean ofRow = LeftOut.ROW_COLUMNS.contains(column.getKey());
                row.put(column.getKey(), ofRow ? keys.getString(place) : value(keys, place, of));
            }
            rows.add(row);
        }
    }

    /** Moments are read without passing through a clock. */
    private static @Nullable Object value(ResultSet keys, int index, @Nullable Column column) throws SQLException {
        Object value = keys.getObject(index);
        TypeFamily family = column == null ? TypeFamily.OTHER : column.type().family();
        if (value instanceof Timestamp && family == TypeFamily.TIMESTAMP) {
            return keys.getObject(index, LocalDateTime.class);
        }
        if (value instanceof Timestamp && family == TypeFamily.TIMESTAMP_ZONED) {
            return keys.getObject(index, OffsetDateTime.class);
        }
        if (value instanceof Date && family == TypeFamily.DATE) {
            return keys.getObject(index, LocalDate.class);
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
