package io.selfhealing.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Application;
import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.harness.Gate;
import io.selfhealing.it.harness.Launch;
import io.selfhealing.it.server.Engine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.parallel.Isolated;

/** Tables that change while writes to them wait on disk: each value goes where it was meant to go, or nowhere. */
@Isolated
class ReplayAfterChangeIT {
    private static final String INSERT = "insert into m (id, a, b) values (?, ?, ?)";
    private static final long PATIENCE_MILLIS = 180_000;

    /** Whether the process that kept the writes is the one that makes them. */
    private enum Replayer {
        SAME,
        NEXT
    }

    private static Launch optedIn(Bench bench) {
        return bench.launch()
                .set("selfhealing.spool.tables", "m")
                .set("selfhealing.spool.updates", "m")
                .set("selfhealing.tables", "create")
                .set("selfhealing.outage.failures", "1")
                .set("selfhealing.outage.probe", "200ms")
                .set("selfhealing.replay.attempts", "1");
    }

    /** So many rows are there and row 1, row 2 is acknowledged while nobody reaches the database, and then the table is changed. */
    private static Application acknowledged(Bench bench, Gate gate, Replayer process, int before, String... changes)
            throws Exception {
        bench.ddl("create table m (id bigint primary key, a varchar(50), b varchar(50))");
        for (int i = 100; i < 100 + before; i++) {
            bench.ddl("insert into m values (" + i + ", 'value a of " + i * 7919 + "', 'value b of " + i * 6007 + "')");
        }
        Application application = optedIn(bench).start();
        try (Connection connection = application.connectTo(gate.url())) {
            Messages.write(connection, INSERT, 1L, "a1", "b1");
        }
        bench.awaitSnapshot("m");
        if (before > 0) {
            bench.awaitContent("m");
        }
        LedgerTable.await(bench);
        gate.shut();
        try (Connection connection = application.connectTo(gate.url())) {
            assertThat(Messages.write(connection, INSERT, 2L, "a2", "b2")).isEqualTo(1);
        }
        if (process == Replayer.NEXT) {
            application.end();
        }
        bench.ddl(changes);
        gate.open();
        if (process == Replayer.SAME) {
            return application; // The agent looks for the database by itself.
        }
        Application next = optedIn(bench).start();
        next.connectTo(gate.url()).close();
        return next;
    }

    private static void lands(Bench bench, Replayer process, String row, String query, String... changes)
            throws Exception {
        lands(bench, process, 0, row, query, changes);
    }

    private static void lands(Bench bench, Replayer process, int before, String row, String query, String... changes)
            throws Exception {
        try (Gate gate = new Gate(bench)) {
            acknowledged(bench, gate, process, before, changes);
            long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
            while (!bench.rows(query).contains(row) && System.nanoTime() < deadline) {
                Thread.sleep(50);
            }
            assertThat(bench.rows(query)).contains(row);
            assertThat(bench.events("dead_letter")).isEmpty();
        }
    }

    /** The write is a dead letter that says why, and nothing of it is anywhere. */
    private static void isGivenUp(Bench bench, Replayer process, String reason, String query, String... changes)
            throws Exception {
        isGivenUp(bench, process, 0, reason, query, changes);
    }

    private static void isGivenUp(
            Bench bench, Replayer process, int before, String reason, String query, String... changes)
            throws Exception {
        try (Gate gate = new Gate(bench)) {
            Application application = acknowledged(bench, gate, process, before, changes);
            long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
            Path events = bench.home().resolve("events.jsonl"); // Whoever asks the bench for them ends the application.
            while (!Files.readString(events).contains("\"dead_letter\"") && System.nanoTime() < deadline) {
                Thread.sleep(50);
            }
            assertThat(bench.events("dead_letter")).as(application.stderr()).hasSize(1);
            assertThat(bench.events("dead_letter").get(0).json().path("reason").asText())
                    .contains(reason);
            assertThat(bench.rows(query)).doesNotContain("2");
        }
    }

    private static final List<String> SWAP = List.of(
            "alter table m rename column a to x",
            "alter table m rename column b to a",
            "alter table m rename column x to b");

