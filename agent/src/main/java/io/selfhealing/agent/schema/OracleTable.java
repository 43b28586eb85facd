package io.selfhealing.agent.schema;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a snapshot of what Oracle's data dictionary says. Written from the documentation; not run. */
final class OracleTable {
    private OracleTable() {}

    /** @param objects rows of {@link OracleCatalog#OBJECTS}; without any there is no such table, and null is returned */
    static @Nullable TableSnapshot of(
            String schema,
            String table,
            List<CatalogRow> objects,
            List<CatalogRow> columns,
            List<CatalogRow> primaryKey,
            List<CatalogRow> rowTriggers,
            Instant seen) {
        if (objects.isEmpty()) {
            return null;
        }
        return new TableSnapshot(
                schema,
                table,
                objects.get(0).text("OBJECT_ID"),
                columns.stream().map(OracleTable::column).toList(),
                primaryKey.stream().map(row -> row.text("COLUMN_NAME")).toList(),
                kind(objects),
                !rowTriggers.isEmpty(),
                seen);
    }

    /**
     * A table that somebody else owns is not an ordinary one: ALL_TRIGGERS shows its triggers only to those who may create any,
     * and which of its columns are shown depends on rights.
     */
    private static TableSnapshot.Kind kind(List<CatalogRow> objects) {
        CatalogRow only = objects.get(0);
        if (objects.stream().anyMatch(row -> row.text("OBJECT_TYPE").endsWith("VIEW"))) {
            return TableSnapshot.Kind.VIEW;
        }
        boolean ordinary = objects.size() == 1
                && only.text("OBJECT_TYPE").equals("TABLE")
                && only.text("TEMPORARY").equals("N")
                && only.isSet("OWN");
        return ordinary ? TableSnapshot.Kind.TABLE : TableSnapshot.Kind.OTHER;
    }

    /**
     * Without an identity: INTERNAL_COLUMN_ID is a place, which other columns take over when one before them is dropped.
     */
    private static Column column(CatalogRow row) {
        return new Column(
                row.text("COLUMN_NAME"),
                row.number("INTERNAL_COLUMN_ID"),
                type(row),
                row.text("NULLABLE").equals("N"),
                source(row),
                null,
                row.text("COMMENTS"));
    }

    private static Column.Source source(CatalogRow row) {
        if (row.text("VIRTUAL_COLUMN").equals("YES")) {
            return Column.Source.COMPUTED;
        }
        if (row.text("IDENTITY_COLUMN").equals("YES")) {
            return Column.Source.SEQUENCE;
        }
        return row.isNull("DEFAULT_LENGTH") ? Column.Source.NONE : Column.Source.DEFAULT;
    }

    private static ColumnType type(CatalogRow row) {
        String type = row.text("DATA_TYPE");
        TypeFamily family = family(type);
        return switch (family) {
            case TEXT -> {
                int length = row.number("CHAR_LENGTH");
                yield new ColumnType(length == 0 ? type : type + "(" + length + ")", family, length, 0, List.of());
            }
            case BINARY -> {
                int length = type.equals("RAW") ? row.number("DATA_LENGTH") : 0;
                yield new ColumnType(length == 0 ? type : type + "(" + length + ")", family, length, 0, List.of());
            }
            case DECIMAL -> decimal(row);
            default -> new ColumnType(type, family, 0, 0, List.of());
        };
    }

    /** NUMBER alone holds any number; NUMBER(*,0), which INTEGER becomes, has a scale and no precision, which means 38. */
    private static ColumnType decimal(CatalogRow row) {
        int scale = row.number("DATA_SCALE");
        if (row.isNull("DATA_PRECISION") && row.isNull("DATA_SCALE")) {
            return new ColumnType("NUMBER", TypeFamily.DECIMAL, 0, 0, List.of());
        }
        int precision = row.isNull("DATA_PRECISION") ? 38 : row.number("DATA_PRECISION");
        return new ColumnType(
                "NUMBER(" + precision + "," + scale + ")", TypeFamily.DECIMAL, precision, scale, List.of());
    }

    /** DATE has a time of day, to the second. */
    private static TypeFamily family(String type) {
        if (type.startsWith("TIMESTAMP")) {
            return type.endsWith("TIME ZONE") ? TypeFamily.TIMESTAMP_ZONED : TypeFamily.TIMESTAMP;
        }
        if (type.startsWith("INTERVAL")) {
            return TypeFamily.INTERVAL;
        }
        return switch (type) {
            case "VARCHAR2", "NVARCHAR2", "CHAR", "NCHAR", "CLOB", "NCLOB" -> TypeFamily.TEXT;
            case "NUMBER" -> TypeFamily.DECIMAL;
            case "FLOAT", "BINARY_FLOAT", "BINARY_DOUBLE" -> TypeFamily.FLOATING;
            case "DATE" -> TypeFamily.TIMESTAMP;
            case "RAW", "BLOB" -> TypeFamily.BINARY;
            case "BOOLEAN" -> TypeFamily.BOOLEAN;
            case "JSON" -> TypeFamily.JSON;
            default -> TypeFamily.OTHER;
        };
    }
}
