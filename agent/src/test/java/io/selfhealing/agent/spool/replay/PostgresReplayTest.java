package io.selfhealing.agent.spool.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.config.TablesSettings;
import io.selfhealing.agent.schema.TestPostgres;
import io.selfhealing.agent.spool.Parameter;
import io.selfhealing.agent.spool.Write;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class PostgresReplayTest {
    @TempDir
    Path home;

    private Rig rig;

    @BeforeEach
    void open() throws Exception {
        rig = new Rig(home, TestPostgres.emptyDatabase(), TablesSettings.Use.CREATE, 0, 3);
    }

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    /** Targets: the first within 2 s, all within 5 s; the machine decides, so they are told and not held. */
    @Test
    void tenThousandRows() throws Exception {
        rig.execute("create table orders (id integer primary key, note text)");
        rig.keep(1, 10_000);
        long start = System.nanoTime();
        rig.replayer.up();
        rig.await(() -> rig.replayer.status().replayed() > 0);
        double first = (System.nanoTime() - start) / 1e9;
        rig.await(() -> rig.spool.status().waiting() == 0);
        System.out.printf("first row after %.2f s, 10,000 after %.2f s%n", first, (System.nanoTime() - start) / 1e9);
        assertThat(rig.rows("select count(*) from orders")).containsExactly("10000");
        rig.await(() -> ReplayFaultTest.ledgerIsEmpty(rig));
    }

    @Test
    void valuesComeBackWithTheirTypes() throws Exception {
        rig.execute(
                "create table typed (id uuid, amount numeric, moment timestamptz, local timestamp, day date, doc jsonb,"
                        + " tags text[], bytes bytea, flag boolean, big bigint)");
        rig.keep(new Write(
                "public.typed",
                "insert into typed values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                List.of(
                        Parameter.of(UUID.fromString("00000000-0000-0001-0000-000000000002")),
                        Parameter.of(new BigDecimal("1.2300")),
                        Parameter.of(OffsetDateTime.parse("2026-11-21T10:00:00.123456Z")),
                        Parameter.of(LocalDateTime.parse("2026-11-21T10:00:00.000001")),
                        Parameter.of(LocalDate.parse("2026-02-28")),
                        new Parameter("{\"a\": 1}", Types.OTHER, "jsonb"),
                        new Parameter(new String[] {"x", "y,z"}, null, "text"),
                        Parameter.of(new byte[] {0, -1}),
                        Parameter.of(null, Types.BOOLEAN),
                        Parameter.of(null)),
                null));
        rig.replayAll();
        assertThat(rig.deadLetters()).isEmpty();
        assertThat(rig.rows("select concat_ws('|', id, amount, moment at time zone 'UTC', local, day, doc, tags, bytes)"
                        + " from typed where flag is null and big is null"))
                .containsExactly("00000000-0000-0001-0000-000000000002|1.2300|2026-11-21 10:00:00.123456"
                        + "|2026-11-21 10:00:00.000001|2026-02-28|{\"a\": 1}|{x,\"y,z\"}|\\x00ff");
    }

    @Test
    void aConstraintThatIsCheckedAtTheCommitIsTheRecordsOwn() throws Exception {
        rig.execute(
                "create table parents (id integer primary key)",
                "create table orders (id integer references parents (id) deferrable initially deferred, note text)",
                "insert into parents select generate_series(1, 50)");
        rig.keep(1, 55);
        rig.replayAll();
        assertThat(rig.rows("select count(*) from orders")).containsExactly("50");
        assertThat(rig.deadLetters()).hasSize(5);
    }

    /** An in-doubt commit of a server: {@link ReplayFaultTest} goes through all other faults. */
    @Test
    void aCommitWhoseAnswerIsLostIsNotMadeTwice() throws Exception {
        rig.execute("create table orders (id integer, note text)");
        rig.keep(1, 3);
        rig.faults.failAtCommit(Faults.Kind.LOST_AFTER);
        rig.replayAll();
        rig.await(rig.faults::fired);
        assertThat(rig.rows("select id from orders order by id")).containsExactly("1", "2", "3");
        rig.await(() -> rig.replayer.status().known() == 3);
    }
}
