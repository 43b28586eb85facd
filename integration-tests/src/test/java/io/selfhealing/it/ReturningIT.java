package io.selfhealing.it;

import static io.selfhealing.it.Messages.bind;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.server.Engine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What a healed write returns is read by the names that the application knows, or the write is not healed. */
class ReturningIT {
    private static final String INSERT = Messages.INSERT;

    private static Connection renamed(Bench bench) throws Exception {
        Messages.create(bench);
        Connection connection = bench.application().connect();
        Messages.seen(bench, connection);
        bench.rename("messages", "sender", "zorp");
        bench.rename("messages", "priority", "urgency");
        return connection;
    }

    private static void assertRow(ResultSet row, long id, String sender) throws SQLException {
        assertThat(row.next()).isTrue();
        assertThat(row.getLong("id")).isEqualTo(id);
        assertThat(row.getString("sender")).isEqualTo(sender);
        assertThat(row.getString("content")).isEqualTo("content-2");
        assertThat(row.getString("priority")).isNull();
        assertThat(row.next()).isFalse();
    }

    @DatabaseTest({Engine.POSTGRESQL, Engine.MARIADB})
    void allColumnsAreReturnedUnderTheirOldNames(Bench bench) throws Exception {
        Messages.create(bench);
        Connection connection = bench.application().connect();
        Messages.seen(bench, connection);
        bench.rename("messages", "sender", "zorp");

        try (PreparedStatement insert = connection.prepareStatement(INSERT + " returning *")) {
            assertRow(bind(insert, 2L, "sender-2", "content-2").executeQuery(), 2, "sender-2");
        }
        try (Statement plain = connection.createStatement()) {
            assertRow(
                    plain.executeQuery("insert into messages (id, sender, content) values (3, 'sender-3', 'content-2')"
                            + " returning messages.*"),
                    3,
                    "sender-3");
        }

        assertThat(bench.rows("select id, zorp from messages where id > 1 order by id"))
                .containsExactly("2|sender-2", "3|sender-3");
        assertThat(bench.events("healed")).isNotEmpty();
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void columnsThatTheStatementDoesNotNameKeepTheirLabelsToo(Bench bench) throws Exception {
        Connection connection = renamed(bench);

        try (PreparedStatement insert = connection.prepareStatement(INSERT + " returning *")) {
            assertRow(bind(insert, 2L, "sender-2", "content-2").executeQuery(), 2, "sender-2");
        }
        try (PreparedStatement update = connection.prepareStatement(
                "update messages as m set sender = ? where id = ? returning m.*, sender::text, (sender), upper(sender)")) {
            ResultSet row = bind(update, "again", 2L).executeQuery();
            assertThat(row.getMetaData().getColumnLabel(6)).isEqualTo("sender");
            assertThat(row.getMetaData().getColumnLabel(7)).isEqualTo("upper");
            assertRow(row, 2, "again");
        }

        assertThat(bench.rows("select id, zorp from messages where id > 1")).containsExactly("2|again");
        assertThat(bench.events("healed")).isNotEmpty();
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void generatedKeysAreReadByTheNamesThatTheApplicationKnows(Bench bench) throws Exception {
        Connection connection = renamed(bench);

        try (PreparedStatement insert = connection.prepareStatement(INSERT, Statement.RETURN_GENERATED_KEYS)) {
            bind(insert, 2L, "sender-2", "content-2").executeUpdate();
            assertRow(insert.getGeneratedKeys(), 2, "sender-2");
        }
        try (Statement plain = connection.createStatement()) {
            plain.executeUpdate(
                    "insert into messages (id, sender, content) values (3, 'sender-3', 'content-2')",
                    Statement.RETURN_GENERATED_KEYS);
            assertRow(plain.getGeneratedKeys(), 3, "sender-3");
        }

        assertThat(bench.rows("select count(*) from messages where id > 1")).containsExactly("2");
        assertThat(bench.events("healed")).isNotEmpty();
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void keysAskedForByAnOldNameAreFound(Bench bench) throws Exception {
        bench.ddl("create table orders (id bigserial primary key, customer varchar(20), note varchar(20))");
        String insert = "insert into orders (customer) values (?)";
        String[] names = {"id"};
        Connection connection = bench.application().connect();
        PreparedStatement preparedBefore = connection.prepareStatement(insert, names);
        bind(preparedBefore, "first").executeUpdate();
        assertKey(preparedBefore, 1);
        bench.awaitSnapshot("orders");
        bench.rename("orders", "id", "order_id");

        try (PreparedStatement prepared = connection.prepareStatement(insert, names)) {
            bind(prepared, "prepared").executeUpdate();
            assertKey(prepared, 2);
            bind(prepared, "batch").addBatch();
            prepared.executeBatch();
            assertKey(prepared, 3);
        }
        bind(preparedBefore, "before").executeUpdate();
        assertKey(preparedBefore, 4);
        try (Statement plain = connection.createStatement()) {
            plain.executeUpdate("insert into orders (customer) values ('update')", names);
            assertKey(plain, 5);
            plain.execute("insert into orders (customer) values ('execute')", names);
            assertKey(plain, 6);
        }
        connection.setAutoCommit(false);
        try (PreparedStatement prepared = connection.prepareStatement(insert, names)) {
            bind(prepared, "transaction").executeUpdate();
            assertKey(prepared, 7);
        }
        connection.commit();

        assertThat(bench.rows("select order_id, customer from orders order by order_id"))
                .containsExactly(
                        "1|first", "2|prepared", "3|batch", "4|before", "5|update", "6|execute", "7|transaction");
        assertThat(bench.events("healed")).isNotEmpty();
    }

    private static void assertKey(Statement statement, long key) throws SQLException {
        try (ResultSet keys = statement.getGeneratedKeys()) {
            assertThat(keys.next()).isTrue();
            assertThat(keys.getLong("id")).isEqualTo(key);
            assertThat(keys.next()).isFalse();
        }
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void nameThatIsDataIsTheDatabasesErrorAndLeavesNoRow(Bench bench) throws Exception {
        Connection connection = renamed(bench);

        for (String returned : new String[] {
            "to_jsonb(messages) ->> 'sender'", "row_to_json(messages)", "to_jsonb(messages.*)", "messages"
        }) {
            assertThat(Bench.failureOf(() -> {
                                try (PreparedStatement insert =
                                        connection.prepareStatement(INSERT + " returning " + returned)) {
                                    bind(insert, 2L, "sender-2", "content-2").executeQuery();
                                }
                            })
                            .sqlState())
                    .isEqualTo("42703");
        }

        assertThat(bench.rows("select id from messages")).containsExactly("1");
        assertThat(bench.events("healed")).isEmpty();
    }

    @DatabaseTest({Engine.POSTGRESQL, Engine.MARIADB})
    void columnThatIsGoneCannotBeReturnedSoNothingLands(Bench bench) throws Exception {
        Messages.create(bench);
        Connection connection = bench.application().connect();
        Messages.seen(bench, connection);
        bench.ddl("alter table messages drop column sender");

        assertThat(Bench.failureOf(() -> {
                            try (PreparedStatement insert = connection.prepareStatement(INSERT + " returning *")) {
                                bind(insert, 2L, "sender-2", "content-2").executeQuery();
                            }
                        })
                        .sqlState())
                .startsWith("42");

        assertThat(bench.rows("select id from messages")).containsExactly("1");
        assertThat(bench.quarantine()).isEmpty();
    }
}
