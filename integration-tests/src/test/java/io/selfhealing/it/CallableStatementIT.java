package io.selfhealing.it;

import static io.selfhealing.it.Messages.bind;
import static io.selfhealing.it.harness.Conversation.attempt;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.harness.Untouched;
import io.selfhealing.it.server.Engine;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.List;

/** Calls pass through, also when what they call writes to a table that has changed. */
@Untouched
class CallableStatementIT {
    @DatabaseTest(Engine.POSTGRESQL)
    void callsOfPostgresRunAsEver(Bench bench) throws Exception {
        Messages.create(bench);
        bench.ddl(
                "create function messages(id bigint, sender text) returns bigint language plpgsql as"
                        + " $$ begin insert into messages (id, sender) values ($1, $2); return $1 * 2; end $$",
                "create procedure charge(in a integer, inout b integer) language plpgsql as"
                        + " $$ begin b := a + b; end $$",
                "create procedure store(id bigint, sender text) language sql as"
                        + " $$ insert into messages (id, sender) values (id, sender) $$");

        List<String> transcript = bench.assertUntouched(connection -> {
            CallableStatement function = connection.prepareCall("{? = call messages(?, ?)}");
            CallableStatement before = connection.prepareCall(Messages.INSERT);
            bind(before, 1L, "sender-1", "content-1").executeUpdate();
            for (long id = 10; id < 40; id += 10) {
                long first = id;
                attempt(() -> function(function, first));
                attempt(() -> procedures(connection, first));
                attempt(() -> plain(connection, first));
                attempt(() -> bind(before, first + 6, "sender-6", "content-6").executeUpdate());
                if (id == 10) {
                    run(connection, "alter table messages rename column sender to zorp");
                }
            }
        });

        assertThat(transcript).anyMatch(line -> line.contains("getLong[1] -> 20"));
        assertThat(transcript).anyMatch(line -> line.contains("getInt[1] -> 42"));
        assertThat(transcript.stream().filter(line -> line.contains("threw") && line.contains("42703")))
                .isNotEmpty();
    }

    private static void procedures(Connection connection, long id) throws SQLException {
        try (CallableStatement store = connection.prepareCall("call store(?, ?)");
                CallableStatement charge = connection.prepareCall("call charge(?, ?)")) {
            bind(charge, 40, 2).execute();
            ResultSet result = charge.getResultSet();
            result.next();
            result.getInt(1);
            charge.getMoreResults();
            charge.getUpdateCount();
            bind(store, id + 1, "sender-8").execute();
        }
    }

    @DatabaseTest(Engine.H2)
    void callsOfH2RunAsEver(Bench bench) throws Exception {
        Messages.create(bench);
        bench.ddl("create alias messages for \"java.lang.Math.addExact(long,long)\"");

        List<String> transcript = bench.assertUntouched(connection -> {
            CallableStatement function = connection.prepareCall("{? = call messages(?, ?)}");
            CallableStatement before = connection.prepareCall(Messages.INSERT);
            bind(before, 1L, "sender-1", "content-1").executeUpdate();
            for (long id = 10; id < 40; id += 10) {
                long first = id;
                attempt(() -> {
                    function.registerOutParameter(1, Types.BIGINT);
                    function.setLong(2, first);
                    function.setLong(3, first);
                    function.execute();
                    function.getLong(1);
                });
                attempt(() -> query(connection, first));
                attempt(() -> plain(connection, first));
                attempt(() -> bind(before, first + 6, "sender-6", "content-6").executeUpdate());
                if (id == 10) {
                    run(connection, "alter table messages alter column sender rename to zorp");
                }
            }
        });

        assertThat(transcript).anyMatch(line -> line.contains("getLong[1] -> 20"));
        assertThat(transcript.stream().filter(line -> line.contains("threw") && line.contains("42S22")))
                .isNotEmpty();
    }

    private static void query(Connection connection, long id) throws SQLException {
        try (CallableStatement count =
                connection.prepareCall("call (select count(*) from messages where sender = 'sender-1' and id < ?)")) {
            count.setLong(1, id);
            ResultSet result = count.executeQuery();
            result.next();
            result.getLong(1);
        }
    }

    private static void function(CallableStatement function, long id) throws SQLException {
        function.registerOutParameter(1, Types.BIGINT);
        function.setLong(2, id);
        function.setString(3, "sender-7");
        function.execute();
        function.getLong(1);
        function.wasNull();
    }

    /** Writes that need no CallableStatement, prepared as one: in rows and in a batch. */
    private static void plain(Connection connection, long id) throws SQLException {
        try (CallableStatement insert = connection.prepareCall(Messages.INSERT)) {
            bind(insert, id + 2, "sender-2", "content-2").executeUpdate();
            bind(insert, id + 3, "sender-3", "content-3").addBatch();
            bind(insert, id + 4, "sender-4", "content-4").addBatch();
            insert.executeBatch();
            insert.getUpdateCount();
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
