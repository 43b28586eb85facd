package io.selfhealing.agent.schema;

import io.selfhealing.agent.sql.Product;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a row of {@link java.sql.DatabaseMetaData#getColumns} says of a column's values. */
final class MetadataTypes {
    private MetadataTypes() {}

    static ColumnType of(ResultSet row, Product product) throws SQLException {
        return of(
                product,
                row.getInt("DATA_TYPE"),
                row.getString("TYPE_NAME"),
                row.getInt("COLUMN_SIZE"),
                row.getInt("DECIMAL_DIGITS"));
    }

    static ColumnType of(Product product, int jdbc, @Nullable String declared, int size, int digits) {
        String name = declared == null ? "" : declared.toUpperCase(Locale.ROOT);
        return product == Product.SQLITE ? sqlite(name, size, digits) : standard(jdbc, name, size, digits);
    }

    private static ColumnType standard(int jdbc, String name, int size, int digits) {
        TypeFamily family = name.equals("UUID") ? TypeFamily.OTHER : family(jdbc);
        return switch (family) {
            case TEXT, BINARY -> {
                boolean large = jdbc == Types.CLOB || jdbc == Types.NCLOB || jdbc == Types.BLOB;
                yield new ColumnType(name + "(" + size + ")", family, large ? 0 : size, 0, List.of());
            }
            case DECIMAL -> new ColumnType(name + "(" + size + "," + digits + ")", family, size, digits, List.of());
            case INTEGER -> new ColumnType(name, family, bytes(jdbc), 0, List.of());
            default -> new ColumnType(name + "(" + size + "," + digits + ")", family, 0, 0, List.of());
        };
    }

    private static TypeFamily family(int jdbc) {
        return switch (jdbc) {
            case Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR, Types.CLOB -> TypeFamily.TEXT;
            case Types.NCHAR, Types.NVARCHAR, Types.LONGNVARCHAR, Types.NCLOB -> TypeFamily.TEXT;
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> TypeFamily.INTEGER;
            case Types.DECIMAL, Types.NUMERIC -> TypeFamily.DECIMAL;
            case Types.REAL, Types.FLOAT, Types.DOUBLE -> TypeFamily.FLOATING;
            case Types.BOOLEAN -> TypeFamily.BOOLEAN;
            case Types.DATE -> TypeFamily.DATE;
            case Types.TIME -> TypeFamily.TIME;
            case Types.TIMESTAMP -> TypeFamily.TIMESTAMP;
            case Types.TIMESTAMP_WITH_TIMEZONE -> TypeFamily.TIMESTAMP_ZONED;
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> TypeFamily.BINARY;
            case Types.ARRAY -> TypeFamily.ARRAY;
            default -> TypeFamily.OTHER;
        };
    }

    private static int bytes(int jdbc) {
        return switch (jdbc) {
            case Types.TINYINT -> 1;
            case Types.SMALLINT -> Short.BYTES;
            case Types.INTEGER -> Integer.BYTES;
            default -> Long.BYTES;
        };
    }

    /**
     * SQLite stores any value in any column and holds no length; the declared type is little more than a hint ("Datatypes In
     * SQLite", 3.1). What is neither text nor a whole number is like itself alone: whether its dates are text or numbers only the
     * application knows.
     */
    private static ColumnType sqlite(String name, int size, int digits) {
        String spelling = name + "(" + size + "," + digits + ")";
        if (name.contains("INT")) {
            return new ColumnType(spelling, TypeFamily.INTEGER, Long.BYTES, 0, List.of());
        }
        boolean text = name.contains("CHAR") || name.contains("CLOB") || name.contains("TEXT");
        return new ColumnType(spelling, text ? TypeFamily.TEXT : TypeFamily.OTHER, 0, 0, List.of());
    }
}
