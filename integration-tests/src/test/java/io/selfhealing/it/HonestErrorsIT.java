package io.selfhealing.it;

import static io.selfhealing.it.Messages.bind;
import static io.selfhealing.it.Messages.write;
import static io.selfhealing.it.harness.Conversation.attempt;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.harness.Untouched;
import io.selfhealing.it.server.Engine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.List;

/** Every conversation is had twice, with and without the agent, and everything that the application saw must be equal. */
@Untouched
class HonestErrorsIT {
    @DatabaseTest
    void uniqueViolationIsTheApplications(Bench bench) throws Exception {
        Messages.create(bench);
        List<String> transcript = bench.assertUntouched(connection -> {
            write(connection, Messages.INSERT, 1L, "sender-1", "content-1");
            attempt(() -> write(connection, Messages.INSERT, 1L, "sender-2", "content-2"));
            PreparedStatement kept = connection.prepareStatement(Messages.INSERT);
            attempt(() -> bind(kept, 1L, "sender-3", "content-3").executeUpdate());
            attempt(kept::getUpdateCount);
            attempt(() -> bind(kept, 2L, "sender-4", "content-4").execute());
            attempt(() -> text(connection, "insert into messages (id) values (2)"));
            everything(connection);
        });
        assertThrown(transcript, bench.sql().violation("23505"), 3);
    }

    @DatabaseTest
    void checkViolationIsTheApplications(Bench bench) throws Exception {
        bench.ddl("create table messages (id bigint primary key, sender varchar(100), content varchar(200),"
                + " constraint polite check (content <> 'impolite'))");
        List<String> transcript = bench.assertUntouched(connection -> {
            attempt(() -> write(connection, Messages.INSERT, 1L, "sender-1", "impolite"));
            write(connection, Messages.INSERT, 1L, "sender-1", "content-1");
            attempt(() -> write(connection, "update messages set content = ? where id = ?", "impolite", 1L));
            everything(connection);
        });
        assertThrown(transcript, bench.sql().check(), 2);
    }

    @DatabaseTest
    void foreignKeyViolationIsTheApplications(Bench bench) throws Exception {
        Messages.create(bench);
        bench.ddl("create table replies (id bigint primary key, message_id bigint,"
                + " foreign key (message_id) references messages (id))");
        List<String> transcript = bench.assertUntouched(connection -> {
            attempt(() -> write(connection, "insert into replies (id, message_id) values (?, ?)", 1L, 77L));
            write(connection, Messages.INSERT, 1L, "sender-1", "content-1");
            write(connection, "insert into replies (id, message_id) values (?, ?)", 1L, 1L);
            attempt(() -> write(connection, "delete from messages where id = ?", 1L));
            everything(connection);
        });
        assertThat(transcript.stream()
                        .filter(line ->
                                line.contains("sqlState=" + (bench.engine().speaksMySql() ? "23000" : "2350"))))
                .hasSize(2);
    }

    @DatabaseTest
    void explicitNullIsTheApplications(Bench bench) throws Exception {
        bench.ddl("create table messages (id bigint primary key, sender varchar(100) not null,"
                + " content varchar(200) not null)");
        List<String> transcript = bench.assertUntouched(connection -> {
            PreparedStatement insert = connection.prepareStatement(Messages.INSERT);
            insert.setLong(1, 1);
            insert.setNull(2, Types.VARCHAR);
            insert.setString(3, "content-1");
            attempt(insert::executeUpdate);
            insert.setObject(2, null);
            attempt(insert::executeUpdate);
            insert.setString(2, null);
            attempt(insert::executeUpdate);
            attempt(() -> text(connection, "insert into messages (id, sender, content) values (1, null, 'content-1')"));
            everything(connection);
        });
        assertThrown(transcript, bench.sql().violation("23502"), 4);
    }

    @DatabaseTest
    void syntaxErrorIsTheApplications(Bench bench) throws Exception {
        Messages.create(bench);
        List<String> transcript = bench.assertUntouched(connection -> {
            for (String sql : List.of(
                    "insert into messages (id, sender values (1, 'sender-1')",
                    "insrt into messages (id) values (1)",
                    "update messages set where id = 1",
                    "delete messages whence id = 1",
                    "insert into messages (id, sender) values (1)",
                    "insert into messages (id) values ('",
                    "")) {
                attempt(() -> text(connection, sql));
                attempt(() -> write(connection, sql));
            }
            everything(connection);
        });
        assertThat(transcript.stream().filter(line -> line.contains("threw")).count())
                .isGreaterThanOrEqualTo(10);
    }

    @DatabaseTest
    void missingTableIsTheApplications(Bench bench) throws Exception {
        Messages.create(bench);
        List<String> transcript = bench.assertUntouched(connection -> {
            attempt(() -> write(connection, "insert into mesages (id, sender) values (?, ?)", 1L, "sender-1"));
            attempt(() -> text(connection, "update nowhere.messages set sender = 'sender-1' where id = 1"));
            attempt(() -> text(connection, "delete from mesages where sender = 'sender-1'"));
            everything(connection);
        });
        assertThat(transcript.stream().filter(line -> line.contains("threw"))).hasSize(3);
    }

