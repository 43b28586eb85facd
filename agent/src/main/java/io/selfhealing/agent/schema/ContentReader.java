package io.selfhealing.agent.schema;

import io.selfhealing.agent.content.Form;
import io.selfhealing.agent.content.Hasher;
import io.selfhealing.agent.content.Print;
import io.selfhealing.agent.sql.Product;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a few rows by their key, every column as text: those at either end of the key, some between, and given ones again. */
final class ContentReader {
    private static final int AT_EACH_END = 12;
    /** A column that came later than these rows was filled for them, or holds nothing in any. */
    private static final int OLDEST = 200;

    private static final int BETWEEN = Print.MOST_ROWS - 2 * AT_EACH_END;

    private final Product product;

    ContentReader(Product product) {
        this.product = product;
    }

    /** Whether its rows can be found again: it has a key whose values compare exactly. */
    boolean reads(TableSnapshot table) {
        return table.kind() == TableSnapshot.Kind.TABLE
                && !table.primaryKey().isEmpty()
                && table.primaryKey().stream().allMatch(key -> {
                    Column column = table.column(key);
                    return column != null && isExact(column.type().family());
                });
    }

    private boolean isExact(TypeFamily family) {
        return switch (family) {
            case TEXT, INTEGER, DECIMAL, UUID, DATE, TIMESTAMP, ENUM -> true;
            case TIMESTAMP_ZONED ->
                !product.speaksMySql(); // Its text there tells no zone, and an hour of each year comes twice.
            default -> false;
        };
    }

    /** The columns of which prints are made. */
    static List<Print.Column> columns(TableSnapshot table) {
        return table.columns().stream()
                .limit(Print.MOST_COLUMNS)
                .map(column -> new Print.Column(
                        column.name(),
                        column.identity(),
                        form(column.type()),
                        table.primaryKey().indexOf(column.name()),
                        column.source() != Column.Source.NONE))
                .toList();
    }

    private static Form form(ColumnType type) {
        if (type.name().equalsIgnoreCase("tinyint(1)") || type.name().equalsIgnoreCase("bit(1)")) {
            return Form.TRUTH;
        }
        return switch (type.family()) {
            case INTEGER, DECIMAL -> Form.NUMBER;
            case TEXT, ENUM, JSON, UUID -> Form.WORDS;
            case BOOLEAN -> Form.TRUTH;
            case DATE -> Form.DATE;
            case TIMESTAMP -> Form.LOCAL_MOMENT;
            case TIMESTAMP_ZONED -> Form.ZONED_MOMENT;
            case FLOATING -> Form.FLOATING;
            case BINARY -> Form.BYTES;
            case TIME, INTERVAL, ARRAY, OTHER -> Form.OTHER;
        };
    }

    /**
     * Some rows of a table, in the order of their keys.
     *
     * @param all whether there are no others
     */
    record Choice(List<Print.Reading> rows, boolean all) {
        Choice {
            rows = List.copyOf(rows);
        }
    }

    /** A choice of its rows. */
    Choice some(Connection connection, TableSnapshot table) throws SQLException {
        String ascending = order(table, "");
        String descending = order(table, " DESC");
        List<Print.Reading> first =
                rows(connection, table, select(table) + ascending + " LIMIT " + (Print.MOST_ROWS + 1), List.of());
        if (first.size() <= Print.MOST_ROWS) {
            return new Choice(first, true);
        }
        Map<List<String>, Print.Reading> chosen = new LinkedHashMap<>();
        first.subList(0, AT_EACH_END).forEach(row -> chosen.put(row.key(), row));
        List<Print.Reading> last =
                rows(connection, table, select(table) + descending + " LIMIT " + AT_EACH_END, List.of());
        between(connection, table, first.get(0), last.get(0)).forEach(row -> chosen.putIfAbsent(row.key(), row));
        for (int i = last.size() - 1; i >= 0; i--) {
            chosen.putIfAbsent(last.get(i).key(), last.get(i));
        }
        return new Choice(List.copyOf(chosen.values()), false);
    }

    private List<Print.Reading> between(
            Connection connection, TableSnapshot table, Print.Reading first, Print.Reading last) throws SQLException {
        Column key = table.column(table.primaryKey().get(0));
        if (table.primaryKey().size() != 1 || key == null || key.type().family() != TypeFamily.INTEGER) {
            return List.of();
        }
        BigInteger from = new BigInteger(first.key().get(0));
        BigInteger step = new BigInteger(last.key().get(0)).subtract(from).divide(BigInteger.valueOf(BETWEEN + 1));
        List<String> parts = new ArrayList<>();
        for (int i = 1; i <= BETWEEN; i++) {
            parts.add("(" + select(table) + " WHERE " + quoted(key.name()) + " >= "
                    + from.add(step.multiply(BigInteger.valueOf(i))) + order(table, "") + " LIMIT 1)");
        }
        return rows(connection, table, String.join(" UNION ALL ", parts), List.of());
    }

    /** Those of the keys that are there. */
    List<Print.Reading> again(Connection connection, TableSnapshot table, List<Print.Row> rows) throws SQLException {
        List<Print.Row> sought = rows.stream()
                .filter(row -> row.key().size() == table.primaryKey().size())
                .toList();
        if (sought.isEmpty()) {
            return List.of();
        }
        List<String> parameters = new ArrayList<>();
        sought.forEach(row -> parameters.addAll(row.key()));
        String one = table.primaryKey().stream()
                .map(key -> quoted(key) + " = " + parameter(table, key))
                .collect(Collectors.joining(" AND ", "(", ")"));
        String where = " WHERE " + String.join(" OR ", java.util.Collections.nCopies(sought.size(), one));
        return rows(connection, table, select(table) + where + order(table, ""), parameters);
    }

