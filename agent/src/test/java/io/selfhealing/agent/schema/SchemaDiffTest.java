package io.selfhealing.agent.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SchemaDiffTest {
    private static final ColumnType TEXT = new ColumnType("text", TypeFamily.TEXT, 0, 0, List.of());
    private static final ColumnType INT = new ColumnType("int", TypeFamily.INTEGER, 4, 0, List.of());

    @Test
    void sameShapeHasNoDifference() {
        SchemaDiff diff = SchemaDiff.between(table("a", "b"), table("a", "b"));

        assertThat(diff.gone()).isEmpty();
        assertThat(diff.come()).isEmpty();
        assertThat(diff.changed()).isEmpty();
        assertThat(diff.renamedInPlace()).isEmpty();
    }

    @Test
    void renameInTheMiddleIsStrong() {
        assertThat(inPlace(table("id", "sender", "body"), table("id", "role", "body")))
                .containsExactly("sender>role");
    }

    @Test
    void renameAtTheEndMayBeDropAndAdd() {
        assertThat(inPlace(table("id", "sender"), table("id", "role"))).containsExactly("sender>role?");
        assertThat(inPlace(table("id", "a", "b"), table("id", "c", "d"))).containsExactly("a>c?", "b>d?");
    }

    @Test
    void twoRenamesAtOnceArePairedByPlace() {
        assertThat(inPlace(table("id", "a", "b", "z"), table("id", "x", "y", "z")))
                .containsExactly("a>x", "b>y");
    }

    @Test
    void anythingElseThatChangedMakesItNoRename() {
        assertThat(inPlace(table("id", "a", "z"), table("id", "b", "z", "more")))
                .isEmpty();
        assertThat(inPlace(table("id", "a", "b"), table("id", "b", "c"))).isEmpty();
        TableSnapshot otherType = new TableSnapshot(
                "s",
                "t",
                null,
                List.of(column("id", 1, TEXT, null), column("b", 2, INT, null), column("z", 3, TEXT, null)),
                List.of(),
                TableSnapshot.Kind.TABLE,
                false,
                Instant.EPOCH);
        assertThat(inPlace(table("id", "a", "z"), otherType)).isEmpty();
    }

    @Test
    void swappedNamesAreNoRenameInPlace() {
        assertThat(inPlace(table("a", "b", "z"), table("b", "a", "z"))).isEmpty();
    }

    @Test
    void identityProvesEvenASwap() {
        TableSnapshot before = identified("7", "a", "b", "z");
        TableSnapshot after = new TableSnapshot(
                "s",
                "t",
                "7",
                List.of(column("b", 1, TEXT, "7.1"), column("a", 2, TEXT, "7.2"), column("z", 3, TEXT, "7.3")),
                List.of(),
                TableSnapshot.Kind.TABLE,
                false,
                Instant.EPOCH);
        assertThat(SchemaDiff.between(before, after).sameIdentity())
                .extracting(SchemaDiffTest::text)
                .containsExactly("a>b", "b>a");
    }

    @Test
    void tableMadeAnewIsWeakEvidence() {
        assertThat(inPlace(identified("7", "id", "a", "z"), identified("8", "id", "b", "z")))
                .containsExactly("a>b?");
        assertThat(SchemaDiff.between(identified("7", "id", "a", "z"), identified("8", "id", "b", "z"))
                        .sameIdentity())
                .isEmpty();
    }

    @Test
    void keyFollowsTheRename() {
        TableSnapshot before = keyed("id", "id", "a");
        assertThat(inPlace(before, keyed("nr", "nr", "a"))).containsExactly("id>nr");
        assertThat(inPlace(before, keyed("a", "nr", "a"))).isEmpty();
    }

    private static List<String> inPlace(TableSnapshot older, TableSnapshot newer) {
        return SchemaDiff.between(older, newer).renamedInPlace().stream()
                .map(SchemaDiffTest::text)
                .toList();
    }

    private static String text(SchemaDiff.Renamed pair) {
        return pair.before().name() + ">" + pair.after().name() + (pair.last() ? "?" : "");
    }

    static TableSnapshot table(String... columns) {
        return table(null, List.of(), columns);
    }

    private static TableSnapshot identified(String identity, String... columns) {
        return table(identity, List.of(), columns);
    }

    private static TableSnapshot keyed(String key, String... columns) {
        return table(null, List.of(key), columns);
    }

    private static TableSnapshot table(@Nullable String identity, List<String> key, String... names) {
        List<Column> columns = new ArrayList<>();
        for (String name : names) {
            int position = columns.size() + 1;
            columns.add(column(name, position, TEXT, identity == null ? null : identity + "." + position));
        }
        return new TableSnapshot("s", "t", identity, columns, key, TableSnapshot.Kind.TABLE, false, Instant.EPOCH);
    }

    private static Column column(String name, int position, ColumnType type, @Nullable String identity) {
        return new Column(name, position, type, false, Column.Source.NONE, identity, "");
    }
}
