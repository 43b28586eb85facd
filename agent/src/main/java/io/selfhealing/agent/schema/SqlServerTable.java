package io.selfhealing.agent.schema;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Makes a snapshot of what SQL Server's catalog views say. Written from the documentation; not run. */
final class SqlServerTable {
    private SqlServerTable() {}

    /** @param object the row of {@link SqlServerCatalog#OBJECTS} */
    static TableSnapshot of(
            String schema,
            CatalogRow object,
            List<CatalogRow> columns,
            List<CatalogRow> primaryKey,
            List<CatalogRow> triggers,
            Instant seen) {
        String identity = object.text("OBJECT_ID");
        return new TableSnapshot(
                schema,
                object.text("NAME"),
                identity,
                columns.stream().map(row -> column(identity, row)).toList(),
                primaryKey.stream().map(row -> row.text("NAME")).toList(),
                kind(object),
                !triggers.isEmpty(),
                seen);
    }

    /** Without the right to see definitions, triggers and defaults are not shown, and the table is not an ordinary one. */
    private static TableSnapshot.Kind kind(CatalogRow object) {
        // char(2): padded with a blank.
        return switch (object.text("TYPE").strip()) {
            case "U" -> object.isSet("SEES_ALL") ? TableSnapshot.Kind.TABLE : TableSnapshot.Kind.OTHER;
            case "V" -> TableSnapshot.Kind.VIEW;
            default -> TableSnapshot.Kind.OTHER;
        };
    }

    /** sys.tables.max_column_id_used is "the maximum column ID ever used by this table": an id is not given out twice. */
    private static Column column(String table, CatalogRow row) {
        return new Column(
                row.text("NAME"),
                row.number("COLUMN_ID"),
                type(row),
                !row.isSet("IS_NULLABLE"),
                source(row),
                table + "." + row.number("COLUMN_ID"),
                row.text("COMMENT"));
    }

    private static Column.Source source(CatalogRow row) {
        boolean versioned = row.text("TYPE_NAME").equals("timestamp"); // rowversion
        if (row.isSet("IS_COMPUTED") || row.number("GENERATED_ALWAYS_TYPE") != 0 || versioned) {
            return Column.Source.COMPUTED;
        }
        String preset = row.text("PRESET").toUpperCase(Locale.ROOT);
        if (row.isSet("IS_IDENTITY") || preset.contains("NEXT VALUE FOR")) {
            return Column.Source.SEQUENCE;
        }
        return row.number("DEFAULT_OBJECT_ID") == 0 ? Column.Source.NONE : Column.Source.DEFAULT;
    }

    private static ColumnType type(CatalogRow row) {
        String type = row.text("TYPE_NAME");
        TypeFamily family = family(type);
        return switch (family) {
            case TEXT, BINARY -> {
                int bytes = Math.max(0, row.number("MAX_LENGTH")); // -1 stands for max
                int length = type.startsWith("n") ? bytes / 2 : bytes;
                boolean old = type.endsWith("text") || type.equals("image"); // 16: the length of a pointer
                yield new ColumnType(
                        type + "(" + (length == 0 ? "max" : length) + ")", family, old ? 0 : length, 0, List.of());
            }
            case DECIMAL -> {
                int precision = row.number("PRECISION");
                int scale = row.number("SCALE");
                yield new ColumnType(type + "(" + precision + "," + scale + ")", family, precision, scale, List.of());
            }
            case INTEGER -> new ColumnType(type, family, row.number("MAX_LENGTH"), 0, List.of());
            case FLOATING -> new ColumnType(type + "(" + row.number("PRECISION") + ")", family, 0, 0, List.of());
            case TIME, TIMESTAMP, TIMESTAMP_ZONED ->
                new ColumnType(type + "(" + row.number("SCALE") + ")", family, 0, 0, List.of());
            default -> new ColumnType(type, family, 0, 0, List.of());
        };
    }

    /** A tinyint has no sign, which nothing else says: it is like itself alone. A bit holds numbers. */
    private static TypeFamily family(String type) {
        return switch (type) {
            case "char", "varchar", "nchar", "nvarchar", "text", "ntext" -> TypeFamily.TEXT;
            case "smallint", "int", "bigint" -> TypeFamily.INTEGER;
            case "decimal", "numeric" -> TypeFamily.DECIMAL;
            case "real", "float" -> TypeFamily.FLOATING;
            case "date" -> TypeFamily.DATE;
            case "time" -> TypeFamily.TIME;
            case "datetime", "datetime2", "smalldatetime" -> TypeFamily.TIMESTAMP;
            case "datetimeoffset" -> TypeFamily.TIMESTAMP_ZONED;
            case "binary", "varbinary", "image" -> TypeFamily.BINARY;
            default -> TypeFamily.OTHER;
        };
    }
}
