package io.selfhealing.it;

import static io.selfhealing.it.Messages.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.Command;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.server.Engine;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

class AliasIT {
    private static final String INSERT = "insert into messages (id, sender, mood) values (?, ?, ?)";
    private static final long PATIENCE_MILLIS = 60_000;

    @DatabaseTest(Engine.POSTGRESQL)
    void aRenamedColumnIsDeclaredToARunningAgentAndWhatWasLeftOutGoesBackByItself(Bench bench) throws Exception {
        bench.ddl("create table messages (id bigint primary key, sender varchar(100), mood varchar(100))");
        Connection connection = bench.application().connect();
        write(connection, INSERT, 1L, "sender-1", "cheerful-1");
        bench.awaitSnapshot("messages");
        bench.ddl("alter table messages drop column mood");
        Bench.awaitNotice();
        assertThat(write(connection, INSERT, 2L, "sender-2", "cheerful-2")).isEqualTo(1);
        bench.ddl("alter table messages add column zorp varchar(100)");
        bench.ddl("update messages set zorp = 'cheerful-1' where id = 1");
        Bench.awaitNotice();
        String home = bench.home().toString();

        assertThat(Command.run(0, List.of("alias", home, "messages.mood=zorp", "--why", "renamed")))
                .contains("declared: messages.mood=zorp", "1 agent follows from now on");

        assertThat(write(connection, INSERT, 3L, "sender-3", "cheerful-3")).isEqualTo(1);
        await(bench, "1|cheerful-1", "2|cheerful-2", "3|cheerful-3");
        assertThat(Command.run(0, List.of("alias", home, "--list"))).contains("messages.mood=zorp", "renamed");
    }

    private static void await(Bench bench, String... rows) throws SQLException, InterruptedException {
        String query = "select id, zorp from messages order by id";
        long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (System.nanoTime() < deadline && !bench.rows(query).equals(List.of(rows))) {
            Thread.sleep(100);
        }
        assertThat(bench.rows(query)).containsExactly(rows);
    }
}
