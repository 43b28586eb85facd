package io.selfhealing.it;

import static io.selfhealing.it.Messages.bind;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.server.Engine;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

class GeneratedKeysIT {
    private static final String INSERT = "insert into messages (sender, content) values (?, ?)";

    @DatabaseTest
    void healedInsertReturnsItsGeneratedKey(Bench bench) throws Exception {
        Connection connection = withRename(bench);

        try (PreparedStatement insert = connection.prepareStatement(INSERT, Statement.RETURN_GENERATED_KEYS)) {
            bind(insert, "sender-2", "content-2").executeUpdate();
            assertKey(bench, insert, 2);
        }

        assertThat(bench.events("healed")).isNotEmpty();
    }

    @DatabaseTest
    void insertPreparedBeforeTheRenameReturnsItsGeneratedKeys(Bench bench) throws Exception {
        create(bench);
        Connection connection = bench.application().connect();
        PreparedStatement insert = connection.prepareStatement(INSERT, Statement.RETURN_GENERATED_KEYS);
        bind(insert, "sender-1", "content-1").executeUpdate();
        assertKey(bench, insert, 1);
        bench.awaitSnapshot("messages");
        bench.rename("messages", "sender", "zorp");

        bind(insert, "sender-2", "content-2").executeUpdate();
        assertKey(bench, insert, 2);
        bind(insert, "sender-3", "content-3").executeUpdate();
        assertKey(bench, insert, 3);

        assertThat(bench.rows("select id, zorp from messages order by id"))
                .containsExactly("1|sender-1", "2|sender-2", "3|sender-3");
        assertThat(bench.events("healed")).isNotEmpty();
    }

    @DatabaseTest
    void keysAskedForByNameAreReturned(Bench bench) throws Exception {
        Connection connection = withRename(bench);
        String id = bench.engine() == Engine.H2 ? "ID" : "id";

        try (PreparedStatement insert = connection.prepareStatement(INSERT, new String[] {id})) {
            bind(insert, "sender-2", "content-2").executeUpdate();
            assertKey(bench, insert, 2);
        }
        try (Statement literal = connection.createStatement()) {
            literal.executeUpdate(
                    "insert into messages (sender, content) values ('sender-3', 'content-3')", new String[] {id});
            assertKey(bench, literal, 3);
        }

        assertThat(bench.rows("select zorp from messages order by id"))
                .containsExactly("sender-1", "sender-2", "sender-3");
        assertThat(bench.events("healed")).isNotEmpty();
    }

    private static void create(Bench bench) throws SQLException {
        bench.ddl("create table messages (id " + bench.sql().numbered() + ","
                + " sender varchar(100), content varchar(200), priority integer)");
    }

    private static Connection withRename(Bench bench) throws SQLException, IOException, InterruptedException {
        create(bench);
        Connection connection = bench.application().connect();
        Messages.write(connection, INSERT, "sender-1", "content-1");
        bench.awaitSnapshot("messages");
        bench.rename("messages", "sender", "zorp");
        return connection;
    }

    private static void assertKey(Bench bench, Statement statement, long expected) throws SQLException {
        try (ResultSet keys = statement.getGeneratedKeys()) {
            assertThat(keys.next()).isTrue();
            assertThat(keys.getLong(bench.sql().keyLabel())).isEqualTo(expected);
            assertThat(keys.next()).isFalse();
        }
    }
}
