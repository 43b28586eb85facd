package io.selfhealing.agent.intercept;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.rowset.CachedRowSet;
import javax.sql.rowset.RowSetProvider;
import org.jspecify.annotations.Nullable;

/**
 * The keys that the database gave to the rows of one execution.
 *
 * @param rows in the order of the rows
 * @param owed the same, unread, for an application that asked for keys too: a driver hands them out once only
 */
record GeneratedKeys(
        List<Map<String, Object>> rows, @Nullable ResultSet owed) {
    static final GeneratedKeys NONE = new GeneratedKeys(List.of(), null);

    static GeneratedKeys read(PreparedStatement statement, List<String> columns, Flavour asked) throws SQLException {
        ResultSet keys = statement.getGeneratedKeys();
        if (!asked.asksForKeys()) {
            try (keys) {
                return new GeneratedKeys(rows(keys, columns), null);
            }
        }
        CachedRowSet copy = RowSetProvider.newFactory("com.sun.rowset.RowSetFactoryImpl", null)
                .createCachedRowSet();
        copy.populate(keys);
        keys.close();
        List<Map<String, Object>> rows = rows(copy, columns);
        copy.beforeFirst();
        return new GeneratedKeys(rows, KeysResultSet.over(copy));
    }

    private static List<Map<String, Object>> rows(ResultSet keys, List<String> columns) throws SQLException {
        List<Map<String, Object>> rows = new ArrayList<>();
        boolean alone = columns.size() == 1 && keys.getMetaData().getColumnCount() == 1;
        while (keys.next()) {
            Map<String, Object> row = new LinkedHashMap<>();
            for (String column : columns) {
                // MySQL's drivers give the one key that there is a label of their own.
                row.put(column, alone ? keys.getObject(1) : keys.getObject(column));
            }
            rows.add(row);
        }
        return rows;
    }
}