    /** Whether there is not a single row. */
    boolean empty(Connection connection, TableSnapshot table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT 1 FROM " + name(table) + " LIMIT 1")) {
            return !rows.next();
        }
    }

    /** Columns that may hold nothing and do so in each of the rows with the lowest keys; none where there is no row. */
    Set<String> hollow(Connection connection, TableSnapshot table) throws SQLException {
        List<String> names = table.columns().stream()
                .filter(column -> !column.required() && !table.primaryKey().contains(column.name()))
                .limit(Print.MOST_COLUMNS)
                .map(Column::name)
                .toList();
        if (names.isEmpty()) {
            return Set.of();
        }
        String columns = names.stream().map(this::quoted).collect(Collectors.joining(", "));
        String counts =
                names.stream().map(name -> "COUNT(" + quoted(name) + ")").collect(Collectors.joining(", "));
        String order = table.primaryKey().isEmpty() ? "" : order(table, "");
        String query = "SELECT COUNT(*), " + counts + " FROM (SELECT " + columns + " FROM " + name(table) + order
                + " LIMIT " + OLDEST + ") oldest";
        Set<String> hollow = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            for (int i = 0; row.getInt(1) > 0 && i < names.size(); i++) {
                if (row.getInt(i + 2) == 0) {
                    hollow.add(names.get(i));
                }
            }
        }
        return hollow;
    }

    private List<Print.Reading> rows(Connection connection, TableSnapshot table, String query, List<String> parameters)
            throws SQLException {
        int width = columns(table).size();
        int keys = table.primaryKey().size();
        List<Print.Reading> rows = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < parameters.size(); i++) {
                bind(
                        statement,
                        i + 1,
                        parameters.get(i),
                        table.column(table.primaryKey().get(i % keys)));
            }
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(row(result, width, keys));
                }
            }
        }
        return rows;
    }

    private static Print.Reading row(ResultSet result, int width, int keys) throws SQLException {
        List<@Nullable String> values = new ArrayList<>();
        for (int i = 1; i <= width; i++) {
            values.add(result.getString(i));
        }
        List<String> key = new ArrayList<>();
        for (int i = 1; i <= keys; i++) {
            key.add(String.valueOf(result.getString(width + i)));
        }
        return new Print.Reading(key, values);
    }

    /** A number is bound as one: MariaDB would compare a text with it as floating-point numbers. */
    private void bind(PreparedStatement statement, int index, String value, @Nullable Column key) throws SQLException {
        boolean number = key != null
                && (key.type().family() == TypeFamily.INTEGER || key.type().family() == TypeFamily.DECIMAL);
        if (number && product != Product.POSTGRESQL) {
            statement.setBigDecimal(index, new java.math.BigDecimal(value));
        } else {
            statement.setString(index, value);
        }
    }

    private String parameter(TableSnapshot table, String key) {
        Column column = table.column(key);
        return product == Product.POSTGRESQL && column != null
                ? "CAST(? AS " + column.type().name() + ")"
                : "?";
    }

    private String select(TableSnapshot table) {
        List<String> expressions = new ArrayList<>();
        table.columns().stream().limit(Print.MOST_COLUMNS).forEach(column -> expressions.add(text(column)));
        table.primaryKey().forEach(key -> expressions.add(keyText(key)));
        return "SELECT " + String.join(", ", expressions) + " FROM " + name(table);
    }

    private String keyText(String key) {
        return "CAST(" + quoted(key) + " AS " + textType() + ")";
    }

    private String text(Column column) {
        String name = quoted(column.name());
        String start = " FROM 1 FOR " + Hasher.LONGEST + ")";
        return switch (column.type().family()) {
            case BINARY -> hex("SUBSTRING(" + name + " FROM 1 FOR " + (Hasher.LONGEST / 2) + ")");
            case INTEGER, DECIMAL, FLOATING, BOOLEAN, DATE, TIME, TIMESTAMP, TIMESTAMP_ZONED, UUID ->
                "CAST(" + name + " AS " + textType() + ")";
            default -> "SUBSTRING(CAST(" + name + " AS " + textType() + ")" + start;
        };
    }

    private String hex(String bytes) {
        return switch (product) {
            case POSTGRESQL -> "encode(" + bytes + ", 'hex')";
            case H2 -> "RAWTOHEX(" + bytes + ")";
            default -> "HEX(" + bytes + ")";
        };
    }

    private String textType() {
        return switch (product) {
            case POSTGRESQL -> "text";
            case H2 -> "CHARACTER VARYING";
            default -> "CHAR";
        };
    }

    private String order(TableSnapshot table, String direction) {
        return table.primaryKey().stream()
                .map(key -> quoted(key) + direction)
                .collect(Collectors.joining(", ", " ORDER BY ", ""));
    }

    private String name(TableSnapshot table) {
        return quoted(table.schema()) + "." + quoted(table.name());
    }

    private String quoted(String name) {
        String quote = product.speaksMySql() ? "`" : "\"";
        return quote + name.replace(quote, quote + quote) + quote;
    }
}
