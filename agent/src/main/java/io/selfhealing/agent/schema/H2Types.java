package io.selfhealing.agent.schema;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/** What a row of INFORMATION_SCHEMA.COLUMNS says of a column's values. */
final class H2Types {
    /** The length that H2 2.0 to 2.3 show for a column declared without one; later versions show a larger number. */
    private static final long NO_LENGTH = 1_048_576;

    private H2Types() {}

    static ColumnType of(ResultSet row, List<String> labels) throws SQLException {
        String type = name(row);
        TypeFamily family = family(type);
        return switch (family) {
            case TEXT, BINARY -> {
                int length = length(row.getLong("CHARACTER_MAXIMUM_LENGTH"));
                yield new ColumnType(length == 0 ? type : type + "(" + length + ")", family, length, 0, labels);
            }
            case DECIMAL -> {
                int precision = row.getInt("NUMERIC_PRECISION");
                int scale = row.getInt("NUMERIC_SCALE");
                yield new ColumnType(type + "(" + precision + "," + scale + ")", family, precision, scale, labels);
            }
            case INTEGER -> new ColumnType(type, family, row.getInt("NUMERIC_PRECISION") / 8, 0, labels);
            case FLOATING -> new ColumnType(type + "(" + row.getInt("NUMERIC_PRECISION") + ")", family, 0, 0, labels);
            case INTERVAL -> new ColumnType("INTERVAL " + row.getString("INTERVAL_TYPE"), family, 0, 0, labels);
            case TIME, TIMESTAMP, TIMESTAMP_ZONED ->
                new ColumnType(type + "(" + row.getInt("DATETIME_PRECISION") + ")", family, 0, 0, labels);
            default -> new ColumnType(type, family, 0, 0, labels);
        };
    }

    /** The type's name; where the database folds to lower case, so does its catalog with this column. */
    static String name(ResultSet row) throws SQLException {
        return row.getString("DATA_TYPE").toUpperCase(Locale.ROOT);
    }

    private static int length(long characters) {
        return characters >= NO_LENGTH ? 0 : (int) characters;
    }

    private static TypeFamily family(String type) {
        return switch (type) {
            case "CHARACTER", "CHARACTER VARYING", "CHARACTER LARGE OBJECT", "VARCHAR_IGNORECASE" -> TypeFamily.TEXT;
            case "TINYINT", "SMALLINT", "INTEGER", "BIGINT" -> TypeFamily.INTEGER;
            case "NUMERIC", "DECIMAL" -> TypeFamily.DECIMAL;
            case "REAL", "DOUBLE PRECISION", "FLOAT", "DECFLOAT" -> TypeFamily.FLOATING;
            case "BOOLEAN" -> TypeFamily.BOOLEAN;
            case "DATE" -> TypeFamily.DATE;
            case "TIME" -> TypeFamily.TIME;
            case "TIMESTAMP" -> TypeFamily.TIMESTAMP;
            case "TIMESTAMP WITH TIME ZONE" -> TypeFamily.TIMESTAMP_ZONED;
            case "INTERVAL" -> TypeFamily.INTERVAL;
            case "JSON" -> TypeFamily.JSON;
            case "UUID" -> TypeFamily.UUID;
            case "BINARY", "BINARY VARYING", "BINARY LARGE OBJECT" -> TypeFamily.BINARY;
            case "ENUM" -> TypeFamily.ENUM;
            case "ARRAY" -> TypeFamily.ARRAY;
            default -> TypeFamily.OTHER;
        };
    }
}
