package io.selfhealing.it;

import static io.selfhealing.it.Messages.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.server.Engine;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;

/** A column that no table ever had is the application's own mistake, and it has to hear of it. */
class TypingErrorIT {
    private static final String INSERT = "insert into messages (id, naem, content) values (?, ?, ?)";
    private static final String UPDATE = "update messages set naem = ?, content = ? where id = ?";

    @DatabaseTest({Engine.POSTGRESQL, Engine.H2, Engine.MARIADB})
    void inTheFirstWriteOfAllItIsTheApplicationsError(Bench bench) throws Exception {
        Messages.create(bench);
        Connection connection = bench.application().connect();

        assertRefused(bench, connection);
        assertThat(bench.rows("select count(*) from messages")).containsExactly("0");
        assertThat(bench.quarantine()).isEmpty();
    }

    @DatabaseTest({Engine.POSTGRESQL, Engine.H2, Engine.MARIADB})
    void inATableThatIsKnownAsWell(Bench bench) throws Exception {
        Messages.create(bench);
        Connection connection = bench.application().connect();
        Messages.seen(bench, connection);
        Bench.awaitNotice();

        assertRefused(bench, connection);
        bench.ddl("alter table messages drop column priority");
        assertRefused(bench, connection);
        assertThat(bench.rows("select id, content from messages")).containsExactly("1|content-1");
        assertThat(bench.quarantine()).isEmpty();
    }

    /** It was there when the agent first came to the database, though nobody had written to the table yet. */
    @DatabaseTest({Engine.POSTGRESQL, Engine.MARIADB})
    void aColumnThatWasThereAtFirstContactIsNone(Bench bench) throws Exception {
        Messages.create(bench);
        bench.ddl("create table others (id bigint primary key)");
        Connection connection = bench.application().connect();
        write(connection, "insert into others (id) values (?)", 1L);
        awaitFirstContact(bench);
        bench.ddl("alter table messages drop column content");

        assertThat(write(connection, Messages.INSERT, 1L, "sender-1", "content-1"))
                .isEqualTo(1);
        assertThat(bench.rows("select id, sender from messages")).containsExactly("1|sender-1");
        assertThat(bench.quarantine()).extracting(kept -> kept.value()).containsExactly("content-1");
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void aTableThatNobodyWroteToBeforeItsRenameIsProvedByItsIdentity(Bench bench) throws Exception {
        Messages.create(bench);
        bench.ddl("create table others (id bigint primary key)");
        Connection connection = bench.application().connect();
        write(connection, "insert into others (id) values (?)", 1L);
        awaitFirstContact(bench);
        bench.ddl("alter table messages rename to notes");
        bench.rename("notes", "sender", "zorp");

        assertThat(write(connection, Messages.INSERT, 1L, "sender-1", "content-1"))
                .isEqualTo(1);
        assertThat(bench.rows("select id, zorp, content from notes")).containsExactly("1|sender-1|content-1");
        assertThat(bench.firstHeal().evidence()).containsOnly("identity");
    }

    private static void awaitFirstContact(Bench bench) throws InterruptedException {
        String[] files = {};
        for (int i = 0; i < 1_000 && List.of(files).stream().noneMatch(name -> name.startsWith("first-")); i++) {
            Thread.sleep(20);
            files = Objects.requireNonNullElse(
                    bench.home().resolve("schema").toFile().list(), files);
        }
    }

    private static void assertRefused(Bench bench, Connection connection) throws SQLException {
        String missing = bench.engine() == Engine.POSTGRESQL ? "42703" : "42S22";
        assertThat(Bench.failureOf(() -> write(connection, INSERT, 7L, "a name", "content-7"))
                        .sqlState())
                .isEqualTo(missing);
        assertThat(Bench.failureOf(() -> write(connection, UPDATE, "a name", "content-8", 1L))
                        .sqlState())
                .isEqualTo(missing);
    }
}
