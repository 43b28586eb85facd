package io.selfhealing.agent.schema;

import static io.selfhealing.agent.schema.OracleTableTest.row;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** On rows as the catalog views' pages describe them. No SQL Server was run. */
class SqlServerTableTest {
    @Test
    void renamedColumnIsProvedByItsNumber() {
        TableSnapshot before = table(column("id", 1), column("sender", 2), column("content", 3));
        TableSnapshot renamed = table(column("id", 1), column("zorp", 2), column("content", 3));
        TableSnapshot droppedAndAdded = table(column("id", 1), column("content", 3), column("zorp", 4));

        assertThat(SchemaDiff.between(before, renamed).sameIdentity())
                .extracting(pair -> pair.before().name() + ">" + pair.after().name())
                .containsExactly("sender>zorp");
        assertThat(SchemaDiff.between(before, droppedAndAdded).sameIdentity()).isEmpty();
    }

    @Test
    void lengthsAreInCharactersAndMaxHasNone() {
        TableSnapshot table = table(
                column("a", 1, "TYPE_NAME", "nvarchar", "MAX_LENGTH", (short) 40),
                column("b", 2, "TYPE_NAME", "varchar", "MAX_LENGTH", (short) -1),
                column("c", 3, "TYPE_NAME", "decimal", "MAX_LENGTH", 9, "PRECISION", 10, "SCALE", 2),
                column("d", 4, "TYPE_NAME", "bigint", "MAX_LENGTH", 8),
                column("e", 5, "TYPE_NAME", "datetime2", "MAX_LENGTH", 8, "SCALE", 7),
                column("f", 6, "TYPE_NAME", "ntext", "MAX_LENGTH", 16),
                column("g", 7, "TYPE_NAME", "bit", "MAX_LENGTH", 1));

        assertThat(table.columns().stream().map(Column::type))
                .containsExactly(
                        new ColumnType("nvarchar(20)", TypeFamily.TEXT, 20, 0, List.of()),
                        new ColumnType("varchar(max)", TypeFamily.TEXT, 0, 0, List.of()),
                        new ColumnType("decimal(10,2)", TypeFamily.DECIMAL, 10, 2, List.of()),
                        new ColumnType("bigint", TypeFamily.INTEGER, 8, 0, List.of()),
                        new ColumnType("datetime2(7)", TypeFamily.TIMESTAMP, 0, 0, List.of()),
                        new ColumnType("ntext(8)", TypeFamily.TEXT, 0, 0, List.of()),
                        new ColumnType("bit", TypeFamily.OTHER, 0, 0, List.of()));
    }

    @Test
    void valuesComeFromComputedVersionedIdentityAndDefaultColumns() {
        TableSnapshot table = table(
                column("a", 1, "IS_COMPUTED", true),
                column("b", 2, "TYPE_NAME", "timestamp"),
                column("c", 3, "GENERATED_ALWAYS_TYPE", 1),
                column("d", 4, "IS_IDENTITY", true, "IS_NULLABLE", false),
                column("e", 5, "DEFAULT_OBJECT_ID", 77, "PRESET", "(NEXT VALUE FOR [dbo].[s])"),
                column("f", 6, "DEFAULT_OBJECT_ID", 78, "PRESET", "((0))"),
                column("g", 7, "IS_NULLABLE", false));

        assertThat(table.columns())
                .extracting(column -> column.source() + " " + column.required())
                .containsExactly(
                        "COMPUTED false",
                        "COMPUTED false",
                        "COMPUTED false",
                        "SEQUENCE true",
                        "SEQUENCE false",
                        "DEFAULT false",
                        "NONE true");
    }

    @Test
    void tableWhoseDefinitionIsHiddenIsNotAnOrdinaryOne() {
        assertThat(kind("U ", 1)).isEqualTo(TableSnapshot.Kind.TABLE);
        assertThat(kind("U ", 0)).isEqualTo(TableSnapshot.Kind.OTHER);
        assertThat(kind("V ", 1)).isEqualTo(TableSnapshot.Kind.VIEW);
        assertThat(kind("SN", 1)).isEqualTo(TableSnapshot.Kind.OTHER);
    }

    private static TableSnapshot.Kind kind(String type, int seesAll) {
        return SqlServerTable.of(
                        "dbo",
                        row("OBJECT_ID", 901, "NAME", "m", "TYPE", type, "SEES_ALL", seesAll),
                        List.of(),
                        List.of(),
                        List.of(),
                        Instant.EPOCH)
                .kind();
    }

    private static TableSnapshot table(CatalogRow... columns) {
        return SqlServerTable.of(
                "dbo",
                row("OBJECT_ID", 901, "NAME", "m", "TYPE", "U ", "SEES_ALL", 1),
                List.of(columns),
                List.of(row("NAME", "id")),
                List.of(),
                Instant.EPOCH);
    }

    private static CatalogRow column(String name, int id, Object... more) {
        Map<String, @Nullable Object> values = new HashMap<>(Map.of(
                "NAME",
                name,
                "COLUMN_ID",
                id,
                "TYPE_NAME",
                "int",
                "MAX_LENGTH",
                4,
                "IS_NULLABLE",
                true,
                "IS_IDENTITY",
                false,
                "IS_COMPUTED",
                false,
                "GENERATED_ALWAYS_TYPE",
                0,
                "DEFAULT_OBJECT_ID",
                0));
        values.putAll(row(more).values());
        return new CatalogRow(values);
    }
}
