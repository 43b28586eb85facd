package io.selfhealing.it;

import static io.selfhealing.it.Messages.bind;
import static io.selfhealing.it.Messages.write;
import static org.assertj.core.api.Assertions.assertThat;

import app.Writers;
import io.selfhealing.it.harness.Application;
import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.harness.Probe;
import io.selfhealing.it.server.Engine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** The mode of an agent that runs, changed from outside. */
class ModeChangeIT {
    /** As {@link #h2LosesAStatementThatNoLongerFitsWithoutTheAgentToo} shows. */
    private static final Pattern H2_LOST_A_STATEMENT = Pattern.compile("errorCode=(90007|90067|90121)");

    /** What H2 keeps of a session's statements at its server. */
    private static final int KEPT_BY_H2 = 64;

    /** The driver takes the failure to prepare it again for success, and its server then knows no such statement and ends the session. */
    @DatabaseTest(Engine.H2)
    void h2LosesAStatementThatNoLongerFitsWithoutTheAgentToo(Bench bench) throws Exception {
        Messages.create(bench);
        Set<Integer> codes = new LinkedHashSet<>();
        try (Connection connection = bench.server().outside(bench.database());
                PreparedStatement kept = connection.prepareStatement(Messages.INSERT)) {
            bind(kept, 1L, "sender-1", "content-1").executeUpdate();
            bench.rename("messages", "sender", "zorp");
            for (int i = 0; i <= KEPT_BY_H2; i++) {
                try (PreparedStatement other = connection.prepareStatement("delete from messages where zorp = ?")) {
                    other.setString(1, "nobody");
                    other.executeUpdate();
                }
            }
            for (int i = 0; i < 5; i++) {
                try {
                    kept.executeUpdate();
                } catch (SQLException e) {
                    codes.add(e.getErrorCode());
                }
            }
        } catch (SQLException e) {
            codes.add(e.getErrorCode());
        }
        assertThat(codes).contains(42122, 90007, 90067);
    }

    @DatabaseTest
    void offGivesEveryClassItsOwnCodeBackAndHealWeavesAgain(Bench bench) throws Exception {
        Messages.create(bench);
        Application application = bench.launch()
                .set("selfhealing.aliases", "messages.sender=zorp")
                .withAgent(Probe.jar(bench.directory()))
                .start();
        Connection connection = application.connect();
        PreparedStatement kept = connection.prepareStatement(Messages.INSERT);
        bind(kept, 1L, "sender-1", "content-1").executeUpdate();
        bench.awaitSnapshot("messages");
        assertThat(application.wovenNow()).isNotEmpty();

        assertThat(application.attach("mode=off")).contains("every class has its own code back");
        assertThat(application.wovenNow()).isEmpty();
        assertThat(write(connection, Messages.INSERT, 2L, "sender-2", "content-2"))
                .isEqualTo(1);
        bench.rename("messages", "sender", "zorp");
        assertThat(Bench.failureOf(() -> bind(kept, 3L, "sender-3", "content-3").executeUpdate())
                        .sqlState())
                .startsWith("42");

        assertThat(application.attach("mode=heal")).contains("mode is now heal");
        assertThat(application.wovenNow()).isNotEmpty();
        assertThat(bind(kept, 3L, "sender-3", "content-3").executeUpdate()).isEqualTo(1);
        assertThat(write(connection, Messages.INSERT, 4L, "sender-4", "content-4"))
                .isEqualTo(1);

        assertThat(bench.rows("select id, zorp from messages order by id"))
                .containsExactly("1|sender-1", "2|sender-2", "3|sender-3", "4|sender-4");
        assertThat(bench.events("healed")).isNotEmpty();
    }

    @DatabaseTest
    void observeHealsNoMoreAndRecords(Bench bench) throws Exception {
        Messages.create(bench);
        Application application = bench.application();
        Connection connection = application.connect();
        PreparedStatement kept = connection.prepareStatement(Messages.INSERT);
        bind(kept, 1L, "sender-1", "content-1").executeUpdate();
        bench.awaitSnapshot("messages");
        bench.rename("messages", "sender", "zorp");
        bind(kept, 2L, "sender-2", "content-2").executeUpdate();
        bind(kept, 3L, "sender-3", "content-3").addBatch();

        assertThat(application.attach("mode=observe")).contains("mode is now observe");

        assertThat(Bench.failureOf(kept::executeBatch))
                .as("the batch ends as it was written")
                .isNotNull();
        assertThat(Bench.failureOf(() -> bind(kept, 4L, "sender-4", "content-4").executeUpdate())
                        .sqlState())
                .startsWith("42");
        assertThat(application.attach("mode=heal")).contains("mode is now heal");
        assertThat(bind(kept, 5L, "sender-5", "content-5").executeUpdate()).isEqualTo(1);

        assertThat(bench.rows("select id, zorp from messages order by id"))
                .containsExactly("1|sender-1", "2|sender-2", "5|sender-5");
        assertThat(bench.events("observed")).isNotEmpty();
    }

    @DatabaseTest
    void nothingInFlightBreaksWhileTheModeChanges(Bench bench) throws Exception {
        Messages.create(bench);
        Application application = bench.application();
        Writers writers = application.writers(Messages.INSERT, 4, 1_000);
        writers.start();

        for (String mode : new String[] {"observe", "off", "heal", "off", "observe", "heal"}) {
            assertThat(application.attach("mode=" + mode)).contains("mode is now " + mode);
        }
        writers.join();

        assertThat(writers.failures()).isEmpty();
        assertThat(bench.rows("select count(*), count(distinct sender), count(distinct content) from messages"))
                .containsExactly("4000|4000|4000");
    }

    @DatabaseTest
    void nothingIsLostOrMisplacedWhereTheModeChangesAmidDrift(Bench bench) throws Exception {
        Messages.create(bench);
        Application application = bench.launch()
                .set("selfhealing.aliases", "messages.sender=zorp")
                .start();
        try (Connection connection = application.connect()) {
            Messages.seen(bench, connection);
        }
        write(application.connect(), "delete from messages where id = ?", 1L);
        Writers writers = application.writers(Messages.INSERT, 4, 1_000);
        writers.start();
        bench.rename("messages", "sender", "zorp");
        for (String mode : new String[] {"off", "heal"}) {
            assertThat(application.attach("mode=" + mode)).contains("mode is now " + mode);
        }
        writers.join();

        assertThat(writers.failures())
                .as("what was written while the agent was away failed as without it")
                .allMatch(failure -> failure.contains("sqlState=42")
                        || (bench.engine() == Engine.H2
                                && H2_LOST_A_STATEMENT.matcher(failure).find()));
        assertThat(bench.rows("select count(*) from messages")).containsExactly(Integer.toString(writers.landed()));
        assertThat(bench.rows("select count(*) from messages where zorp <> concat('sender-', id)"
                        + " or content <> concat('content-', id) or zorp is null or content is null"))
                .containsExactly("0");
    }
}
