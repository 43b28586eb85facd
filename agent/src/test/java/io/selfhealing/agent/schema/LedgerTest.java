package io.selfhealing.agent.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
    private static final DatabaseIdentity HERE = new DatabaseIdentity("here", true);
    private static final DatabaseIdentity ELSEWHERE = new DatabaseIdentity("elsewhere", true);
    private static final DatabaseIdentity FLEETING = new DatabaseIdentity("memory", false);
    private static final WitnessedRename RENAME = new WitnessedRename("a", "b", Instant.EPOCH);

    @TempDir
    Path home;

    private final Telling told = new Telling();

    @Test
    void shapesAndRenamesSurviveARestart() throws IOException {
        keep(ledger(), HERE, shape("7", "a"), List.of());
        keep(ledger(), HERE, shape("7", "b"), List.of(RENAME));

        Past past = ledger().remember(key(HERE), shape("7", "b"), List.of()).past();
        assertThat(past.shapes()).containsExactly(shape("7", "b"), shape("7", "a"));
        assertThat(past.renames()).containsExactly(RENAME);
        assertThat(past.of(shape("7", "b")).earlier()).containsExactly(shape("7", "a"));
        assertThat(told.setAside).isEmpty();
    }

    @Test
    void filesAreForTheirOwnerAlone() throws IOException {
        keep(ledger(), HERE, shape("7", "a"), List.of());

        List<Path> files = files();
        assertThat(files).hasSize(1);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files.get(0))))
                .isEqualTo("rw-------");
    }

    @Test
    void anotherDatabaseHasNoPartInIt() throws IOException {
        Ledger ledger = ledger();
        keep(ledger, HERE, shape("7", "a"), List.of());

        assertThat(ledger.remember(key(ELSEWHERE), shape("7", "b"), List.of()).before())
                .isNull();
        Path file = files().get(0);
        keep(ledger, ELSEWHERE, shape("7", "b"), List.of());
        Path other = files().stream().filter(f -> !f.equals(file)).findFirst().orElseThrow();
        Files.copy(file, other, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThat(ledger().remember(key(ELSEWHERE), shape("7", "b"), List.of())
                        .past()
                        .shapes())
                .containsExactly(shape("7", "b"));
        assertThat(told.setAside).containsExactly("it speaks of another table");
    }

    @Test
    void corruptFileIsSetAsideAndReplaced() throws IOException {
        for (String content : List.of("", "{", "[]", "{\"version\":2}", "null", "\u0000\u0001")) {
            keep(ledger(), HERE, shape("7", "a"), List.of());
            Path file = files().get(0);
            Files.writeString(file, content);
            told.setAside.clear();

            Ledger ledger = ledger();
            assertThat(ledger.remember(key(HERE), shape("7", "b"), List.of()).before())
                    .isNull();
            assertThat(told.setAside).as(content).hasSize(1);
            ledger.store(key(HERE));
            assertThat(ledger().remember(key(HERE), shape("7", "b"), List.of())
                            .past()
                            .shapes())
                    .hasSize(1);
            try (Stream<Path> all = Files.list(home.resolve("schema"))) {
                for (Path left : all.toList()) {
                    Files.delete(left);
                }
            }
        }
    }

    /** As every agent before tables were followed has written it. */
    @Test
    void aFileOfTheFirstVersionTellsTheTablesNumber() throws IOException {
        keep(ledger(), HERE, shape("7", "a"), List.of());
        Files.writeString(files().get(0), """
                {"version": 1, "database": "here", "schema": "public", "table": "päth/../t", "shapes": [{
                    "schema": "public", "name": "päth/../t", "identity": "16384", "columns": [{
                        "name": "a", "position": 1,
                        "type": {"name": "text", "family": "TEXT", "length": 0, "scale": 0, "labels": []},
                        "required": false, "source": "NONE", "identity": "16384.1", "comment": ""}],
                    "primaryKey": [], "kind": "TABLE", "rewritesRows": false, "seen": "2026-01-01T00:00:00Z"}],
                  "renames": []}""");

        Ledger ledger = ledger();
        assertThat(ledger.recall(key(HERE)).shapes())
                .extracting(TableSnapshot::identity)
                .containsExactly("16384");
        assertThat(ledger.recall(key(ELSEWHERE)).shapes()).isEmpty();
        assertThat(told.setAside).isEmpty();
    }

    @Test
    void missingPartsAreCorruptToo() throws IOException {
        keep(ledger(), HERE, shape("7", "a"), List.of());
        Path file = files().get(0);
        Files.writeString(file, Files.readString(file).replace("\"family\" : \"TEXT\"", "\"family\" : null"));

        assertThat(ledger().remember(key(HERE), shape("7", "b"), List.of()).before())
                .isNull();
        assertThat(told.setAside).hasSize(1);
    }

    @Test
    void withoutAWritableHomeItRemembersInMemory() throws IOException {
        Path file = Files.createFile(home.resolve("file"));
        Ledger ledger = new Ledger(file.resolve("schema"), told, () -> Instant.EPOCH);
        keep(ledger, HERE, shape("7", "a"), List.of());
        keep(ledger, HERE, shape("7", "b"), List.of());

        assertThat(ledger.remember(key(HERE), shape("7", "c"), List.of()).past().shapes())
                .hasSize(3);
        assertThat(told.unwritable).hasSize(1);
    }

    @Test
    void databaseThatCannotBeRecognisedLaterIsNotWritten() throws IOException {
        Ledger ledger = ledger();
        keep(ledger, FLEETING, shape("7", "a"), List.of());

        assertThat(ledger.remember(key(FLEETING), shape("7", "b"), List.of())
                        .past()
                        .shapes())
                .hasSize(2);
        assertThat(Files.exists(home.resolve("schema"))).isFalse();
    }

    @Test
    void onlyTheLastTwentyShapesAreKept() throws IOException {
        Ledger ledger = ledger();
        for (int i = 0; i < 30; i++) {
            keep(ledger, HERE, shape("7", "c" + i), List.of());
        }
        List<TableSnapshot> shapes = ledger().remember(key(HERE), shape("7", "c29"), List.of())
                .past()
                .shapes();
        assertThat(shapes).hasSize(20);
        assertThat(shapes.get(0)).isEqualTo(shape("7", "c29"));
    }

    @Test
    void shapeThatComesBackIsKeptOnce() throws IOException {
        Ledger ledger = ledger();
        keep(ledger, HERE, shape("7", "a"), List.of());
        keep(ledger, HERE, shape("7", "b"), List.of());

        Ledger.Remembered back = ledger.remember(key(HERE), shape("7", "a"), List.of());
        assertThat(back.newShape()).isTrue();
        assertThat(back.past().shapes()).containsExactly(shape("7", "a"), shape("7", "b"));
    }

    @Test
    void tableMadeAnewLeavesWitnessedRenamesBehind() throws IOException {
        Ledger ledger = ledger();
        keep(ledger, HERE, shape("7", "b"), List.of(RENAME));

        assertThat(ledger.remember(key(HERE), shape("8", "b"), List.of()).past().renames())
                .isEmpty();
    }

    @Test
    void whatAnotherProcessWroteMeanwhileIsKept() throws IOException {
        Ledger first = ledger();
        keep(first, HERE, shape("7", "a"), List.of());
        keep(ledger(), HERE, shape("7", "b"), List.of());
        keep(first, HERE, shape("7", "c"), List.of());

        assertThat(ledger().remember(key(HERE), shape("7", "c"), List.of())
                        .past()
                        .shapes())
                .containsExactlyInAnyOrder(shape("7", "c"), shape("7", "b"), shape("7", "a"));
    }

    private Ledger ledger() {
        return new Ledger(home.resolve("schema"), told, () -> Instant.EPOCH);
    }

    private static void keep(
            Ledger ledger, DatabaseIdentity database, TableSnapshot shape, List<WitnessedRename> renames) {
        Ledger.Remembered remembered = ledger.remember(key(database), shape, renames);
        assertThat(remembered.past().newest()).isEqualTo(shape);
        ledger.store(key(database));
    }

    private static Ledger.Key key(DatabaseIdentity database) {
        return new Ledger.Key(database, "public", "päth/../t");
    }

    private static TableSnapshot shape(String identity, String column) {
        return new TableSnapshot(
                "public",
                "päth/../t",
                identity,
                List.of(new Column(
                        column,
                        1,
                        new ColumnType("text", TypeFamily.TEXT, 0, 0, List.of()),
                        false,
                        Column.Source.NONE,
                        identity + ".1",
                        "")),
                List.of(),
                TableSnapshot.Kind.TABLE,
                false,
                Instant.EPOCH);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("schema"))) {
            return files.toList();
        }
    }
}
