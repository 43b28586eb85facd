package io.selfhealing.it;

import static io.selfhealing.it.Messages.bind;
import static io.selfhealing.it.Messages.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Application;
import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.harness.Event;
import io.selfhealing.it.server.Engine;
import java.sql.Connection;
import java.sql.PreparedStatement;
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
        Event healed = bench.firstHeal();
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
        assertProved(bench, bench.firstHeal());
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
        assertThat(bench.firstHeal().mapping()).isEqualTo(Map.of("sender", "role", "content", "body"));
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
    void healedRenameOutlivesTheNextChangeOfTheTable(Bench bench) throws Exception {
        Messages.create(bench);
        Connection connection = bench.application().connect();
        Messages.seen(bench, connection);
        bench.rename("messages", "sender", "zorp");
        assertThat(write(connection, Messages.INSERT, 2L, "sender-2", "content-2"))
                .isEqualTo(1);

        bench.ddl("alter table messages add column mood varchar(20)", "alter table messages drop column priority");
        Bench.awaitNotice();
        assertThat(write(connection, Messages.INSERT, 3L, "sender-3", "content-3"))
                .isEqualTo(1);

        assertThat(bench.rows("select zorp, content from messages order by id"))
                .containsExactly("sender-1|content-1", "sender-2|content-2", "sender-3|content-3");
        assertThat(bench.quarantine()).isEmpty();
        assertThat(bench.events("healed")).isNotEmpty();
    }

    @DatabaseTest
    void statementPreparedBeforeTheRenameIsHealed(Bench bench) throws Exception {
        Messages.create(bench);
        bench.ddl("insert into messages (id, sender, content) values (1, 'sender-1', 'content-1')");
        Connection connection = bench.application().connect();
        PreparedStatement insert = connection.prepareStatement(Messages.INSERT);
        bench.awaitContent("messages");
        bench.rename("messages", "sender", "zorp");

        assertThat(bind(insert, 2L, "sender-2", "content-2").executeUpdate()).isEqualTo(1);
        assertThat(insert.getUpdateCount()).isEqualTo(1);
        assertThat(insert.getConnection()).isSameAs(connection);
        assertThat(bench.rows("select zorp from messages where id = 2")).containsExactly("sender-2");
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

        assertThat(bench.rows("select count(*) from messages where zorp = "
                        + bench.sql().concat("'sender-'", "id")))
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
