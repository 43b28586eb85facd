package io.selfhealing.it;

import static io.selfhealing.it.Messages.bind;
import static io.selfhealing.it.Messages.write;
import static io.selfhealing.it.harness.Conversation.attempt;
import static org.assertj.core.api.Assertions.assertThat;

import app.Writers;
import io.selfhealing.it.harness.Application;
import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.harness.Untouched;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** JDBC as it is used outside of text books: through proxies, after its end, by two threads at once. */
class StrangeJdbcIT {
    private static final int THREADS = 3;
    private static final int ROWS = 100;

    @DatabaseTest
    void writesThroughProxiesThatCannotUnwrapAreHealedOnce(Bench bench) throws Exception {
        Messages.create(bench);
        Application application = bench.application();
        Connection proxy = application.proxied(application.proxied(application.connect()));
        Messages.seen(bench, proxy);
        PreparedStatement before = proxy.prepareStatement(Messages.INSERT);
        bench.rename("messages", "sender", "zorp");

        assertThat(bind(before, 2L, "sender-2", "content-2").executeUpdate()).isEqualTo(1);
        assertThat(write(proxy, Messages.INSERT, 3L, "sender-3", "content-3")).isEqualTo(1);
        try (Statement literal = proxy.createStatement()) {
            literal.executeUpdate("insert into messages (id, sender) values (4, 'sender-4')");
        }

        assertThat(bench.rows("select zorp from messages order by id"))
                .containsExactly("sender-1", "sender-2", "sender-3", "sender-4");
        assertThat(bench.events("healed")).hasSize(3);
    }

    @DatabaseTest
    void proxiesAroundADataSourcesConnectionAreSeenThrough(Bench bench) throws Exception {
        Messages.create(bench);
        Application application = bench.application();
        Connection proxy = application.proxied(application.supply("plain"));
        Messages.seen(bench, proxy);
        bench.rename("messages", "sender", "zorp");

        assertThat(write(proxy, Messages.INSERT, 2L, "sender-2", "content-2")).isEqualTo(1);

        assertThat(bench.rows("select zorp from messages order by id")).containsExactly("sender-1", "sender-2");
        assertThat(bench.events("healed")).hasSize(1);
    }

    @DatabaseTest
    @Untouched
    void whatIsClosedStaysClosed(Bench bench) throws Exception {
        Messages.create(bench);

        List<String> transcript = bench.assertUntouched(connection -> {
            PreparedStatement insert = connection.prepareStatement(Messages.INSERT, Statement.RETURN_GENERATED_KEYS);
            Statement literal = connection.createStatement();
            bind(insert, 1L, "sender-1", "content-1").executeUpdate();
            insert.close();
            insert.close();
            useClosed(insert, literal);
            PreparedStatement left = connection.prepareStatement(Messages.INSERT);
            bind(left, 2L, "sender-2", "content-2").addBatch();
            connection.close();
            connection.close();
            attempt(left::executeBatch);
            attempt(() -> left.setString(2, "sender-3"));
            attempt(left::close);
            attempt(() -> connection.prepareStatement(Messages.INSERT));
            attempt(connection::createStatement);
            attempt(connection::commit);
            attempt(connection::rollback);
            attempt(() -> connection.setAutoCommit(false));
        });

        assertThat(transcript.stream().filter(line -> line.contains("threw"))).hasSizeGreaterThan(8);
        assertThat(bench.rows("select id from messages")).containsExactly("1");
    }

    private static void useClosed(PreparedStatement insert, Statement literal) throws SQLException {
        attempt(() -> bind(insert, 2L, "sender-2", "content-2"));
        attempt(insert::executeUpdate);
        attempt(insert::addBatch);
        attempt(insert::executeBatch);
        attempt(insert::getUpdateCount);
        attempt(insert::getGeneratedKeys);
        attempt(insert::clearParameters);
        literal.close();
        attempt(() -> literal.executeUpdate("insert into messages (id) values (3)"));
        attempt(() -> literal.addBatch("insert into messages (id) values (3)"));
    }

    @DatabaseTest
    void statementThatWasHealedAndClosedIsClosed(Bench bench) throws Exception {
        Messages.create(bench);
        Connection connection = bench.application().connect();
        Messages.seen(bench, connection);
        PreparedStatement replaced = connection.prepareStatement(Messages.INSERT);
        bench.rename("messages", "sender", "zorp");
        bind(replaced, 2L, "sender-2", "content-2").executeUpdate();
        PreparedStatement healed = connection.prepareStatement(Messages.INSERT);
        bind(healed, 3L, "sender-3", "content-3").executeUpdate();

        for (PreparedStatement closed : List.of(replaced, healed)) {
            closed.close();
            assertThat(closed.isClosed()).isTrue();
            assertThat(Bench.failureOf(() -> bind(closed, 4L, "sender-4", "content-4")))
                    .isNotNull();
            assertThat(Bench.failureOf(closed::executeUpdate)).isNotNull();
            assertThat(Bench.failureOf(closed::getGeneratedKeys)).isNotNull();
            closed.close();
        }

        assertThat(bench.rows("select zorp from messages order by id"))
                .containsExactly("sender-1", "sender-2", "sender-3");
        assertThat(bench.events("healed")).hasSize(2);
    }

    @DatabaseTest
    void threadsThatShareAStatementInTurnKeepTheirRows(Bench bench) throws Exception {
        Messages.create(bench);
        Application application = bench.application();
        Connection connection = application.connect();
        Messages.seen(bench, connection);
        bench.ddl("delete from messages");
        Writers writers = application.sharing(connection.prepareStatement(Messages.INSERT), THREADS, ROWS, true);

        writers.start();
        awaitLanded(writers);
        bench.rename("messages", "sender", "zorp");
        writers.join();

        assertThat(writers.failures()).isEmpty();
        assertThat(bench.rows("select count(*), count(distinct id) from messages where zorp = "
                        + bench.sql().concat("'sender-'", "id") + " and content = "
                        + bench.sql().concat("'content-'", "id")))
                .containsExactly(THREADS * ROWS + "|" + THREADS * ROWS);
        assertThat(bench.events("healed")).isNotEmpty();
    }

    /**
     * Which values meet in a row is anybody's guess then, and PostgreSQL's driver loses its connection over it, with and without the
     * agent; but nothing of the agent's may fail.
     */
    @DatabaseTest
    @Untouched
    void threadsThatShareAStatementWithoutAnyOrderMeetNoErrorOfTheAgents(Bench bench) throws Exception {
        bench.ddl("create table messages (id bigint, sender varchar(100), content varchar(200), priority integer)");
        Application application = bench.application();
        Connection connection = application.connect();
        Messages.seen(bench, connection);
        Writers writers = application.sharing(connection.prepareStatement(Messages.INSERT), THREADS, ROWS, false);

        writers.start();
        awaitLanded(writers);
        bench.rename("messages", "sender", "zorp");
        writers.join();

        assertThat(writers.failures())
                .noneMatch(failure -> failure.contains("io.selfhealing") || failure.contains("SelfHealing"));
        assertThat(bench.rows("select count(*) from messages where zorp not like 'sender-%'"
                        + " or content not like 'content-%'"))
                .as("values in columns that are not theirs")
                .containsExactly("0");
    }

    private static void awaitLanded(Writers writers) throws InterruptedException {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (writers.landed() < ROWS / 2 && writers.failures().isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(5);
        }
    }
}
