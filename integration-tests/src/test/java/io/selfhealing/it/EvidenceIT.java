package io.selfhealing.it;

import static io.selfhealing.it.Messages.bind;
import static io.selfhealing.it.Messages.write;
import static io.selfhealing.it.harness.Conversation.attempt;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Application;
import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.harness.Event;
import io.selfhealing.it.server.Engine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.Map;

/** What a rename is concluded from, where the database proves none, and what is never concluded. */
class EvidenceIT {
    @DatabaseTest
    void renameNeverSeenIsKnownByItsPattern(Bench bench) throws Exception {
        bench.ddl("create table messages (id bigint primary key, role varchar(100), content varchar(200))");
        Connection connection = bench.application().connect();

        assertThat(write(connection, Messages.INSERT, 1L, "sender-1", "content-1"))
                .isEqualTo(1);

        assertThat(bench.rows("select id, role, content from messages")).containsExactly("1|sender-1|content-1");
        Event healed = bench.firstHeal();
        assertThat(healed.mapping()).isEqualTo(Map.of("sender", "role"));
        assertThat(healed.evidence()).first().isEqualTo("pattern");
        assertThat(healed.confidence()).isBetween(0.5, 0.999);
    }

    @DatabaseTest
    void declaredAliasIsFollowed(Bench bench) throws Exception {
        bench.ddl("create table messages (id bigint primary key, zorp varchar(100), content varchar(200))");
        Connection connection = bench.launch()
                .set("selfhealing.aliases", "messages.sender=zorp")
                .start()
                .connect();

        assertThat(write(connection, Messages.INSERT, 1L, "sender-1", "content-1"))
                .isEqualTo(1);

        assertThat(bench.rows("select zorp from messages")).containsExactly("sender-1");
        Event healed = bench.firstHeal();
        assertThat(healed.evidence()).first().isEqualTo("declared");
        assertThat(healed.mapping()).isEqualTo(Map.of("sender", "zorp"));
    }

    @DatabaseTest
    void renameThatPassedThroughTheApplicationIsWitnessed(Bench bench) throws Exception {
        Messages.create(bench);
        Application application = bench.application();
        Connection connection = application.connect();
        PreparedStatement insert = connection.prepareStatement(Messages.INSERT);
        try (Statement migration = application.connect().createStatement()) {
            migration.execute(
                    bench.engine() == Engine.H2
                            ? "alter table messages alter column sender rename to zorp"
                            : "alter table messages rename column sender to zorp");
        }

        assertThat(bind(insert, 1L, "sender-1", "content-1").executeUpdate()).isEqualTo(1);

        assertThat(bench.rows("select zorp from messages")).containsExactly("sender-1");
        Event healed = bench.firstHeal();
        assertThat(healed.evidence()).first().isEqualTo("witnessed");
        assertThat(healed.confidence()).isEqualTo(1);
    }

    @DatabaseTest
    void patternBelowTheLeastConfidenceIsOnlySuggested(Bench bench) throws Exception {
        bench.ddl("create table messages (id bigint primary key, role varchar(100), content varchar(200))");
        Connection connection = bench.launch()
                .set("selfhealing.confidence.min", "1")
                .set("selfhealing.columns.critical", "messages.sender")
                .start()
                .connect();

        assertThat(Bench.failureOf(() -> write(connection, Messages.INSERT, 1L, "sender-1", "content-1"))
                        .sqlState())
                .startsWith("42");

        assertThat(bench.rows("select * from messages")).isEmpty();
        assertThat(bench.events("healed")).isEmpty();
        assertThat(bench.events("suggested")).anyMatch(event -> event.mapping().equals(Map.of("sender", "role")));
    }

    @DatabaseTest
    void lookAlikeOfAVanishedColumnIsNeverWritten(Bench bench) throws Exception {
        bench.ddl("create table messages (id bigint primary key, message_uuid varchar(100), message_id varchar(100),"
                + " content varchar(100))");
        Connection connection = bench.application().connect();
        String insert = "insert into messages (id, message_uuid, content) values (?, ?, ?)";
        write(connection, insert, 1L, "message-uuid-1", "content-1");
        bench.awaitSnapshot("messages");
        bench.ddl("alter table messages drop column message_uuid");

        attempt(() -> write(connection, insert, 2L, "message-uuid-2", "content-2"));

        assertThat(bench.rows("select id, message_id from messages order by id"))
                .contains("1|null")
                .isSubsetOf("1|null", "2|null");
        assertThat(bench.events()).noneMatch(event -> event.mapping().containsValue("message_id"));
        assertThat(bench.events()).as("the loss is on record").isNotEmpty();
    }

    @DatabaseTest
    void lookAlikeOfAColumnNeverSeenIsNeverWritten(Bench bench) throws Exception {
        bench.ddl("create table messages (id bigint primary key, message_id varchar(100), content varchar(100))");
        Connection connection = bench.application().connect();
        String insert = "insert into messages (id, message_uuid, content) values (?, ?, ?)";

        attempt(() -> write(connection, insert, 2L, "message-uuid-2", "content-2"));

        assertThat(bench.rows("select id, message_id from messages")).isSubsetOf("2|null");
        assertThat(bench.events()).noneMatch(event -> event.kind().equals("healed"));
        assertThat(bench.events()).as("the loss is on record").isNotEmpty();
    }
}
