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
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

class RenameIT {
    @DatabaseTest
    void columnSeenBeforeIsFoundUnderAnyName(Bench bench) throws Exception {
        Messages.create(bench);
        Connection connection = bench.application().connect();
        Messages.seen(bench, connection);
        bench.rename("messages", "sender", "zorp");

        assertThat(write(connection, Messages.INSERT, 2L, "sender-2", "content-2"))
                .isEqualTo(1);

        assertThat(bench.rows("select id, zorp, content from messages order by id"))
                .containsExactly("1|sender-1|content-1", "2|sender-2|content-2");
        Event healed = theHeal(bench);
        assertThat(healed.table()).contains("messages");
        assertThat(healed.mapping()).isEqualTo(Map.of("sender", "zorp"));
        assertProved(bench, healed);
    }

    @DatabaseTest
    void columnRenamedWhileTheApplicationWasDownIsFound(Bench bench) throws Exception {
        Messages.create(bench);
        Application yesterday = bench.application();
        Messages.seen(bench, yesterday.connect());
        yesterday.end();
        bench.rename("messages", "sender", "zorp");

        Connection today = bench.application().connect();
        assertThat(write(today, Messages.INSERT, 2L, "sender-2", "content-2")).isEqualTo(1);

        assertThat(bench.rows("select zorp from messages where id = 2")).containsExactly("sender-2");
        assertProved(bench, theHeal(bench));
    }

    @DatabaseTest
    void renameNeverSeenIsKnownByItsPattern(Bench bench) throws Exception {
        bench.ddl("create table messages (id bigint primary key, role varchar(100), content varchar(200))");
        Connection connection = bench.application().connect();

        assertThat(write(connection, Messages.INSERT, 1L, "sender-1", "content-1"))
                .isEqualTo(1);

        assertThat(bench.rows("select id, role, content from messages")).containsExactly("1|sender-1|content-1");
        Event healed = theHeal(bench);
        assertThat(healed.mapping()).isEqualTo(Map.of("sender", "role"));
        assertThat(healed.evidence()).first().isEqualTo("pattern");
        assertThat(healed.confidence()).isBetween(0.5, 0.999);
    }

