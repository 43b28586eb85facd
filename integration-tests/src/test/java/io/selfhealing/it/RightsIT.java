package io.selfhealing.it;

import static io.selfhealing.it.Messages.write;
import static io.selfhealing.it.harness.Conversation.attempt;
import static org.assertj.core.api.Assertions.assertThat;

import app.Thrown;
import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.harness.Untouched;
import io.selfhealing.it.server.Engine;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Roles that see, or may write, less than there is. */
class RightsIT {
    private static final String[] POLICIES = {
        "create table messages (id bigint primary key, sender varchar(100), content varchar(200), priority integer)",
        "insert into messages values (100, 'hidden', 'not yours', 100)",
        "alter table messages enable row level security",
        "alter table messages force row level security",
        "create policy own on messages using (priority is null or priority < 10)",
    };

    @DatabaseTest(Engine.POSTGRESQL)
    @Untouched
    void refusalsOfPoliciesAreTheApplications(Bench bench) throws Exception {
        bench.ddl(POLICIES);

        List<String> transcript = bench.assertUntouched(connection -> {
            write(connection, Messages.INSERT, 1L, "sender-1", "content-1");
            String prioritized = "insert into messages (id, sender, priority) values (?, ?, ?)";
            attempt(() -> write(connection, prioritized, 2L, "sender-2", 50));
            attempt(() -> write(connection, prioritized, 100L, "sender-100", 5));
            write(connection, "update messages set content = ? where id = ?", "content-x", 100L);
            write(connection, "delete from messages where id > ?", 50L);
        });

        assertThat(transcript).anyMatch(line -> line.contains("sqlState=42501"));
        assertThat(transcript).anyMatch(line -> line.contains("sqlState=23505"));
    }

    /** What the policy hides is neither counted nor changed by a healed write, and what it forbids is not written. */
    @DatabaseTest(Engine.POSTGRESQL)
    void healedWritesStayWithinThePolicy(Bench bench) throws Exception {
        bench.ddl(POLICIES);
        Connection connection = bench.application().connect();
        Messages.seen(bench, connection);
        bench.rename("messages", "sender", "zorp");

        assertThat(write(connection, Messages.INSERT, 2L, "sender-2", "content-2"))
                .isEqualTo(1);
        assertThat(write(connection, "update messages set sender = ?", "sender-x"))
                .isEqualTo(2);
        assertThat(write(connection, "delete from messages where sender = ?", "hidden"))
                .isZero();
        Thrown thrown = Bench.failureOf(() ->
                write(connection, "insert into messages (id, sender, priority) values (?, ?, ?)", 3L, "sender-3", 50));

        assertThat(thrown.sqlState()).isEqualTo("42501");
        bench.ddl("alter table messages no force row level security");
        assertThat(bench.rows("select id, zorp from messages order by id"))
                .containsExactly("1|sender-x", "2|sender-x", "100|hidden");
        assertThat(bench.events("healed")).isNotEmpty();
        assertThat(bench.quarantine()).isEmpty();
    }

    /** The application has taken on a role; the agent's own connection has not, and the catalog hides from it what it has no right to. */
    @DatabaseTest({Engine.MARIADB, Engine.MYSQL})
    void tableThatOnlyTheApplicationsRoleMaySeeIsNotVisible(Bench bench) throws Exception {
        String hidden = "hidden_" + bench.database();
        String role = "writer_" + bench.database();
        bench.ddl(
                "create database " + hidden,
                "create table " + hidden + ".messages (id bigint primary key, role varchar(100), content varchar(200))",
                "create role " + role,
                "grant insert on " + hidden + ".messages to " + role,
                "grant " + role + " to app");
        Connection connection = bench.application().connect();
        text(connection, "set role " + role);

        Thrown thrown = Bench.failureOf(() -> write(
                connection,
                "insert into " + hidden + ".messages (id, sender, content) values (?, ?, ?)",
                1L,
                "sender-1",
                "content-1"));

        assertThat(thrown.sqlState()).isEqualTo("42S22");
        assertThat(bench.rows("select * from " + hidden + ".messages")).isEmpty();
        assertThat(bench.events("healed")).isEmpty();
        assertThat(bench.quarantine()).isEmpty();
        assertThat(bench.events("refused"))
                .isNotEmpty()
                .allMatch(event -> event.json().path("reason").asText().contains("not visible"));
    }

    private static void text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
