package io.selfhealing.agent.schema;

import java.util.List;

/** What a row of {@code pg_type} and a {@code typmod} say of a column's values. */
final class PostgresTypes {
    /** Bytes by which the server's {@code typmod} of a character or numeric type is too large (VARHDRSZ). */
    private static final int HEADER = 4;

    private PostgresTypes() {}

    static ColumnType of(
            String spelling, String name, String sort, String category, int bytes, int typmod, List<String> labels) {
        TypeFamily family = family(name, sort, category);
        return switch (family) {
            case INTEGER -> new ColumnType(spelling, family, bytes, 0, labels);
            case DECIMAL -> new ColumnType(spelling, family, precision(typmod), scale(typmod), labels);
            case TEXT -> new ColumnType(spelling, family, characters(name, typmod), 0, labels);
            default -> new ColumnType(spelling, family, 0, 0, labels);
        };
    }

    private static TypeFamily family(String name, String sort, String category) {
        if ("e".equals(sort)) {
            return TypeFamily.ENUM;
        }
        if ("A".equals(category)) {
            return TypeFamily.ARRAY;
        }
        return switch (name) {
            case "text", "varchar", "bpchar", "char", "name", "citext" -> TypeFamily.TEXT;
            case "int2", "int4", "int8" -> TypeFamily.INTEGER;
            case "numeric" -> TypeFamily.DECIMAL;
            case "float4", "float8" -> TypeFamily.FLOATING;
            case "bool" -> TypeFamily.BOOLEAN;
            case "date" -> TypeFamily.DATE;
            case "time" -> TypeFamily.TIME;
            case "timestamp" -> TypeFamily.TIMESTAMP;
            case "timestamptz" -> TypeFamily.TIMESTAMP_ZONED;
            case "interval" -> TypeFamily.INTERVAL;
            case "json", "jsonb" -> TypeFamily.JSON;
            case "uuid" -> TypeFamily.UUID;
            case "bytea" -> TypeFamily.BINARY;
            default -> TypeFamily.OTHER;
        };
    }

    private static int characters(String name, int typmod) {
        return switch (name) {
            case "char" -> 1;
            case "name" -> 63;
            default -> Math.max(0, typmod - HEADER);
        };
    }

    private static int precision(int typmod) {
        return typmod < HEADER ? 0 : ((typmod - HEADER) >> 16) & 0xffff;
    }

    /** The scale is the low eleven bits with a sign, since PostgreSQL 15 (numeric_typmod_scale). */
    private static int scale(int typmod) {
        return typmod < HEADER ? 0 : (((typmod - HEADER) & 0x7ff) ^ 1024) - 1024;
    }
}
