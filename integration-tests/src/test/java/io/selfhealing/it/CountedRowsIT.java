package io.selfhealing.it;

import static io.selfhealing.it.Messages.bind;
import static io.selfhealing.it.Messages.write;
import static io.selfhealing.it.QuarantinedRows.assertNothingGoes;
import static io.selfhealing.it.QuarantinedRows.awaitInUse;
import static io.selfhealing.it.QuarantinedRows.awaitStates;
import static io.selfhealing.it.QuarantinedRows.withMoodDropped;
import static io.selfhealing.it.QuarantinedRows.writeOnceKnown;
import static io.selfhealing.it.server.Engine.H2;
import static io.selfhealing.it.server.Engine.MARIADB;
import static io.selfhealing.it.server.Engine.POSTGRESQL;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Values that were left out belong to the rows that the database counted, and to no others. */
class CountedRowsIT {
    private static final String TABLE =
            "create table messages (id bigint primary key, sender varchar(100), mood varchar(100), place integer)";
    private static final String INSERT = "insert into messages (id, sender, mood) values (?, ?, ?)";
    private static final String AGAIN = "insert into messages (id, sender) values (?, ?)";
    private static final String UPSERT =
            INSERT + " on conflict (id) do update set sender = excluded.sender, mood = excluded.mood";
    private static final String UPDATE = "update messages set mood = ? where id = ?";
    private static final String ADD = "alter table messages add column mood varchar(100)";
    private static final String ROWS = "select id, mood from messages order by id";

    /** Rows 1 to this one, without their mood since the agent has seen it go. */
    private static Connection rows(Bench bench, int last) throws Exception {
        bench.ddl(TABLE);
        Connection connection = withMoodDropped(bench, INSERT, 1L, person(1), "glad");
        for (long id = 2; id <= last; id++) {
            write(connection, AGAIN, id, person(id));
        }
        return connection;
    }

    private static String person(long id) {
        return "the very person of " + id;
    }

    private static void add(PreparedStatement batch, long id, @Nullable String mood) throws SQLException {
        batch.setLong(1, id);
        batch.setString(2, person(id));
        batch.setString(3, mood);
        batch.setLong(4, id);
        batch.addBatch();
    }

    private static void goesBack(Bench bench, Connection connection, String rows) throws Exception {
        bench.ddl(ADD);
        awaitInUse(bench, connection, "messages", ROWS, rows);
        assertNothingGoes(bench, connection, "messages", ROWS, rows);
    }

    private static void skip(Bench bench) throws Exception {
        bench.ddl(
                "create function pass_over() returns trigger language plpgsql as"
                        + " 'begin return case when new.id >= 60 then null else new end; end'",
                "create trigger pass_over before insert or update on messages"
                        + " for each row execute function pass_over()");
    }

    @DatabaseTest(POSTGRESQL)
    void anUpsertThatATriggerPassesOverIsNotMadeLater(Bench bench) throws Exception {
        Connection connection = rows(bench, 1);
        bench.ddl("insert into messages (id, sender) values (61, '" + person(61) + "')");
        skip(bench);
        Bench.awaitNotice();
        writeOnceKnown(connection, UPSERT, 2L, person(2), "mood of 2");
        assertThat(write(connection, UPSERT, 60L, person(60), "passed over")).isZero();
        assertThat(write(connection, UPSERT, 61L, person(61), "passed over")).isZero();
        connection.setAutoCommit(false);
        assertThat(write(connection, UPSERT, 62L, person(62), "passed over")).isZero();
        assertThat(write(connection, UPSERT, 3L, person(3), "mood of 3")).isEqualTo(1);
        connection.commit();
        connection.setAutoCommit(true);
        bench.ddl("drop trigger pass_over on messages");
        write(connection, AGAIN, 60L, person(60));
        write(connection, AGAIN, 62L, person(62));

        goesBack(bench, connection, "1|null,2|mood of 2,3|mood of 3,60|null,61|null,62|null");
    }

    /** The agent has not seen the trigger when the write runs. */
    @DatabaseTest(POSTGRESQL)
    void anInsertThatATriggerOfThisMomentPassesOverIsNotMadeLater(Bench bench) throws Exception {
        Connection connection = rows(bench, 1);
        writeOnceKnown(connection, INSERT, 2L, person(2), "mood of 2");
        skip(bench);
        write(connection, INSERT, 60L, person(60), "passed over");
        bench.ddl("drop trigger pass_over on messages");
        write(connection, AGAIN, 60L, person(60));

        goesBack(bench, connection, "1|null,2|mood of 2,60|null");
    }

