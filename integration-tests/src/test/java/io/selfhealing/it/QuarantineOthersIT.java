package io.selfhealing.it;

import static io.selfhealing.it.Messages.write;
import static io.selfhealing.it.QuarantinedRows.assertNothingGoes;
import static io.selfhealing.it.QuarantinedRows.awaitInUse;
import static io.selfhealing.it.QuarantinedRows.withMoodDropped;
import static io.selfhealing.it.QuarantinedRows.writeOnceKnown;

import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import java.sql.Connection;

/** A value that was left out goes to no column that only took the name, and to no row that only took the key. */
class QuarantineOthersIT {
    private static final String INSERT = "insert into messages (id, sender, mood) values (?, ?, ?)";

    @DatabaseTest
    void columnThatOnlyTookTheNameIsNotTheOneThatIsBack(Bench bench) throws Exception {
        bench.ddl("create table messages (id bigint primary key, n integer, mood varchar(100), remark varchar(100))");
        Connection connection = withMoodDropped(
                bench, "insert into messages (id, n, mood, remark) values (?, ?, ?, ?)", 1L, 7, "b", "c");
        writeOnceKnown(connection, "insert into messages (id, n, mood) values (?, ?, ?)", 2L, 8, "glad");
        bench.rename("messages", "remark", "mood");

        assertNothingGoes(bench, connection, "messages", "select count(*) from messages where mood = 'glad'", "0");
    }

    @DatabaseTest
    void rowThatIsLikeAnotherOneIsNotKnownByWhatItHolds(Bench bench) throws Exception {
        bench.ddl("create table messages (id bigint primary key, sender varchar(60), mood varchar(100))");
        Connection connection = withMoodDropped(bench, INSERT, 1L, "first@example.org", "b");
        writeOnceKnown(connection, INSERT, 50L, "ann@example.org", "glad");
        writeOnceKnown(connection, INSERT, 60L, "bob@example.org", "calm");
        bench.ddl(
                "update messages set id = 51 where id = 50",
                "insert into messages values (50, 'ann@example.org')",
                "alter table messages add column mood varchar(100)");

        awaitInUse(bench, connection, "messages", "select id from messages where mood = 'calm'", "60");
        assertNothingGoes(bench, connection, "messages", "select count(*) from messages where mood = 'glad'", "0");
    }

    @DatabaseTest
    void keysThatWereDealtAnewTellNothingWhereTheRowsAreAllAlike(Bench bench) throws Exception {
        bench.ddl("create table messages (id bigint primary key, sender varchar(60), mood varchar(100))");
        Connection connection = withMoodDropped(bench, INSERT, 1L, "first", "b");
        writeOnceKnown(connection, INSERT, 10L, "same@example.org", "ten");
        writeOnceKnown(connection, INSERT, 11L, "same@example.org", "eleven");
        writeOnceKnown(connection, INSERT, 12L, "same@example.org", "twelve");
        bench.ddl(
                "update messages set id = -id where id >= 10",
                "update messages set id = 1 - id where id < 0",
                "alter table messages add column mood varchar(100)");

        assertNothingGoes(
                bench,
                connection,
                "messages",
                "select count(*) from messages where mood in ('ten', 'eleven', 'twelve')",
                "0");
        write(connection, "insert into messages (id, sender) values (?, ?)", 99L, "x");
    }
}
