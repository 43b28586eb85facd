package io.selfhealing.it;

import static io.selfhealing.it.Messages.bind;
import static io.selfhealing.it.Messages.write;
import static io.selfhealing.it.harness.Conversation.attempt;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.harness.Quarantined;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

class LeaveOutIT {
    private static final String KEYED = "insert into messages (id, sender, mood) values (?, ?, ?)";
    private static final String UNKEYED = "insert into messages (sender, mood) values (?, ?)";

    @DatabaseTest
    void valueOfAMissingColumnIsKeptWithTheKeyInTheStatement(Bench bench) throws Exception {
        Connection connection = withMoodDropped(bench, "bigint primary key", KEYED, 1L, "sender-1", "cheerful-1");

        assertThat(write(connection, KEYED, 7341L, "sender-2", "cheerful-2")).isEqualTo(1);

        assertThat(bench.rows("select id, sender from messages order by id"))
                .containsExactly("1|sender-1", "7341|sender-2");
        assertKept(bench, "cheerful-2", "7341");
        assertThat(bench.events("left_out")).isNotEmpty();
        assertThat(bench.events("left_out").get(0).mapping()).containsEntry("mood", "null");
    }

    @DatabaseTest
    void valueOfAMissingColumnIsKeptWithAKeyThatTheDatabaseMade(Bench bench) throws Exception {
        Connection connection = withMoodDropped(bench, bench.sql().numbered(), UNKEYED, "sender-1", "cheerful-1");

        assertThat(write(connection, UNKEYED, "sender-2", "cheerful-2")).isEqualTo(1);

        assertThat(bench.rows("select id, sender from messages order by id"))
                .containsExactly("7340|sender-1", "7341|sender-2");
        assertKept(bench, "cheerful-2", "7341");
    }

    @DatabaseTest
    void applicationThatAsksForTheGeneratedKeyStillGetsIt(Bench bench) throws Exception {
        Connection connection = withMoodDropped(bench, bench.sql().numbered(), UNKEYED, "sender-1", "cheerful-1");

        try (PreparedStatement insert = connection.prepareStatement(UNKEYED, Statement.RETURN_GENERATED_KEYS)) {
            assertThat(bind(insert, "sender-2", "cheerful-2").executeUpdate()).isEqualTo(1);
            try (ResultSet keys = insert.getGeneratedKeys()) {
                assertThat(keys.next()).isTrue();
                assertThat(keys.getLong(bench.sql().keyLabel())).isEqualTo(7341);
                assertThat(keys.next()).isFalse();
            }
        }

        assertKept(bench, "cheerful-2", "7341");
    }

    @DatabaseTest
    void valueThatAnUpdateCannotPlaceIsKept(Bench bench) throws Exception {
        Connection connection = withMoodDropped(bench, "bigint primary key", KEYED, 7341L, "sender-1", "cheerful-1");

        assertThat(write(
                        connection,
                        "update messages set sender = ?, mood = ? where id = ?",
                        "sender-one",
                        "cheerful-2",
                        7341L))
                .isEqualTo(1);

        assertThat(bench.rows("select id, sender from messages")).containsExactly("7341|sender-one");
        assertKept(bench, "cheerful-2", "7341");
    }

    @DatabaseTest
    void valueIsTakenBackWhereTheRowDidNotLand(Bench bench) throws Exception {
        Connection connection = withMoodDropped(bench, "bigint primary key", KEYED, 1L, "sender-1", "cheerful-1");

        assertThat(Bench.failureOf(() -> write(connection, KEYED, 1L, "sender-2", "cheerful-2"))
                        .sqlState())
                .isEqualTo(bench.sql().violation("23505"));
        assertThat(write(connection, KEYED, 7341L, "sender-3", "cheerful-3")).isEqualTo(1);

        assertThat(bench.rows("select id, sender from messages order by id"))
                .containsExactly("1|sender-1", "7341|sender-3");
        assertThat(bench.quarantine())
                .extracting(kept -> kept.value() + " " + kept.state())
                .contains("cheerful-3 landed")
                .isSubsetOf("cheerful-2 void", "cheerful-3 landed");
    }

    @DatabaseTest
    void valueOfARowThatIsRolledBackIsTakenBack(Bench bench) throws Exception {
        Connection connection = withMoodDropped(bench, "bigint primary key", KEYED, 1L, "sender-1", "cheerful-1");
        connection.setAutoCommit(false);
        Bench.awaitNotice();

        assertThat(write(connection, KEYED, 7340L, "sender-2", "cheerful-2")).isEqualTo(1);
        connection.rollback();
        assertThat(write(connection, KEYED, 7341L, "sender-3", "cheerful-3")).isEqualTo(1);
        connection.commit();

        assertThat(bench.rows("select id, sender from messages order by id"))
                .containsExactly("1|sender-1", "7341|sender-3");
        assertThat(bench.quarantine())
                .extracting(kept -> kept.value() + " " + kept.state())
                .containsExactlyInAnyOrder("cheerful-2 void", "cheerful-3 landed");
    }

    @DatabaseTest
    void criticalColumnIsRefusedWithTheExceptionOfTheDriver(Bench bench) throws Exception {
        bench.ddl("create table messages (id bigint primary key, content varchar(200))");
        String insert = "insert into messages (id, sender, content) values (?, ?, ?)";

        List<String> transcript = bench.assertUntouched(
                bench.launch().set("selfhealing.columns.critical", "messages.sender"), connection -> {
                    attempt(() -> write(connection, insert, 1L, "sender-1", "content-1"));
                    attempt(() -> {
                        PreparedStatement statement = connection.prepareStatement(insert);
                        attempt(() ->
                                bind(statement, 2L, "sender-2", "content-2").executeUpdate());
                        statement.getUpdateCount();
                    });
                });

        assertThat(transcript).anyMatch(line -> line.contains("threw") && line.contains("sqlState=42"));
        assertThat(bench.rows("select * from messages")).isEmpty();
        assertThat(bench.quarantine()).isEmpty();
        assertThat(bench.events("refused")).isNotEmpty();
    }

    @DatabaseTest
    void columnOfATableWithoutAKeyIsNotLeftOut(Bench bench) throws Exception {
        bench.ddl("create table messages (id bigint, sender varchar(100))");

        List<String> transcript = bench.assertUntouched(
                connection -> attempt(() -> write(connection, KEYED, 1L, "sender-1", "cheerful-1")));

        assertThat(transcript).anyMatch(line -> line.contains("threw"));
        assertThat(bench.rows("select * from messages")).isEmpty();
        assertThat(bench.quarantine()).isEmpty();
        assertThat(bench.events("refused")).isNotEmpty();
    }

    private static Connection withMoodDropped(Bench bench, String id, String insert, Object... values)
            throws SQLException, IOException, InterruptedException {
        bench.ddl("create table messages (id " + id + ", sender varchar(100), mood varchar(100))");
        if (id.equals(bench.sql().numbered())) {
            bench.ddl(bench.sql().numberFrom("messages", 7340));
        }
        Connection connection = bench.application().connect();
        write(connection, insert, values);
        bench.awaitSnapshot("messages");
        bench.ddl("alter table messages drop column mood");
        return connection;
    }

    private static void assertKept(Bench bench, String value, String key) throws IOException {
        assertThat(bench.quarantine()).hasSize(1);
        Quarantined kept = bench.quarantine().get(0);
        assertThat(kept.table()).contains("messages");
        assertThat(kept.column()).isEqualTo("mood");
        assertThat(kept.value()).isEqualTo(value);
        assertThat(kept.key()).contains("id").contains(key);
        assertThat(kept.state()).isEqualTo("landed");
    }
}
