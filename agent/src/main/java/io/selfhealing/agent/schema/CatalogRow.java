package io.selfhealing.agent.schema;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a catalog query as values, so that what is made of them can be tested on rows that were written down.
 *
 * @param values by the column's label in upper case
 */
record CatalogRow(Map<String, @Nullable Object> values) {
    static List<CatalogRow> query(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                List<CatalogRow> result = new ArrayList<>();
                while (rows.next()) {
                    result.add(of(rows));
                }
                return result;
            }
        }
    }

    private static CatalogRow of(ResultSet row) throws SQLException {
        ResultSetMetaData shape = row.getMetaData();
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (int i = 1; i <= shape.getColumnCount(); i++) {
            values.put(shape.getColumnLabel(i).toUpperCase(Locale.ROOT), row.getObject(i));
        }
        return new CatalogRow(values);
    }

    /** Empty where it is NULL. */
    String text(String label) {
        Object value = values.get(label);
        return value == null ? "" : value.toString();
    }

    /** Zero where it is NULL. */
    int number(String label) {
        return values.get(label) instanceof Number number ? number.intValue() : 0;
    }

    boolean isNull(String label) {
        return values.get(label) == null;
    }

    /** A bit, or a number that stands for one. */
    boolean isSet(String label) {
        Object value = values.get(label);
        return Boolean.TRUE.equals(value) || (value instanceof Number number && number.intValue() != 0);
    }
}
