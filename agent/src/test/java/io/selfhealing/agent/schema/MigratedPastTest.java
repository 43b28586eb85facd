package io.selfhealing.agent.schema;

import static io.selfhealing.agent.heal.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigratedPastTest {
    private static final MigratedRename RENAME = new MigratedRename("a", "b", "V2.sql:1");
    private static final TableSnapshot OLD = table("t", "id int pk", "a varchar(9)");
    private static final TableSnapshot END = table("t", "id int pk", "b varchar(9)");
    private static final MigratedPast PAST = new MigratedPast(List.of(END, OLD), List.of(RENAME), Set.of());
    private static final DatabaseIdentity HERE = new DatabaseIdentity("here", true);

    @TempDir
    Path directory;

    private final Telling told = new Telling();

    @Test
    void holdsForATableThatIsAsTheMigrationsLeaveIt() {
        MigratedPast holds = PAST.upTo(table("t", "id int pk #1", "b text #2"), List.of());

        assertThat(holds.renames()).containsExactly(RENAME);
        assertThat(holds.shapes()).hasSize(1);
        assertThat(holds.shapes().get(0).columns().get(1).type().name())
                .as("the database's own spelling")
                .isEqualTo("text");
    }

    @Test
    void nothingHoldsForATableThatDiffers() {
        for (TableSnapshot other : List.of(
                table("t", "id int pk", "c text"),
                table("t", "id int pk", "b text", "c text"),
                table("t", "id int pk"),
                table("t", "id int pk", "b int"))) {
            assertThat(PAST.upTo(other, List.of())).as("%s", other.columns()).isEqualTo(MigratedPast.NONE);
        }
    }

    @Test
    void laterRenameIsFollowedByIdentity() {
        TableSnapshot seen = table("t", "id int pk #1", "b text #2");
        TableSnapshot now = table("t", "id int pk #1", "c text #2", "b text #3");

        assertThat(PAST.upTo(now, List.of(seen)).renames()).containsExactly(new MigratedRename("a", "c", "V2.sql:1"));
    }

    @Test
    void columnThatWentSinceIsNoTarget() {
        TableSnapshot seen = table("t", "id int pk", "b text");
        TableSnapshot without = table("t", "id int pk");
        TableSnapshot again = table("t", "id int pk", "b text", "d text");

        assertThat(PAST.upTo(again, List.of(without, seen)).renames()).isEmpty();
    }

    @Test
    void nameThatCameBackSinceIsNotTheOldOne() {
        TableSnapshot seen = table("t", "id int pk", "b text");
        TableSnapshot both = table("t", "id int pk", "b text", "a text");
        TableSnapshot now = table("t", "id int pk", "b text", "d text");

        assertThat(PAST.upTo(now, List.of(both, seen)).renames()).isEmpty();
    }

    @Test
    void isKeptBesideTheLedgerAndSetAsideWhereDamaged() throws IOException {
        Ledger ledger = new Ledger(directory, told, InstantSource.system());
        ledger.importPast(HERE, "public", "t", PAST);
        Ledger.Key key = new Ledger.Key(HERE, "public", "t");

        TableHistory history = new Ledger(directory, told, InstantSource.system())
                .remember(key, END, List.of())
                .past()
                .of(END);
        assertThat(history.migrated().renames()).containsExactly(RENAME);
        assertThat(history.earlier()).containsExactly(OLD);
        assertThat(Ledger.databases(directory)).containsExactly("here");

        try (Stream<Path> files = Files.list(directory)) {
            Files.writeString(files.findFirst().orElseThrow(), "{\"version\":1}");
        }
        assertThat(new Ledger(directory, told, InstantSource.system())
                        .remember(key, END, List.of())
                        .past()
                        .migrated())
                .isEqualTo(MigratedPast.NONE);
        assertThat(told.setAside).hasSize(1);
    }
}