    @DatabaseTest(Engine.POSTGRESQL)
    void valuesFollowColumnsThatSwappedTheirNames(Bench bench) throws Exception {
        lands(bench, Replayer.SAME, "a2|b2", "select b, a from m", SWAP.toArray(String[]::new));
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void valuesFollowColumnsThatSwappedTheirNamesIntoAnotherProcess(Bench bench) throws Exception {
        lands(bench, Replayer.NEXT, "a2|b2", "select b, a from m", SWAP.toArray(String[]::new));
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void valueFollowsItsColumnWhenAnotherTakesTheName(Bench bench) throws Exception {
        lands(
                bench,
                Replayer.SAME,
                "a2|null|b2",
                "select old_a, a, b from m",
                "alter table m rename column a to old_a",
                "alter table m add column a varchar(50)");
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void valueFollowsItsColumnWhenAnotherTakesTheNameIntoAnotherProcess(Bench bench) throws Exception {
        lands(
                bench,
                Replayer.NEXT,
                "a2|null|b2",
                "select old_a, a, b from m",
                "alter table m rename column a to old_a",
                "alter table m add column a varchar(50)");
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void valueOfADroppedColumnDoesNotGoToANewOneOfItsName(Bench bench) throws Exception {
        isGivenUp(
                bench,
                Replayer.SAME,
                "another one has its name",
                "select id from m",
                "alter table m drop column a",
                "alter table m add column a varchar(50)");
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void valueOfADroppedColumnDoesNotGoToANewOneOfItsNameInAnotherProcess(Bench bench) throws Exception {
        isGivenUp(
                bench,
                Replayer.NEXT,
                "another one has its name",
                "select id from m",
                "alter table m drop column a",
                "alter table m add column a varchar(50)");
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void rowDoesNotGoToATableThatWasSwappedIn(Bench bench) throws Exception {
        isGivenUp(
                bench,
                Replayer.SAME,
                "another one that has its name",
                "select id from m union all select id from _m_del",
                "create table _m_gho (like m including all)",
                "insert into _m_gho select * from m",
                "alter table m rename to _m_del",
                "alter table _m_gho rename to m");
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void rowDoesNotGoToATableThatWasMadeAgain(Bench bench) throws Exception {
        isGivenUp(
                bench,
                Replayer.NEXT,
                "another one that has its name",
                "select id from m",
                "drop table m",
                "create table m (id bigint primary key, a varchar(50), b varchar(50))");
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void valueThatItsColumnHasNoRoomForIsGivenUp(Bench bench) throws Exception {
        isGivenUp(
                bench,
                Replayer.SAME,
                "another type",
                "select id from m",
                "alter table m alter column a type varchar(1) using left(a, 1)");
    }

    /** It is the same column, and what it held before shows that it means something else. */
    @DatabaseTest(Engine.POSTGRESQL)
    void valueDoesNotGoToItsColumnThatWasFilledAnewUnderANewName(Bench bench) throws Exception {
        isGivenUp(
                bench,
                Replayer.SAME,
                20,
                "holds something else",
                "select id from m",
                "alter table m rename column a to region",
                "update m set region = (array['eu', 'us', 'cn'])[1 + id % 3]");
    }

    private static String rename(Bench bench, String from, String to) {
        return "alter table m "
                + (bench.engine() == Engine.H2 ? "alter column " + from + " rename" : "rename column " + from) + " to "
                + to;
    }

    /** Where many rows were there before, what the columns hold tells which is which. */
    @DatabaseTest({Engine.MARIADB, Engine.H2})
    void whereColumnsHaveNoIdentityValuesFollowWhatTheRowsHold(Bench bench) throws Exception {
        lands(
                bench,
                Replayer.SAME,
                20,
                "a2|b2",
                "select b, a from m",
                rename(bench, "a", "x"),
                rename(bench, "b", "a"),
                rename(bench, "x", "b"));
    }

    @DatabaseTest({Engine.MARIADB, Engine.H2})
    void whereColumnsHaveNoIdentityValuesFollowWhatTheRowsHoldIntoAnotherProcess(Bench bench) throws Exception {
        lands(
                bench,
                Replayer.NEXT,
                20,
                "a2|null|b2",
                "select old_a, a, b from m",
                rename(bench, "a", "old_a"),
                "alter table m add column a varchar(50)");
    }

    /** Two columns hold what the one that was meant held. */
    @DatabaseTest({Engine.MARIADB, Engine.H2})
    void whereTwoColumnsHoldTheValuesTheWriteIsGivenUp(Bench bench) throws Exception {
        isGivenUp(
                bench,
                Replayer.SAME,
                20,
                "changed since",
                "select id from m",
                rename(bench, "a", "old_a"),
                "alter table m add column a varchar(50)",
                "update m set a = old_a");
    }

    /** As far as such a database tells, the one that was meant may be anywhere. */
    @DatabaseTest({Engine.MARIADB, Engine.H2})
    void whereColumnsHaveNoIdentityAChangedTableTakesNothing(Bench bench) throws Exception {
        isGivenUp(
                bench,
                Replayer.SAME,
                "changed since",
                "select id from m",
                bench.engine() == Engine.H2
                        ? "alter table m alter column a rename to x"
                        : "alter table m rename column a to x",
                bench.engine() == Engine.H2
                        ? "alter table m alter column b rename to a"
                        : "alter table m rename column b to a",
                bench.engine() == Engine.H2
                        ? "alter table m alter column x rename to b"
                        : "alter table m rename column x to b");
    }

    @DatabaseTest({Engine.MARIADB, Engine.H2})
    void whereColumnsHaveNoIdentityANewColumnOfTheNameTakesNothing(Bench bench) throws Exception {
        isGivenUp(
                bench,
                Replayer.NEXT,
                "changed since",
                "select id from m",
                bench.engine() == Engine.H2
                        ? "alter table m alter column a rename to old_a"
                        : "alter table m rename column a to old_a",
                "alter table m add column a varchar(50)");
    }

    @DatabaseTest({Engine.POSTGRESQL, Engine.MARIADB, Engine.H2})
    void indexesDefaultsAndRightsAreNoChangeOfTheColumns(Bench bench) throws Exception {
        lands(
                bench,
                Replayer.NEXT,
                "a2|b2",
                "select a, b from m",
                "create index m_a on m (a)",
                "alter table m alter column b set default 'x'");
    }
}