    @DatabaseTest({POSTGRESQL, H2, MARIADB})
    void anInsertOfARowThatIsThereIsNotMadeLater(Bench bench) throws Exception {
        Connection connection = rows(bench, 2);
        String from = bench.engine() == POSTGRESQL ? "" : " from dual";
        String absent = "insert into messages (id, sender, mood) select ?, ?, ?" + from
                + " where not exists (select 1 from messages where id = ?)";
        writeOnceKnown(connection, absent, 3L, person(3), "mood of 3", 3L);
        assertThat(write(connection, absent, 2L, person(2), "late", 2L)).isZero();
        if (bench.engine() == MARIADB) {
            // Its driver cannot run such a statement in a batch.
            goesBack(bench, connection, "1|null,2|null,3|mood of 3");
            return;
        }
        try (PreparedStatement batch = connection.prepareStatement(absent)) {
            add(batch, 4L, null);
            add(batch, 2L, "late");
            add(batch, 2L, null);
            add(batch, 5L, "mood of 5");
            assertThat(batch.executeBatch()).containsExactly(1, 0, 0, 1);
        }

        goesBack(bench, connection, "1|null,2|null,3|mood of 3,4|null,5|mood of 5");
    }

    @DatabaseTest(POSTGRESQL)
    void anInsertThatDoesNothingOnConflictIsNotMadeLater(Bench bench) throws Exception {
        Connection connection = rows(bench, 2);
        String nothing = INSERT + " on conflict (id) do nothing";
        writeOnceKnown(connection, nothing, 3L, person(3), "mood of 3");
        assertThat(write(connection, nothing, 2L, person(2), "late")).isZero();
        try (PreparedStatement returning = connection.prepareStatement(nothing + " returning id")) {
            try (ResultSet none = bind(returning, 1L, person(1), "late").executeQuery()) {
                assertThat(none.next()).isFalse();
            }
        }
        try (Statement plain = connection.createStatement()) {
            assertThat(plain.executeUpdate("insert into messages (id, sender, mood) values (2, '" + person(2)
                            + "', 'late') on conflict do nothing"))
                    .isZero();
        }

        goesBack(bench, connection, "1|null,2|null,3|mood of 3");
    }

    @DatabaseTest({POSTGRESQL, H2, MARIADB})
    void anUpdateOfNothingElseIsKeptForItsRow(Bench bench) throws Exception {
        Connection connection = rows(bench, 5);
        writeOnceKnown(connection, UPDATE, "mood of 1", 1L);
        assertThat(write(connection, UPDATE, "mood of nobody", 9L)).isZero();
        try (PreparedStatement batch = connection.prepareStatement(UPDATE)) {
            bind(batch, "mood of 2", 2L).addBatch();
            bind(batch, "mood of nobody", 9L).addBatch();
            bind(batch, "mood of 3", 3L).addBatch();
            assertThat(batch.executeBatch()).containsExactly(1, 0, 1);
        }
        connection.setAutoCommit(false);
        try (Statement plain = connection.createStatement()) {
            assertThat(plain.executeUpdate("update messages set mood = 'mood of 4' where id = 4"))
                    .isEqualTo(1);
        }
        assertThat(write(connection, "update messages set mood = ? where id in (?)", "mood of 5", 5L))
                .isEqualTo(1);
        connection.commit();
        connection.setAutoCommit(true);
        if (!bench.engine().speaksMySql()) {
            awaitStates(bench, "landed,void,landed,gone,landed,landed,landed");
        }
        write(connection, AGAIN, 9L, person(9));
        write(connection, "update messages set place = ? where id = ?", 7, 2L); // Whose row it was is still known.

        // Nothing but the key tells the row of a text that can give nothing back: a person has to.
        String four = bench.engine() == POSTGRESQL ? "null" : "mood of 4";
        goesBack(bench, connection, "1|mood of 1,2|mood of 2,3|mood of 3,4|" + four + ",5|mood of 5,9|null");
    }

    @DatabaseTest({POSTGRESQL, H2, MARIADB})
    void textsOfABatchThatWroteTheirRowsNeedNobodyToSaySo(Bench bench) throws Exception {
        Connection connection = rows(bench, 3);
        try (Statement batch = connection.createStatement()) {
            batch.addBatch("update messages set sender = '" + person(1) + "', mood = 'mood of 1' where id = 1");
            batch.addBatch("update messages set sender = '" + person(8) + "', mood = 'mood of nobody' where id = 8");
            batch.addBatch("insert into messages (id, sender, mood) values (4, '" + person(4) + "', 'mood of 4')");
            assertThat(batch.executeBatch()).containsExactly(1, 0, 1);
        }
        if (!bench.engine().speaksMySql()) {
            awaitStates(bench, "landed,void,landed");
        }
        write(connection, AGAIN, 8L, person(8));

        goesBack(bench, connection, "1|mood of 1,2|null,3|null,4|mood of 4,8|null");
    }

    /** Where columns have no numbers the rows tell that it is the same column, and go on to tell it. */
    @DatabaseTest({POSTGRESQL, H2, MARIADB})
    void theSameUpdateIsHealedAsOftenAsItRuns(Bench bench) throws Exception {
        bench.ddl(TABLE);
        Connection connection = withMoodDropped(bench, INSERT, 1L, person(1), "glad");
        String update = "update messages set sender = ?, mood = ? where id = ?";
        writeOnceKnown(connection, update, "sender of round 0", "mood of round 0", 1L);
        for (int round = 1; round <= 12; round++) {
            Thread.sleep(300);
            assertThat(write(connection, update, "sender of round " + round, "mood of round " + round, 1L))
                    .isEqualTo(1);
        }
        assertThat(bench.rows("select sender from messages")).containsExactly("sender of round 12");
    }
}
