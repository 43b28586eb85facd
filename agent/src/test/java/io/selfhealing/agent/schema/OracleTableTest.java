package io.selfhealing.agent.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** On rows as the Database Reference describes them. No Oracle database was run. */
class OracleTableTest {
    private static final CatalogRow OWN_TABLE =
            row("OBJECT_ID", 73_001, "OBJECT_TYPE", "TABLE", "TEMPORARY", "N", "OWN", 1);

    @Test
    void typesAreReadFromLengthPrecisionAndScale() {
        TableSnapshot table = table(
                List.of(OWN_TABLE),
                column("A", 1, "DATA_TYPE", "VARCHAR2", "DATA_LENGTH", 80, "CHAR_LENGTH", 20),
                column("B", 2, "DATA_TYPE", "NUMBER", "DATA_LENGTH", 22, "DATA_PRECISION", 10, "DATA_SCALE", 2),
                column("C", 3, "DATA_TYPE", "NUMBER", "DATA_LENGTH", 22),
                column("D", 4, "DATA_TYPE", "NUMBER", "DATA_LENGTH", 22, "DATA_SCALE", 0),
                column("E", 5, "DATA_TYPE", "DATE", "DATA_LENGTH", 7),
                column("F", 6, "DATA_TYPE", "TIMESTAMP(6) WITH TIME ZONE", "DATA_SCALE", 6),
                column("G", 7, "DATA_TYPE", "CLOB", "DATA_LENGTH", 4000, "CHAR_LENGTH", 0),
                column("H", 8, "DATA_TYPE", "RAW", "DATA_LENGTH", 16),
                column("I", 9, "DATA_TYPE", "SDO_GEOMETRY"));

        assertThat(table.columns().stream().map(Column::type))
                .containsExactly(
                        type("VARCHAR2(20)", TypeFamily.TEXT, 20, 0),
                        type("NUMBER(10,2)", TypeFamily.DECIMAL, 10, 2),
                        type("NUMBER", TypeFamily.DECIMAL, 0, 0),
                        type("NUMBER(38,0)", TypeFamily.DECIMAL, 38, 0),
                        type("DATE", TypeFamily.TIMESTAMP, 0, 0),
                        type("TIMESTAMP(6) WITH TIME ZONE", TypeFamily.TIMESTAMP_ZONED, 0, 0),
                        type("CLOB", TypeFamily.TEXT, 0, 0),
                        type("RAW(16)", TypeFamily.BINARY, 16, 0),
                        type("SDO_GEOMETRY", TypeFamily.OTHER, 0, 0));
    }

    @Test
    void valuesComeFromVirtualIdentityAndDefaultColumns() {
        TableSnapshot table = table(
                List.of(OWN_TABLE),
                column("A", 1, "VIRTUAL_COLUMN", "YES", "DEFAULT_LENGTH", 7),
                column("B", 2, "IDENTITY_COLUMN", "YES", "DEFAULT_LENGTH", 30, "NULLABLE", "N"),
                column("C", 3, "DEFAULT_LENGTH", 4, "NULLABLE", "N"),
                column("D", 4, "NULLABLE", "N"),
                column("E", 5));

        assertThat(table.columns())
                .extracting(column -> column.source() + " " + column.required())
                .containsExactly("COMPUTED false", "SEQUENCE true", "DEFAULT true", "NONE true", "NONE false");
    }

    @Test
    void columnsHaveNoIdentityBecauseTheirNumbersMoveUp() {
        TableSnapshot before = table(List.of(OWN_TABLE), column("A", 1), column("B", 2), column("C", 3));
        TableSnapshot after = table(List.of(OWN_TABLE), column("A", 1), column("C", 2));

        assertThat(after.identity()).isEqualTo("73001");
        assertThat(after.columns()).extracting(Column::identity).containsOnlyNulls();
        assertThat(SchemaDiff.between(before, after).sameIdentity()).isEmpty();
        assertThat(SchemaDiff.between(before, after).renamedInPlace()).isEmpty();
    }

    @Test
    void onlyAPermanentTableOfTheUsersOwnIsAnOrdinaryOne() {
        assertThat(table(List.of(OWN_TABLE)).kind()).isEqualTo(TableSnapshot.Kind.TABLE);
        assertThat(kindOf("TABLE", "N", 0)).isEqualTo(TableSnapshot.Kind.OTHER);
        assertThat(kindOf("TABLE", "Y", 1)).isEqualTo(TableSnapshot.Kind.OTHER);
        assertThat(kindOf("VIEW", "N", 1)).isEqualTo(TableSnapshot.Kind.VIEW);
        assertThat(kindOf("SYNONYM", "N", 1)).isEqualTo(TableSnapshot.Kind.OTHER);
        CatalogRow materialized =
                row("OBJECT_ID", 73_002, "OBJECT_TYPE", "MATERIALIZED VIEW", "TEMPORARY", "N", "OWN", 1);
        assertThat(table(List.of(OWN_TABLE, materialized)).kind()).isEqualTo(TableSnapshot.Kind.VIEW);
        assertThat(OracleTable.of("APP", "M", List.of(), List.of(), List.of(), List.of(), Instant.EPOCH))
                .isNull();
    }

    @Test
    void keyAndRowTriggersAreTaken() {
        TableSnapshot table = Objects.requireNonNull(OracleTable.of(
                "APP",
                "M",
                List.of(OWN_TABLE),
                List.of(column("A", 1), column("B", 2)),
                List.of(row("COLUMN_NAME", "B"), row("COLUMN_NAME", "A")),
                List.of(row("TRIGGER_NAME", "G")),
                Instant.EPOCH));

        assertThat(table.primaryKey()).containsExactly("B", "A");
        assertThat(table.rewritesRows()).isTrue();
    }

    private static TableSnapshot.Kind kindOf(String type, String temporary, int own) {
        return table(List.of(row("OBJECT_ID", 1, "OBJECT_TYPE", type, "TEMPORARY", temporary, "OWN", own)))
                .kind();
    }

    private static TableSnapshot table(List<CatalogRow> objects, CatalogRow... columns) {
        return Objects.requireNonNull(
                OracleTable.of("APP", "M", objects, List.of(columns), List.of(), List.of(), Instant.EPOCH));
    }

    private static CatalogRow column(String name, int id, Object... more) {
        Map<String, @Nullable Object> values = new HashMap<>(Map.of(
                "COLUMN_NAME", name,
                "INTERNAL_COLUMN_ID", id,
                "DATA_TYPE", "NUMBER",
                "NULLABLE", "Y",
                "VIRTUAL_COLUMN", "NO",
                "IDENTITY_COLUMN", "NO"));
        values.putAll(row(more).values());
        return new CatalogRow(values);
    }

    static CatalogRow row(Object... labelsAndValues) {
        Map<String, @Nullable Object> values = new HashMap<>();
        for (int i = 0; i < labelsAndValues.length; i += 2) {
            values.put((String) labelsAndValues[i], labelsAndValues[i + 1]);
        }
        return new CatalogRow(values);
    }

    private static ColumnType type(String name, TypeFamily family, int length, int scale) {
        return new ColumnType(name, family, length, scale, List.of());
    }
}
