package io.selfhealing.agent.schema;

import io.selfhealing.agent.sql.Product;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads a few values of one column: of a table with a primary key those at either end of it, so that neither the oldest nor the
 * newest rows speak alone; otherwise those that come first. No query sorts anything but what an index has sorted.
 */
final class SampleReader {
    private final Product product;
    private final int rows;

    /** @param rows the most that are looked at */
    SampleReader(Product product, int rows) {
        this.product = product;
        this.rows = rows;
    }

    /** Whether anything would be read. */
    static boolean reads(Product product, int rows) {
        return rows > 0 && (product == Product.POSTGRESQL || product == Product.H2 || product.speaksMySql());
    }

    ColumnSample read(Connection connection, TableSnapshot table, Column column) throws SQLException {
        String expression = expression(column);
        if (expression == null) {
            return ColumnSample.NONE;
        }
        String query = "SELECT " + expression + " FROM " + quoted(table.schema()) + "." + quoted(table.name());
        TypeFamily family = column.type().family();
        List<@Nullable Object> first = values(connection, query + order(table, "") + limit(rows), family);
        if (first.size() < rows || table.primaryKey().isEmpty()) {
            return sample(first);
        }
        List<@Nullable Object> both = new ArrayList<>(first.subList(0, rows - rows / 2));
        both.addAll(values(connection, query + order(table, " DESC") + limit(rows / 2), family));
        return sample(both);
    }

    private static ColumnSample sample(List<@Nullable Object> read) {
        List<Object> values = new ArrayList<>();
        for (Object value : read) {
            if (value != null) {
                values.add(value);
            }
        }
        return new ColumnSample(values);
    }

    private String order(TableSnapshot table, String direction) {
        return table.primaryKey().isEmpty()
                ? ""
                : table.primaryKey().stream()
                        .map(key -> quoted(key) + direction)
                        .collect(Collectors.joining(", ", " ORDER BY ", ""));
    }

    private static String limit(int most) {
        return " LIMIT " + most;
    }

    private static List<@Nullable Object> values(Connection connection, String query, TypeFamily family)
            throws SQLException {
        List<@Nullable Object> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                values.add(value(result, family));
            }
        }
        return values;
    }

    /** Null where the type alone says all that a sample could. */
    private @Nullable String expression(Column column) {
        String name = quoted(column.name());
        return switch (column.type().family()) {
            case TEXT -> "SUBSTRING(" + name + " FROM 1 FOR " + ColumnSample.LONGEST + ")";
            case INTEGER, DECIMAL, DATE, TIMESTAMP, TIMESTAMP_ZONED -> name;
            default -> null;
        };
    }

    private static @Nullable Object value(ResultSet result, TypeFamily family) throws SQLException {
        return switch (family) {
            case TEXT -> result.getString(1);
            case INTEGER, DECIMAL -> result.getBigDecimal(1);
            case DATE -> result.getObject(1, LocalDate.class);
            case TIMESTAMP -> result.getObject(1, LocalDateTime.class);
            default -> {
                OffsetDateTime moment = result.getObject(1, OffsetDateTime.class);
                yield moment == null ? null : moment.toInstant();
            }
        };
    }

    private String quoted(String name) {
        String quote = product.speaksMySql() ? "`" : "\"";
        return quote + name.replace(quote, quote + quote) + quote;
    }
}
