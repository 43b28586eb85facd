package io.selfhealing.agent.spool.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.config.TablesSettings;
import io.selfhealing.agent.spool.Parameter;
import io.selfhealing.agent.spool.Write;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WithoutLedgerTest {
    @TempDir
    Path home;

    @Test
    void anInsertThatCarriesItsKeyLandsOnceAtEveryFault() throws Exception {
        for (Faults.Kind kind : List.of(Faults.Kind.LOST_BEFORE, Faults.Kind.LOST_AFTER)) {
            boolean fired = true;
            for (int call = 1; fired; call++) {
                try (Rig rig = Rig.onH2(home.resolve(kind + "-" + call), TablesSettings.Use.USE)) {
                    rig.execute("create table orders (id integer, note varchar(100))");
                    rig.keep(1, 3);
                    rig.faults.failAt(call, kind, () -> {});
                    rig.replayAll();
                    assertThat(rig.rows("select id from orders order by id"))
                            .as("%s at call %d", kind, call)
                            .containsExactly("1", "2", "3");
                    assertThat(rig.deadLetters()).isEmpty();
                    fired = rig.faults.fired();
                }
            }
        }
    }

    @Test
    void somebodyElsesRowOfThatKeyIsNotTakenForItsOwn() throws Exception {
        try (Rig rig = Rig.onH2(home, TablesSettings.Use.USE)) {
            rig.execute(
                    "create table orders (id integer primary key, note varchar(100))",
                    "insert into orders values (1, 'somebody else'), (2, 'note 2')");
            rig.keep(1, 3);
            rig.replayAll();
            assertThat(rig.rows("select note from orders order by id"))
                    .containsExactly("somebody else", "note 2", "note 3");
            assertThat(rig.deadLetters())
                    .hasSize(1)
                    .allSatisfy(
                            letter -> assertThat(letter.reason()).contains("its values are not those of the record"));
        }
    }

    @Test
    void whatIsNotKeptWithoutALedgerIsSaidWhenTheDatabaseIsFirstMetAndNotInTheOutage() throws Exception {
        try (Rig rig = Rig.onH2(home, TablesSettings.Use.USE)) {
            rig.replayer.up();
            rig.await(() -> rig.said().contains("there is no selfhealing_ledger"));
            assertThat(rig.said())
                    .contains("of a table without a primary key nothing", "selfhealing.tables=create")
                    .containsOnlyOnce("there is no selfhealing_ledger");
        }
    }

    @Test
    void whatCarriesNoKeyWaitsForTheLedger() throws Exception {
        try (Rig rig = Rig.onH2(home, TablesSettings.Use.USE)) {
            rig.execute("create table orders (id integer default 7, note varchar(100))");
            rig.keep(new Write(
                    "orders", "insert into orders (note) values (?)", List.of(Parameter.of("keyless")), Map.of()));
            rig.replayer.up();
            rig.await(() -> rig.said().contains("so its records wait"));
            assertThat(rig.rows("select note from orders")).isEmpty();
            assertThat(rig.spool.status().waiting()).isEqualTo(1);
            assertThat(rig.said()).contains("see selfhealing.tables");
            rig.execute(
                    "create table selfhealing_ledger (spool_id varchar(255) not null, sequence_number bigint not null,"
                            + " written_at timestamp(6) not null, primary key (spool_id, sequence_number))");
            rig.await(() -> rig.spool.status().waiting() == 0);
            assertThat(rig.rows("select note from orders")).containsExactly("keyless");
        }
    }
}
