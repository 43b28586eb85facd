package io.selfhealing.it;

import static io.selfhealing.it.Messages.bind;
import static io.selfhealing.it.Messages.write;
import static io.selfhealing.it.harness.Conversation.attempt;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Application;
import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.harness.Untouched;
import io.selfhealing.it.server.Engine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.List;

/** Connections that no {@code DriverManager} gave out. */
class DataSourceIT {
    @DatabaseTest
    void writesOnConnectionsOfTheDriversOwnDataSourceAreHealed(Bench bench) throws Exception {
        heals(bench, "plain");
    }

    @DatabaseTest
    void userAndPasswordGivenAtTheCallAreEnough(Bench bench) throws Exception {
        heals(bench, "named");
    }

    @DatabaseTest
    void writesOnAHandleOfAPooledConnectionAreHealed(Bench bench) throws Exception {
        heals(bench, "pooled");
    }

    @DatabaseTest
    void writesThroughTheDriversOwnPoolAreHealed(Bench bench) throws Exception {
        heals(bench, "pool");
    }

    private static void heals(Bench bench, String kind) throws Exception {
        Messages.create(bench);
        Application application = bench.application();
        Connection connection = application.supply(kind);
        Messages.seen(bench, connection);
        PreparedStatement before = connection.prepareStatement(Messages.INSERT);
        bench.rename("messages", "sender", "zorp");

        assertThat(bind(before, 2L, "sender-2", "content-2").executeUpdate()).isEqualTo(1);
        assertThat(write(connection, Messages.INSERT, 3L, "sender-3", "content-3"))
                .isEqualTo(1);
        try (Connection next = application.supply(kind)) {
            assertThat(write(next, Messages.INSERT, 4L, "sender-4", "content-4"))
                    .isEqualTo(1);
        }

        assertThat(bench.rows("select zorp from messages order by id"))
                .containsExactly("sender-1", "sender-2", "sender-3", "sender-4");
        assertThat(bench.events("healed")).isNotEmpty();
    }

    @DatabaseTest
    void writesInsideADistributedBranchAreHealedAndEndWithIt(Bench bench) throws Exception {
        Messages.create(bench);
        Application application = bench.application();
        Messages.seen(bench, application.connect());
        bench.rename("messages", "sender", "zorp");
        Bench.awaitNotice();

        Connection connection = application.supply("xa");
        assertThat(write(connection, Messages.INSERT, 2L, "sender-2", "content-2"))
                .isEqualTo(1);
        application.endBranch(false);
        assertThat(bench.rows("select id from messages")).containsExactly("1");

        connection = application.supply("xa");
        assertThat(write(connection, Messages.INSERT, 3L, "sender-3", "content-3"))
                .isEqualTo(1);
        application.endBranch(true);

        assertThat(bench.rows("select zorp from messages order by id")).containsExactly("sender-1", "sender-3");
        assertThat(bench.events("healed")).isNotEmpty();
    }

    @DatabaseTest
    void wrapperThatLiesAboutItselfIsSeenThrough(Bench bench) throws Exception {
        Messages.create(bench);
        Application application = bench.application();
        Connection wrapper = application.wrapped(application.supply("plain"));
        Messages.seen(bench, wrapper);
        bench.rename("messages", "sender", "zorp");

        assertThat(write(wrapper, Messages.INSERT, 2L, "sender-2", "content-2")).isEqualTo(1);

        assertThat(bench.rows("select zorp from messages order by id")).containsExactly("sender-1", "sender-2");
        assertThat(bench.events("healed"))
                .as("once, however many connections stand above each other")
                .hasSize(1);
    }

    @DatabaseTest(Engine.H2)
    @Untouched
    void closedConnectionOfADataSourceFailsAsEver(Bench bench) throws Exception {
        Messages.create(bench);

        List<String> transcript = bench.assertUntouched(bench.application(), application -> {
            Connection connection = application.supply("plain");
            connection.close();
            attempt(() -> connection.prepareStatement(Messages.INSERT));
            attempt(connection::createStatement);
        });

        assertThat(transcript).anyMatch(line -> line.contains("threw"));
    }
}
