package io.selfhealing.agent.intercept;

import static io.selfhealing.agent.intercept.Intercepted.INSERT;
import static io.selfhealing.agent.intercept.Intercepted.bind;
import static io.selfhealing.agent.intercept.Intercepted.fill;
import static io.selfhealing.agent.intercept.Intercepted.refusal;
import static io.selfhealing.agent.intercept.Intercepted.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.config.Mode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From the moment in which the agent is switched off, statements run as the application wrote them. */
class SwitchedOffTest {
    @ParameterizedTest
    @EnumSource
    void statementThatWasPreparedHealedRunsAsWritten(Engine engine) throws Exception {
        try (Intercepted database = Intercepted.open(engine)) {
            Connection connection = renamed(database);
            PreparedStatement insert = connection.prepareStatement(INSERT);
            assertThat(bind(insert, 2L, "sender-2", "content-2").executeUpdate())
                    .isEqualTo(1);
            assertThat(database.state(insert).driverSql).contains("zorp");

            database.mode.set(Mode.OFF);
            assertThat(database.handler.heldBack())
                    .as("its driver would go on healing")
                    .isEqualTo(1);
            assertThat(refusal(() -> bind(insert, 3L, "sender-3", "content-3").executeUpdate()))
                    .startsWith("42");
            database.rename("messages", "zorp", "sender");
            assertThat(bind(insert, 4L, "sender-4", "content-4").executeUpdate())
                    .isEqualTo(1);
            assertThat(database.rows("select id, sender, content from messages order by id"))
                    .containsExactly("1|sender-1|content-1", "2|sender-2|content-2", "4|sender-4|content-4");

            insert.close();
            assertThat(database.handler.heldBack()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void batchThatBeganHealedRunsAsWritten(Engine engine) throws Exception {
        try (Intercepted database = Intercepted.open(engine)) {
            PreparedStatement insert = renamed(database).prepareStatement(INSERT);
            fill(insert, 2, 3);

            database.mode.set(Mode.OFF);
            fill(insert, 4);
            database.rename("messages", "zorp", "sender");

            assertThat(insert.executeBatch()).containsExactly(1, 1, 1);
            assertThat(database.rows("select sender from messages order by id"))
                    .containsExactly("sender-1", "sender-2", "sender-3", "sender-4");
        }
    }

    @ParameterizedTest
    @EnumSource
    void valueThatWouldBeLeftOutIsWritten(Engine engine) throws Exception {
        try (Intercepted database = Intercepted.open(engine)) {
            Connection connection = database.withMessages();
            Intercepted.awaitNotice();
            database.outside("alter table messages drop column content");
            assertThat(write(connection, INSERT, 2L, "sender-2", "content-2")).isEqualTo(1);
            PreparedStatement insert = connection.prepareStatement(INSERT);

            database.mode.set(Mode.OFF);
            bind(insert, 3L, "sender-3", "content-3");
            assertThat(refusal(insert::executeUpdate)).startsWith("42");
            database.outside("alter table messages add column content varchar(200)");
            assertThat(insert.executeUpdate()).isEqualTo(1);

            assertThat(database.rows("select id, content from messages order by id"))
                    .containsExactly("1|null", "2|null", "3|content-3");
            assertThat(database.quarantine()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void textsAndNewStatementsAreTheDriversAlone(Engine engine) throws Exception {
        try (Intercepted database = Intercepted.open(engine)) {
            Connection connection = renamed(database);
            database.mode.set(Mode.OFF);
            try (Statement statement = connection.createStatement()) {
                assertThat(refusal(() -> statement.executeUpdate("insert into messages (id, sender) values (2, 'x')")))
                        .startsWith("42");
            }
            assertThat(refusal(() -> write(connection, INSERT, 2L, "sender-2", "content-2")))
                    .startsWith("42");

            database.mode.set(Mode.HEAL);
            assertThat(write(connection, INSERT, 2L, "sender-2", "content-2")).isEqualTo(1);
            assertThat(database.events("refused")).isEmpty();
        }
    }

    private static Connection renamed(Intercepted database) throws Exception {
        Connection connection = database.withMessages();
        Intercepted.awaitNotice();
        database.rename("messages", "sender", "zorp");
        write(connection, "update messages set sender = ? where id = ?", "sender-1", 1L);
        return connection;
    }
}
