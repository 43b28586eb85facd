package io.selfhealing.agent.schema;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a row of {@code information_schema.COLUMNS} of MySQL or MariaDB says of a column's values. */
final class MySqlTypes {
    private static final Pattern LABEL = Pattern.compile("'((?:[^']|'')*)'");

    private MySqlTypes() {}

    /** @param json whether a check makes it JSON, as MariaDB does */
    static ColumnType of(ResultSet row, boolean json) throws SQLException {
        String type = row.getString("DATA_TYPE").toLowerCase(Locale.ROOT);
        String spelling = row.getString("COLUMN_TYPE");
        TypeFamily family = json ? TypeFamily.JSON : family(type, spelling);
        return switch (family) {
            case INTEGER -> new ColumnType(spelling, family, bytes(type), 0, List.of());
            case DECIMAL ->
                new ColumnType(
                        spelling, family, row.getInt("NUMERIC_PRECISION"), row.getInt("NUMERIC_SCALE"), List.of());
            case TEXT, BINARY ->
                new ColumnType(spelling, family, length(row.getLong("CHARACTER_MAXIMUM_LENGTH")), 0, List.of());
            case ENUM -> new ColumnType(spelling, family, 0, 0, labels(spelling));
            default -> new ColumnType(spelling, family, 0, 0, List.of());
        };
    }

    private static TypeFamily family(String type, String spelling) {
        boolean unsigned = spelling.contains("unsigned");
        return switch (type) {
            // TINYTEXT counts bytes where VARCHAR counts characters, and 255 of the one may not fit 255 of the other.
            case "char", "varchar", "text", "mediumtext", "longtext" -> TypeFamily.TEXT;
            case "tinyint", "smallint", "mediumint", "int", "bigint" -> TypeFamily.INTEGER;
            case "decimal" -> unsigned ? TypeFamily.OTHER : TypeFamily.DECIMAL;
            case "float", "double" -> TypeFamily.FLOATING;
            case "date" -> TypeFamily.DATE;
            case "time" -> TypeFamily.TIME;
            case "datetime" -> TypeFamily.TIMESTAMP;
            case "timestamp" -> TypeFamily.TIMESTAMP_ZONED;
            case "json" -> TypeFamily.JSON;
            case "uuid" -> TypeFamily.UUID;
            case "binary", "varbinary", "blob", "mediumblob", "longblob", "tinyblob" -> TypeFamily.BINARY;
            // How a backslash in a label is shown is not the same everywhere.
            case "enum" -> spelling.indexOf('\\') < 0 ? TypeFamily.ENUM : TypeFamily.OTHER;
            default -> TypeFamily.OTHER;
        };
    }

    private static int bytes(String type) {
        return switch (type) {
            case "tinyint" -> 1;
            case "smallint" -> 2;
            case "mediumint" -> 3;
            case "int" -> 4;
            default -> 8;
        };
    }

    private static int length(long characters) {
        return characters > Integer.MAX_VALUE ? 0 : (int) characters;
    }

    private static List<String> labels(String spelling) {
        List<String> labels = new ArrayList<>();
        Matcher matcher = LABEL.matcher(spelling);
        while (matcher.find()) {
            labels.add(matcher.group(1).replace("''", "'"));
        }
        return labels;
    }
}
