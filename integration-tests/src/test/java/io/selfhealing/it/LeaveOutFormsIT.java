package io.selfhealing.it;

import static io.selfhealing.it.Messages.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.harness.Quarantined;
import io.selfhealing.it.server.Engine;
import java.sql.Connection;

/** Of which statements a value is left out whose column is gone, and to which row it then belongs. */
class LeaveOutFormsIT {
    private static Connection withoutNote(Bench bench) throws Exception {
        bench.ddl("create table jobs (id bigint primary key, note varchar(40), state varchar(40))");
        Connection connection = bench.application().connect();
        for (long id = 1; id <= 3; id++) {
            write(connection, "insert into jobs (id, note, state) values (?, ?, ?)", id, "first-" + id, "new");
        }
        bench.awaitSnapshot("jobs");
        bench.ddl("alter table jobs drop column note");
        Bench.awaitNotice();
        return connection;
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void rowThatIsChosenByAListOfOneIsKnown(Bench bench) throws Exception {
        Connection connection = withoutNote(bench);

        assertThat(write(connection, "update jobs set note = ?, state = ? where id in (?)", "second-1", "run", 1L))
                .isEqualTo(1);
        assertThat(Bench.failureOf(() -> write(
                                connection,
                                "update jobs set note = ?, state = ? where id in (?, ?)",
                                "second-2",
                                "run",
                                2L,
                                3L))
                        .sqlState())
                .isEqualTo("42703");

        assertThat(bench.rows("select id, state from jobs order by id")).containsExactly("1|run", "2|new", "3|new");
        assertThat(bench.quarantine())
                .filteredOn(value -> value.state().equals("landed"))
                .extracting(Quarantined::value)
                .containsExactly("second-1");
    }
}