    @DatabaseTest
    void tooLongValueIsTheApplicationsAndNeverCut(Bench bench) throws Exception {
        bench.ddl("create table messages (id bigint primary key, sender varchar(10), content varchar(200))");
        List<String> transcript = bench.assertUntouched(connection -> {
            attempt(() -> write(connection, Messages.INSERT, 1L, "longer than ten characters", "content-1"));
            attempt(() ->
                    text(connection, "insert into messages (id, sender) values (1, 'longer than ten characters')"));
            everything(connection);
        });
        assertThrown(transcript, "22001", 2);
        assertThat(bench.rows("select * from messages")).isEmpty();
    }

    @DatabaseTest
    void abortedTransactionStaysAborted(Bench bench) throws Exception {
        Messages.create(bench);
        List<String> transcript = bench.assertUntouched(connection -> {
            connection.setAutoCommit(false);
            write(connection, Messages.INSERT, 1L, "sender-1", "content-1");
            attempt(() -> write(connection, Messages.INSERT, 1L, "sender-2", "content-2"));
            attempt(() -> write(connection, Messages.INSERT, 3L, "sender-3", "content-3"));
            attempt(() -> text(connection, "insert into messages (id) values (4)"));
            attempt(connection::commit);
            connection.setAutoCommit(true);
            everything(connection);
        });
        if (bench.engine() == Engine.POSTGRESQL) {
            assertThrown(transcript, "25P02", 2);
        }
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void abortedTransactionStaysAbortedForAWriteThatNeedsHealing(Bench bench) throws Exception {
        bench.ddl("create table messages (id bigint primary key, role varchar(100), content varchar(200))");
        List<String> transcript = bench.assertUntouched(connection -> {
            connection.setAutoCommit(false);
            attempt(() -> text(connection, "select * from nowhere"));
            attempt(() -> write(connection, "insert into messages (id, role) values (?, ?)", 1L, "sender-1"));
            attempt(connection::rollback);
            everything(connection);
        });
        assertThrown(transcript, "25P02", 1);
    }

    @DatabaseTest
    void savepointsOfTheApplicationWorkAsEver(Bench bench) throws Exception {
        Messages.create(bench);
        bench.assertUntouched(connection -> {
            connection.setAutoCommit(false);
            write(connection, Messages.INSERT, 1L, "sender-1", "content-1");
            var before = connection.setSavepoint("before");
            attempt(() -> write(connection, Messages.INSERT, 1L, "sender-2", "content-2"));
            connection.rollback(before);
            write(connection, Messages.INSERT, 3L, "sender-3", "content-3");
            connection.commit();
            everything(connection);
        });
        assertThat(bench.rows("select id from messages order by id")).containsExactly("1", "3");
    }

    @DatabaseTest
    void misuseOfJdbcFailsAsEver(Bench bench) throws Exception {
        Messages.create(bench);
        List<String> transcript = bench.assertUntouched(connection -> {
            PreparedStatement insert = connection.prepareStatement(Messages.INSERT);
            attempt(insert::executeUpdate);
            attempt(() -> insert.setString(4, "one too many"));
            attempt(() -> insert.setString(0, "none"));
            insert.setLong(1, 1);
            attempt(insert::executeUpdate);
            attempt(() -> insert.executeUpdate("insert into messages (id) values (5)"));
            attempt(insert::executeQuery);
            attempt(insert::getGeneratedKeys);
            attempt(insert::getResultSet);
            attempt(insert::getMoreResults);
            insert.clearParameters();
            attempt(insert::executeUpdate);
            insert.close();
            attempt(insert::executeUpdate);
            attempt(() -> insert.setLong(1, 2));
            attempt(insert::getConnection);
            insert.close();
            connection.close();
            attempt(() -> connection.prepareStatement(Messages.INSERT));
            attempt(connection::createStatement);
        });
        assertThat(transcript.stream().filter(line -> line.contains("threw")).count())
                .isGreaterThanOrEqualTo(8);
    }

    @DatabaseTest
    void ordinaryWorkLooksTheSameFromOutside(Bench bench) throws Exception {
        Messages.create(bench);
        bench.assertUntouched(connection -> {
            PreparedStatement insert = connection.prepareStatement(Messages.INSERT);
            attempt(insert::getConnection);
            attempt(() -> insert.getParameterMetaData().getParameterCount());
            attempt(() -> insert.isWrapperFor(PreparedStatement.class));
            bind(insert, 1L, "sender-1", "content-1").execute();
            insert.getUpdateCount();
            insert.getMoreResults();
            insert.getUpdateCount();
            insert.getWarnings();
            bind(insert, 2L, "sender-2", "content-2").executeLargeUpdate();
            insert.getLargeUpdateCount();
            try (Statement statement = connection.createStatement()) {
                statement.getConnection();
                statement.execute("update messages set priority = 5");
                statement.getUpdateCount();
                statement.execute("select count(*) from messages");
                ResultSet rows = statement.getResultSet();
                rows.next();
                rows.getInt(1);
                statement.getMoreResults();
            }
            connection.getWarnings();
            everything(connection);
        });
    }

    private static void text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Reads what the conversation left in the table, so that it is compared too. */
    private static void everything(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select * from messages order by id")) {
            while (rows.next()) {
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    rows.getString(column);
                }
            }
        }
    }

    private static void assertThrown(List<String> transcript, String sqlState, int times) {
        assertThat(transcript.stream().filter(line -> line.contains("sqlState=" + sqlState)))
                .hasSize(times);
    }
}