    @DatabaseTest
    void twoRenamesAtOnceAreHealed(Bench bench) throws Exception {
        Messages.create(bench);
        Connection connection = bench.application().connect();
        Messages.seen(bench, connection);
        bench.rename("messages", "sender", "role");
        bench.rename("messages", "content", "body");

        assertThat(write(connection, Messages.INSERT, 2L, "sender-2", "content-2"))
                .isEqualTo(1);

        assertThat(bench.rows("select role, body from messages where id = 2")).containsExactly("sender-2|content-2");
        assertThat(theHeal(bench).mapping()).isEqualTo(Map.of("sender", "role", "content", "body"));
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void namesThatAColumnAndItsNeighbourTookAreToldApartByIdentity(Bench bench) throws Exception {
        Messages.create(bench);
        Connection connection = bench.application().connect();
        Messages.seen(bench, connection);
        // Both columns hold text: the pattern for one of the new names would be wrong here.
        bench.rename("messages", "content", "role");
        bench.rename("messages", "sender", "zorp");

        assertThat(write(connection, Messages.INSERT, 2L, "sender-2", "content-2"))
                .isEqualTo(1);

        assertThat(bench.rows("select zorp, role from messages where id = 2")).containsExactly("sender-2|content-2");
    }

    @DatabaseTest
    void undoneRenameNeedsNoHealingAnyMore(Bench bench) throws Exception {
        Messages.create(bench);
        Connection connection = bench.application().connect();
        PreparedStatement insert = connection.prepareStatement(Messages.INSERT);
        bind(insert, 1L, "sender-1", "content-1").executeUpdate();
        bench.awaitSnapshot("messages");
        bench.rename("messages", "sender", "zorp");
        assertThat(bind(insert, 2L, "sender-2", "content-2").executeUpdate()).isEqualTo(1);
        assertThat(write(connection, Messages.INSERT, 3L, "sender-3", "content-3"))
                .isEqualTo(1);

        bench.rename("messages", "zorp", "sender");
        assertThat(bind(insert, 4L, "sender-4", "content-4").executeUpdate()).isEqualTo(1);
        assertThat(write(connection, Messages.INSERT, 5L, "sender-5", "content-5"))
                .isEqualTo(1);
        Bench.awaitNotice();
        assertThat(write(connection, Messages.INSERT, 6L, "sender-6", "content-6"))
                .isEqualTo(1);

        assertThat(bench.rows("select sender from messages order by id"))
                .containsExactly("sender-1", "sender-2", "sender-3", "sender-4", "sender-5", "sender-6");
        assertThat(bench.events("healed")).isNotEmpty();
    }

    @DatabaseTest
    void statementPreparedBeforeTheRenameIsHealed(Bench bench) throws Exception {
        Messages.create(bench);
        Connection connection = bench.application().connect();
        PreparedStatement insert = connection.prepareStatement(Messages.INSERT);
        bench.awaitSnapshot("messages");
        bench.rename("messages", "sender", "zorp");

        assertThat(bind(insert, 2L, "sender-2", "content-2").executeUpdate()).isEqualTo(1);
        assertThat(insert.getUpdateCount()).isEqualTo(1);
        assertThat(insert.getConnection()).isSameAs(connection);
        assertThat(bench.rows("select zorp from messages")).containsExactly("sender-2");
        assertThat(bench.events("healed")).isNotEmpty();
    }

    @DatabaseTest
    void statementUsedManyTimesBeforeTheRenameIsHealedAndUsedOn(Bench bench) throws Exception {
        Messages.create(bench);
        Connection connection = bench.application().connect();
        PreparedStatement insert = connection.prepareStatement(Messages.INSERT);
        // More often than it takes the driver to prepare it in the server.
        for (long id = 1; id <= 8; id++) {
            bind(insert, id, "sender-" + id, "content-" + id).executeUpdate();
        }
        bench.awaitSnapshot("messages");
        bench.rename("messages", "sender", "zorp");

        for (long id = 9; id <= 16; id++) {
            assertThat(bind(insert, id, "sender-" + id, "content-" + id).executeUpdate())
                    .isEqualTo(1);
        }
        // A setter that is not called again keeps its value.
        insert.setLong(1, 17);
        assertThat(insert.executeUpdate()).isEqualTo(1);

        assertThat(bench.rows("select count(*) from messages where zorp = 'sender-' || id"))
                .containsExactly("16");
        assertThat(bench.rows("select zorp, content from messages where id = 17"))
                .containsExactly("sender-16|content-16");
        assertThat(bench.events("healed")).isNotEmpty();
    }

    @DatabaseTest
    void updateByTheRenamedColumnIsHealed(Bench bench) throws Exception {
        Messages.create(bench);
        Connection connection = bench.application().connect();
        Messages.seen(bench, connection);
        write(connection, Messages.INSERT, 2L, "sender-2", "content-2");
        bench.rename("messages", "sender", "zorp");

        assertThat(write(connection, "update messages set sender = ? where id = ?", "sender-one", 1L))
                .isEqualTo(1);
        assertThat(write(connection, "update messages set content = ? where sender = ?", "content-two", "sender-2"))
                .isEqualTo(1);
        assertThat(write(
                        connection,
                        "update messages set sender = ?, content = ? where sender = ?",
                        "sender-two",
                        "content-three",
                        "sender-2"))
                .isEqualTo(1);
        assertThat(write(connection, "update messages set content = ? where sender = ?", "content-x", "nobody-here"))
                .isZero();

        assertThat(bench.rows("select id, zorp, content from messages order by id"))
                .containsExactly("1|sender-one|content-1", "2|sender-two|content-three");
        assertThat(bench.events("healed")).isNotEmpty();
    }

    @DatabaseTest
    void deleteByTheRenamedColumnIsHealed(Bench bench) throws Exception {
        Messages.create(bench);
        Connection connection = bench.application().connect();
        Messages.seen(bench, connection);
        write(connection, Messages.INSERT, 2L, "sender-2", "content-2");
        write(connection, Messages.INSERT, 3L, "sender-2", "content-3");
        bench.rename("messages", "sender", "zorp");

        assertThat(write(connection, "delete from messages where sender = ?", "sender-2"))
                .isEqualTo(2);
        assertThat(write(connection, "delete from messages where sender = ? and id > ?", "sender-1", 1L))
                .isZero();

        assertThat(bench.rows("select id from messages")).containsExactly("1");
        assertThat(bench.events("healed")).isNotEmpty();
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
        Event healed = theHeal(bench);
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
        Event healed = theHeal(bench);
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
        // The suggestion is on record, with both names.
        assertThat(bench.events())
                .anyMatch(event -> event.toString().contains("\"pattern\"")
                        || event.mapping().equals(Map.of("sender", "role")));
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
        assertThat(bench.events()).noneMatch(event -> event.mapping().containsValue("message_id"));
        assertThat(bench.events()).as("the loss is on record").isNotEmpty();
    }

    private static Event theHeal(Bench bench) throws IOException {
        List<Event> healed = bench.events("healed");
        assertThat(healed).isNotEmpty();
        return healed.get(0);
    }

    /** PostgreSQL proves a rename; H2 shows a table in which nothing but the name changed. */
    private static void assertProved(Bench bench, Event healed) {
        if (bench.engine() == Engine.POSTGRESQL) {
            assertThat(healed.evidence()).first().isEqualTo("identity");
            assertThat(healed.confidence()).isEqualTo(1);
        } else {
            assertThat(healed.evidence()).first().isEqualTo("structural");
            assertThat(healed.confidence()).isLessThan(1);
        }
    }
}
