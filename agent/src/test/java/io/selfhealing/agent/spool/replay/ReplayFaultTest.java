package io.selfhealing.agent.spool.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.config.TablesSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A fault at call 1, 2, 3 … of a replay, until it goes through: nothing is lost, nothing is there twice. */
@Timeout(180)
class ReplayFaultTest {
    private static final int RECORDS = 6;
    private static final List<String> ALL =
            IntStream.rangeClosed(1, RECORDS + 2).mapToObj(String::valueOf).toList();

    @TempDir
    Path homes;

    /** No key in the table: a second time would be seen. */
    private static void prepare(Rig rig) throws Exception {
        rig.execute("create table orders (id integer, note varchar(100))");
        rig.keep(1, RECORDS);
        rig.keep(Rig.order(RECORDS + 1, "first"), Rig.order(RECORDS + 2, "second"));
    }

    private static List<String> ids(Rig rig) throws Exception {
        return rig.rows("select id from orders order by id");
    }

    @ParameterizedTest
    @EnumSource
    void atEveryCallOfTheDatabase(Faults.Kind kind) throws Exception {
        boolean fired = true;
        for (int call = 1; fired; call++) {
            try (Rig rig = Rig.onH2(homes.resolve(kind + "-" + call))) {
                prepare(rig);
                rig.faults.failAt(call, kind, () -> {});
                rig.replayAll();
                assertThat(ids(rig)).as("%s at call %d", kind, call).isEqualTo(ALL);
                assertThat(rig.deadLetters()).as("%s at call %d", kind, call).isEmpty();
                fired = rig.faults.fired();
            }
            assertThat(call).isLessThan(1_000);
        }
    }

    /** The process is gone at that moment: what another finds is what is on disk then. */
    @ParameterizedTest
    @EnumSource(names = {"LOST_BEFORE", "LOST_AFTER"})
    void whereTheProcessEndsAtEveryCallOfTheDatabase(Faults.Kind kind) throws Exception {
        boolean fired = true;
        for (int call = 1; fired; call++) {
            Path left = homes.resolve("left-" + kind + "-" + call);
            String url;
            try (Rig rig = Rig.onH2(homes.resolve(kind + "-" + call))) {
                url = rig.url;
                prepare(rig);
                rig.faults.failAt(call, kind, () -> {
                    copy(homes.resolve(kind + "-" + call(left)), left);
                    rig.faults.refuse(true);
                });
                rig.replayer.up();
                rig.await(() -> rig.faults.fired() || rig.spool.status().waiting() == 0);
                fired = rig.faults.fired();
                if (!fired) {
                    assertThat(ids(rig)).isEqualTo(ALL);
                }
            }
            if (fired) {
                try (Rig next = new Rig(left, url, TablesSettings.Use.CREATE, 0, 3)) {
                    next.replayAll();
                    assertThat(ids(next)).as("%s at call %d", kind, call).isEqualTo(ALL);
                    assertThat(next.deadLetters()).isEmpty();
                }
            }
            assertThat(call).isLessThan(1_000);
        }
    }

    private static String call(Path left) {
        String name = left.getFileName().toString();
        return name.substring(name.lastIndexOf('-') + 1);
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whereThatARecordIsDoneCannotBeMarkedTheLedgerGoesOnKnowingIt() throws Exception {
        Path home = homes.resolve("first");
        Path left = homes.resolve("left");
        String url;
        try (Rig rig = Rig.onH2(home)) {
            url = rig.url;
            prepare(rig);
            rig.breakDisk(true);
            rig.replayAll();
            rig.replayer.close();
            assertThat(rig.rows("select count(*) from selfhealing_ledger")).containsExactly("" + (RECORDS + 1));
            copy(home, left);
        }
        try (Rig next = new Rig(left, url, TablesSettings.Use.CREATE, 0, 3)) {
            assertThat(next.spool.status().waiting()).isEqualTo(RECORDS + 1);
            next.replayAll();
            assertThat(ids(next)).isEqualTo(ALL);
            next.await(() -> next.replayer.status().known() == RECORDS + 1);
            next.await(() -> ledgerIsEmpty(next));
        }
    }

    @Test
    void aMarkThatFailedBecomesDurableWithTheNextAndThenTheLedgerForgets() throws Exception {
        try (Rig rig = Rig.onH2(homes.resolve("home"))) {
            prepare(rig);
            rig.breakDisk(true);
            rig.replayAll();
            rig.breakDisk(false);
            rig.keep(100, 100);
            rig.replayAll();
            rig.await(() -> ledgerIsEmpty(rig));
            assertThat(ids(rig)).hasSize(RECORDS + 3);
        }
    }

    static boolean ledgerIsEmpty(Rig rig) {
        try {
            return rig.rows("select count(*) from selfhealing_ledger").equals(List.of("0"));
        } catch (SQLException e) {
            return false;
        }
    }
}
