package io.selfhealing.agent.intercept;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.schema.Database;
import io.selfhealing.agent.spool.Parameter;
import io.selfhealing.agent.spool.Write;
import io.selfhealing.agent.spool.replay.Mended;
import io.selfhealing.agent.spool.replay.Mender;
import io.selfhealing.bootstrap.door.SelfHealingDoor;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Writes that waited while their table changed. */
@Timeout(60)
class SpoolMendingTest {
    private Intercepted database;
    private Connection application;
    private Connection own;
    private Mender mender;

    @BeforeEach
    void open() throws Exception {
        database = Intercepted.open(Engine.POSTGRESQL);
        application = database.withMessages();
        own = database.outside();
        own.setAutoCommit(false);
        mender = mending();
    }

    @AfterEach
    void close() throws Exception {
        own.close();
        database.close();
    }

    private void change(String... commands) throws Exception {
        database.outside(commands);
        mender = mending();
    }

    private Mender mending() throws SQLException {
        Database known = database.database(application);
        return database.mending().on(known, own);
    }

    private static Write message(long id, String sender, String content) {
        return new Write(
                "public.messages",
                Intercepted.INSERT,
                List.of(Parameter.of(id), Parameter.of(sender), Parameter.of(content)),
                Map.of("id", id));
    }

    private static void run(Connection connection, Mended.Ready ready) throws SQLException {
        SelfHealingDoor.enter();
        try (PreparedStatement statement =
                connection.prepareStatement(ready.statement(), ready.generated().toArray(String[]::new))) {
            for (int i = 0; i < ready.parameters().size(); i++) {
                Parameter parameter = ready.parameters().get(i);
                if (parameter.sqlType() == null) {
                    statement.setObject(i + 1, parameter.value());
                } else {
                    statement.setObject(i + 1, parameter.value(), parameter.sqlType());
                }
            }
            statement.executeUpdate();
            ready.fate().ran(statement);
            connection.commit();
        } finally {
            SelfHealingDoor.exit();
        }
    }

    private Mended mend(Write write, boolean refused) throws SQLException {
        SelfHealingDoor.enter();
        try {
            return mender.mend(write, refused);
        } finally {
            SelfHealingDoor.exit();
        }
    }

    private Mended.Ready ready(Write write) throws SQLException {
        return (Mended.Ready) mend(write, false);
    }

    @Test
    void whatFitsGoesAsItWasKept() throws Exception {
        Mended.Ready ready = ready(message(2, "a", "b"));
        assertThat(ready.statement()).isEqualTo(Intercepted.INSERT);
        assertThat(ready.key()).containsExactly("id");
        run(own, ready);
        mender.committed();
        assertThat(database.rows("select count(*) from messages")).containsExactly("2");
    }

    @Test
    void aColumnThatWasRenamedMeanwhileIsFollowed() throws Exception {
        change("alter table messages rename column sender to author");
        run(own, ready(message(2, "ann", "hello")));
        mender.committed();
        assertThat(database.rows("select author, content from messages where id = 2"))
                .containsExactly("ann|hello");
        assertThat(database.events("healed")).hasSize(1);
    }

    @Test
    void aTableThatWasRenamedMeanwhileIsFollowed() throws Exception {
        change("alter table messages rename to letters");
        run(own, ready(message(2, "ann", "hello")));
        mender.committed();
        assertThat(database.rows("select sender from letters where id = 2")).containsExactly("ann");
    }

    @Test
    void aValueWhoseColumnIsGoneIsInQuarantineBeforeTheWriteRuns() throws Exception {
        change("alter table messages drop column sender");
        Mended.Ready ready = ready(message(2, "ann", "hello"));
        assertThat(database.quarantine()).singleElement().asString().startsWith("ann ");
        run(own, ready);
        mender.committed();
        assertThat(database.rows("select content from messages where id = 2")).containsExactly("hello");
        assertThat(database.quarantine())
                .singleElement()
                .asString()
                .startsWith("ann ")
                .endsWith(" landed");
    }

    @Test
    void whatWasKeptForAWriteThatWasRolledBackIsVoid() throws Exception {
        change("alter table messages drop column sender");
        Mended.Ready ready = ready(message(2, "ann", "hello"));
        ready.fate().ran(null);
        own.rollback();
        mender.rolledBack();
        Mended.Ready again = ready(message(2, "ann", "hello"));
        again.fate().failed();
        assertThat(database.quarantine())
                .hasSize(2)
                .allSatisfy(entry -> assertThat(entry).endsWith(" void"));
    }

    @Test
    void aValueIsConvertedWhereTheColumnsTypeChanged() throws Exception {
        change("alter table messages alter column priority type text using priority::text");
        Mended.Ready ready = ready(new Write(
                "public.messages",
                "insert into messages (id, priority) values (?, ?)",
                List.of(Parameter.of(2L), Parameter.of(5)),
                Map.of("id", 2L)));
        run(own, ready);
        assertThat(database.rows("select priority from messages where id = 2")).containsExactly("5");
    }

    @Test
    void aTextThatMeansAnotherTableHereIsRefused() throws Exception {
        change("create schema tenant", "create table tenant.messages (id bigint primary key)");
        Mended mended = mend(
                new Write("tenant.messages", "insert into messages (id) values (?)", List.of(Parameter.of(1L)), null),
                false);
        assertThat(mended)
                .isInstanceOfSatisfying(
                        Mended.Refused.class,
                        refused -> assertThat(refused.reason())
                                .contains("made for tenant.messages")
                                .contains("public.messages"));
    }
}
