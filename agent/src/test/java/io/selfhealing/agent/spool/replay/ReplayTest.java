package io.selfhealing.agent.spool.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.config.TablesSettings;
import io.selfhealing.agent.spool.Choice;
import io.selfhealing.agent.spool.Parameter;
import io.selfhealing.agent.spool.Transaction;
import io.selfhealing.agent.spool.Write;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ReplayTest {
    @TempDir
    Path home;

    private Rig rig;

    @BeforeEach
    void open() throws Exception {
        rig = Rig.onH2(home);
        rig.execute(
                "create table orders (at bigint generated always as identity, id integer, note varchar(20))",
                "create table items (id integer primary key, parent integer, note varchar(20))");
    }

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    private static Write item(int id, String note) {
        return new Write(
                "items",
                "insert into items (id, note) values (?, ?)",
                List.of(Parameter.of(id), Parameter.of(note)),
                Map.of("id", id));
    }

    private static Write noteOf(int id, String note) {
        return new Write(
                "items",
                "update items set note = ? where id = ?",
                List.of(Parameter.of(note), Parameter.of(id)),
                Map.of("id", (long) id));
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(String::valueOf).toList();
    }

    @Test
    void everythingLandsOnceInTheOrderInWhichItWasKept() throws Exception {
        rig.keep(1, 1_200);
        rig.replayAll();
        assertThat(rig.rows("select id from orders order by at")).isEqualTo(numbers(1, 1_200));
        rig.await(() -> rig.replayer.status().replayed() == 1_200);
        rig.await(() -> rig.said().contains("1200 records in"));
        assertThat(rig.said()).contains("1200 records wait");
    }

    @Test
    void theLedgerForgetsWhatIsDurablyDone() throws Exception {
        rig.keep(1, 700);
        rig.replayAll();
        rig.await(() -> ReplayFaultTest.ledgerIsEmpty(rig));
    }

    @Test
    void recordsOfAnotherDatabaseAreLeftAlone() throws Exception {
        rig.spool.append(new Transaction("another", "v1", List.of(Rig.order(1, "not ours"))));
        rig.keep(2, 2);
        rig.replayer.up();
        rig.await(() -> rig.spool.status().waiting() == 1);
        assertThat(rig.rows("select id from orders")).containsExactly("2");
    }

    @Test
    void whatWasKeptForAnotherDatabaseAtTheSameAddressStays() throws Exception {
        rig.identity = "second";
        rig.spool.append(new Transaction(Rig.NAME, "v1", List.of(Rig.order(1, "of the first")), "first", null));
        rig.spool.append(new Transaction(Rig.NAME, "v1", List.of(Rig.order(2, "of the second")), "second", null));
        rig.keep(3, 3);
        rig.replayer.up();
        rig.await(() -> rig.spool.status().waiting() == 1);
        rig.await(() -> rig.replayer.status().held() == 1);
        assertThat(rig.rows("select id from orders order by id")).containsExactly("2", "3");
        assertThat(rig.deadLetters()).isEmpty();
        rig.await(() -> rig.said().contains("kept for another database (first)"));
        assertThat(rig.said()).contains("nothing of them is written there");

        rig.replayer.again(true);
        rig.await(() -> rig.spool.status().waiting() == 0);
        assertThat(rig.rows("select id from orders order by id")).containsExactly("1", "2", "3");
    }

    @Test
    void nothingIsBegunWhileTheDatabaseIsDown() throws Exception {
        rig.keep(1, 10);
        TimeUnit.MILLISECONDS.sleep(150);
        assertThat(rig.spool.status().waiting()).isEqualTo(10);
        rig.replayAll();
        rig.replayer.down();
        rig.keep(11, 20);
        TimeUnit.MILLISECONDS.sleep(150);
        assertThat(rig.spool.status().waiting()).isEqualTo(10);
        rig.replayAll();
        assertThat(rig.rows("select id from orders order by at")).isEqualTo(numbers(1, 20));
    }

    @Test
    void aTransactionLandsWholeOrNotAtAll() throws Exception {
        rig.keep(item(1, "first"), item(2, "second"));
        rig.keep(item(3, "third"), item(4, "longer than the column can hold"));
        rig.replayAll();
        assertThat(rig.rows("select id from items order by id")).containsExactly("1", "2");
        assertThat(rig.deadLetters()).hasSize(1);
    }

    @Test
    void aPoisonRecordBecomesADeadLetterWithItsReasonAndTheOthersLand() throws Exception {
        for (int id = 1; id <= 300; id++) {
            rig.keep(item(id, id % 100 == 7 ? "longer than the column can hold" : "note"));
        }
        rig.replayAll();
        assertThat(rig.rows("select count(*) from items")).containsExactly("297");
        assertThat(rig.deadLetters())
                .hasSize(3)
                .allSatisfy(letter -> assertThat(letter.reason()).contains("SQLState 22001"));
        rig.await(() -> rig.replayer.status().deadLetters() == 3); // Counted after the record has left the spool.
        rig.await(() -> rig.said().contains("after 3 tries"));
        assertThat(rig.said()).contains("gave up a write that waited on disk, to items");
        assertThat(rig.said()).doesNotContain("longer than the column can hold");
    }

    @Test
    void aDeadLetterThatIsRetriedLandsOnceItCan() throws Exception {
        rig.execute("insert into items (id, note) values (2, 'in the way')");
        rig.keep(item(1, "note"), item(2, "note"));
        rig.keep(item(3, "note"));
        rig.replayAll();
        Choice all = new Choice(null, null, Integer.MAX_VALUE);
        rig.spool.retry(all);
        rig.replayer.again(false);
        rig.await(() -> rig.spool.status().waiting() == 0 && rig.deadLetters().size() == 1); // Refused again.
        rig.execute("delete from items where id = 2");
        assertThat(rig.spool.retry(all)).isEqualTo(1);
        rig.replayer.again(false);
        rig.await(() -> rig.spool.status().waiting() == 0);
        assertThat(rig.rows("select id from items order by id")).containsExactly("1", "2", "3");
        assertThat(rig.deadLetters()).isEmpty();
        assertThat(rig.spool.retry(all)).isZero();
    }

    @Test
    void laterRecordsOfARowWaitForAnEarlierOneThatFailed() throws Exception {
        rig.close();
        rig = new Rig(home.resolve("patient"), Rig.emptyH2(), TablesSettings.Use.CREATE, 0, 100);
        rig.execute(
                "create table parents (id integer primary key)",
                "create table items (id integer primary key, parent integer references parents (id), note varchar(20))");
        rig.keep(new Write(
                "items",
                "insert into items (id, parent, note) values (?, ?, ?)",
                List.of(Parameter.of(1), Parameter.of(77), Parameter.of("born")),
                Map.of("id", 1)));
        rig.keep(noteOf(1, "later"));
        rig.keep(item(2, "free"));
        rig.keep(noteOf(1, "last"));
        rig.replayer.up();
        rig.await(() -> rig.spool.status().waiting() == 3);
        assertThat(rig.rows("select note from items order by id")).containsExactly("free");
        rig.execute("insert into parents values (77)");
        rig.await(() -> rig.spool.status().waiting() == 0);
        assertThat(rig.rows("select note from items order by id")).containsExactly("last", "free");
        assertThat(rig.deadLetters()).isEmpty();
    }

    @Test
    void anUpdateThatFindsNoRowIsADeadLetter() throws Exception {
        rig.keep(noteOf(1, "nobody"));
        rig.replayAll();
        assertThat(rig.deadLetters())
                .hasSize(1)
                .allSatisfy(letter -> assertThat(letter.reason()).contains("found no row"));
    }

    @Test
    void waitingForALockIsNoTryThatCounts() throws Exception {
        rig.execute("insert into items (id, note) values (1, 'held')");
        try (Connection other = DriverManager.getConnection(rig.url);
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("update items set note = 'mine' where id = 1");
            rig.keep(noteOf(1, "kept"));
            rig.keep(item(2, "free"));
            rig.replayer.up();
            rig.await(() -> rig.spool.status().waiting() == 1);
            TimeUnit.SECONDS.sleep(5);
            other.rollback();
        }
        rig.await(() -> rig.spool.status().waiting() == 0);
        assertThat(rig.deadLetters()).isEmpty();
        assertThat(rig.rows("select note from items order by id")).containsExactly("kept", "free");
    }

    @Test
    void whileATableIsMissingItsRecordsWaitAndTheOthersLand() throws Exception {
        rig.execute("alter table items rename to away");
        rig.keep(item(1, "one"));
        rig.keep(1, 5);
        rig.keep(item(2, "two"));
        rig.replayer.up();
        rig.await(() -> rig.spool.status().waiting() == 2);
        assertThat(rig.rows("select id from orders order by at")).isEqualTo(numbers(1, 5));
        TimeUnit.MILLISECONDS.sleep(300);
        assertThat(rig.deadLetters()).isEmpty();
        rig.await(() -> rig.said().contains("nothing can be written to items, so its records wait"));
        rig.execute("alter table away rename to items");
        rig.await(() -> rig.spool.status().waiting() == 0);
        assertThat(rig.rows("select note from items order by id")).containsExactly("one", "two");
    }

    @Test
    void nullsAndTypesAreBoundAsTheyWereKept() throws Exception {
        rig.execute(
                "create table typed (id integer, amount decimal(20, 4), at timestamp(9) with time zone, bytes varbinary(10))");
        rig.keep(new Write(
                "typed",
                "insert into typed (id, amount, at, bytes) values (?, ?, ?, ?)",
                List.of(
                        Parameter.of(1),
                        Parameter.of(new BigDecimal("12.3000")),
                        Parameter.of(OffsetDateTime.parse("2026-11-21T10:11:12.123456789+05:30")),
                        Parameter.of(new byte[] {1, 2, -1})),
                null));
        rig.keep(new Write(
                "typed",
                "insert into typed (id, amount, at, bytes) values (?, ?, ?, ?)",
                List.of(
                        Parameter.of(2),
                        Parameter.of(null, Types.DECIMAL),
                        Parameter.of(null),
                        Parameter.of(null, Types.VARBINARY)),
                null));
        rig.replayAll();
        assertThat(rig.rows("select concat_ws('|', id, amount, at, bytes) from typed order by id"))
                .containsExactly("1|12.3000|2026-11-21 10:11:12.123456789+05:30|\u0001\u0002\uFFFD", "2");
    }
}
