package io.selfhealing.agent.intercept;

import static io.selfhealing.agent.intercept.Intercepted.INSERT;
import static io.selfhealing.agent.intercept.Intercepted.bind;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However the application changes where names are looked up, a write is judged by the table that it is for. */
class PathTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "set search_path to %s",
                "select set_config('search_path', '%s', false)",
                "do $$ begin perform set_config('search_path', '%s', false); end $$"
            })
    void pathIsFollowedWhetherItIsSetByATextOrAPreparedStatement(String change) throws Exception {
        try (Intercepted database = Intercepted.open(Engine.POSTGRESQL)) {
            Connection connection = bothSeen(database);
            try (Statement statement = connection.createStatement()) {
                statement.execute(change.formatted("blue"));
            }
            writeTo(connection, 2);
            try (PreparedStatement statement = connection.prepareStatement(change.formatted("red"))) {
                statement.execute();
            }
            writeTo(connection, 3);

            assertThat(database.rows("select zorp from blue.messages")).containsExactly("sender-2");
            assertThat(database.rows("select sender from red.messages order by id"))
                    .containsExactly("sender-1", "sender-3");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void pathInAParameterIsFollowedAndRolledBack(boolean commit) throws Exception {
        try (Intercepted database = Intercepted.open(Engine.POSTGRESQL)) {
            Connection connection = bothSeen(database);
            connection.setAutoCommit(false);
            try (PreparedStatement statement = connection.prepareStatement("select set_config(?, ?, false)")) {
                bind(statement, "search_path", "blue").executeQuery().close();
            }
            writeTo(connection, 2);
            if (commit) {
                connection.commit();
            } else {
                connection.rollback();
            }
            writeTo(connection, 3);
            connection.commit();

            assertThat(database.rows("select zorp from blue.messages order by id"))
                    .isEqualTo(commit ? java.util.List.of("sender-2", "sender-3") : java.util.List.of());
            assertThat(database.rows("select sender from red.messages order by id"))
                    .isEqualTo(commit ? java.util.List.of("sender-1") : java.util.List.of("sender-1", "sender-3"));
        }
    }

    /** What a transaction changes itself nobody else can see yet: until it ends, its writes are as the application has them. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tableThatTheTransactionItselfChangesIsLeftToIt(boolean prepared) throws Exception {
        try (Intercepted database = Intercepted.open(Engine.POSTGRESQL)) {
            Connection connection = bothSeen(database);
            try (Statement statement = connection.createStatement()) {
                statement.execute("set search_path to blue");
                writeTo(connection, 2);
                connection.setAutoCommit(false);
                String change = "alter table messages add column sender varchar(50)";
                if (prepared) {
                    try (PreparedStatement change1 = connection.prepareStatement(change)) {
                        change1.execute();
                    }
                } else {
                    statement.execute(change);
                }
            }
            writeTo(connection, 3);
            connection.commit();

            assertThat(database.rows("select sender from blue.messages where id = 3"))
                    .containsExactly("sender-3");
        }
    }

    private static void writeTo(Connection connection, long id) throws SQLException {
        assertThat(Intercepted.write(connection, INSERT, id, "sender-" + id, "content-" + id))
                .isEqualTo(1);
    }

    /** In {@code blue} the column is another than the statement has it; the application is in {@code red}. */
    private static Connection bothSeen(Intercepted database) throws SQLException, InterruptedException {
        database.outside(
                "create schema red",
                "create schema blue",
                "create table red.messages (id bigint primary key, sender varchar(100), content varchar(200),"
                        + " priority integer)",
                "create table blue.messages (priority integer, content varchar(300), sender varchar(50),"
                        + " id bigint primary key)");
        Connection connection = database.connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute("set search_path to blue");
            writeTo(connection, 1);
            statement.execute("set search_path to red");
            writeTo(connection, 1);
        }
        database.outside("delete from blue.messages", "alter table blue.messages rename column sender to zorp");
        Intercepted.awaitNotice();
        return connection;
    }
}
