package io.selfhealing.agent.intercept;

import static io.selfhealing.agent.intercept.Intercepted.INSERT;
import static io.selfhealing.agent.intercept.Intercepted.bind;
import static io.selfhealing.agent.intercept.Intercepted.refusal;
import static io.selfhealing.agent.intercept.Intercepted.write;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Statements that were prepared before the table changed, so that another runs in their place. */
class ReplacementTest {
    @ParameterizedTest
    @EnumSource
    void limitsThatTheApplicationSetHoldForTheReplacement(Engine engine) throws Exception {
        try (Intercepted database = Intercepted.open(engine)) {
            PreparedStatement insert = database.withMessages().prepareStatement(INSERT);
            insert.setQueryTimeout(7);
            insert.setMaxRows(5);
            insert.setFetchSize(3);
            database.rename("messages", "sender", "zorp");
            bind(insert, 2L, "sender-2", "content-2").executeUpdate();

            PreparedStatement replacement =
                    requireNonNull(database.state(insert).replacement).statement();
            assertThat(replacement.getQueryTimeout()).isEqualTo(7);
            assertThat(replacement.getMaxRows()).isEqualTo(5);
            assertThat(replacement.getFetchSize()).isEqualTo(3);

            insert.setQueryTimeout(8);
            bind(insert, 3L, "sender-3", "content-3").executeUpdate();
            assertThat(replacement.getQueryTimeout()).isEqualTo(8);
        }
    }

    @Test
    void cancellingTheStatementCancelsTheReplacementThatRuns() throws Exception {
        try (Intercepted database = Intercepted.open(Engine.POSTGRESQL);
                Connection other = database.outside()) {
            PreparedStatement insert = database.withMessages().prepareStatement(INSERT);
            database.rename("messages", "sender", "zorp");
            bind(insert, 2L, "sender-2", "content-2").executeUpdate();
            other.setAutoCommit(false);
            other.createStatement().execute("insert into messages (id) values (3)");
            PreparedState state = database.state(insert);

            CompletableFuture<String> waiting = CompletableFuture.supplyAsync(() ->
                    refusal(() -> bind(insert, 3L, "sender-3", "content-3").executeUpdate()));
            awaitRunning(state);
            insert.setQueryTimeout(9);
            assertThat(requireNonNull(state.running).getQueryTimeout()).isEqualTo(9);
            insert.cancel();

            assertThat(waiting.get(20, TimeUnit.SECONDS)).isEqualTo("57014");
            assertThat(state.running).isNull();
            other.rollback();
            assertThat(bind(insert, 3L, "sender-3", "content-3").executeUpdate())
                    .isEqualTo(1);
        }
    }

    private static void awaitRunning(PreparedState state)
            throws InterruptedException, ExecutionException, SQLException {
        for (int i = 0; i < 500 && state.running == null; i++) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        TimeUnit.MILLISECONDS.sleep(300); // the driver has sent it by then
    }

    @ParameterizedTest
    @EnumSource
    void parameterThatIsNotBoundFailsRatherThanTakingTheValueOfTheRowBefore(Engine engine) throws Exception {
        try (Intercepted database = Intercepted.open(engine)) {
            PreparedStatement insert = database.withMessages().prepareStatement(INSERT);
            insert.clearParameters();
            insert.setLong(1, 8);
            insert.setString(3, "content-8");
            String asEver = refusal(insert::executeUpdate);
            database.rename("messages", "sender", "zorp");
            bind(insert, 2L, "sender-2", "content-2").executeUpdate();

            insert.clearParameters();
            insert.setLong(1, 9);
            insert.setString(3, "content-9");
            assertThat(refusal(insert::executeUpdate)).isEqualTo(asEver);

            assertThat(database.rows("select id from messages order by id")).containsExactly("1", "2");
        }
    }

    @ParameterizedTest
    @EnumSource
    void streamThatTheDriverHasReadIsNotReadAgain(Engine engine) throws Exception {
        try (Intercepted database = Intercepted.open(engine)) {
            PreparedStatement insert = database.withMessages().prepareStatement(INSERT);
            database.rename("messages", "sender", "zorp");
            insert.setLong(1, 2);
            insert.setString(2, "sender-2");
            insert.setCharacterStream(3, new StringReader("content-2"));

            assertThat(refusal(insert::executeUpdate)).startsWith("42");

            assertThat(database.rows("select id from messages")).containsExactly("1");
            assertThat(database.events("refused")).anyMatch(line -> line.contains("read only once"));
            assertThat(bind(insert, 3L, "sender-3", "content-3").executeUpdate())
                    .isEqualTo(1);
            assertThat(database.rows("select content from messages where id = 3"))
                    .containsExactly("content-3");
        }
    }

    /** Fails at the first read, the second, and so on, until it has been read to its end. */
    @ParameterizedTest
    @EnumSource
    void rowIsWrittenWholeOrNotAtAllWhereverItsStreamFails(Engine engine) throws Exception {
        try (Intercepted database = Intercepted.open(engine)) {
            database.outside("create table files (id bigint primary key, zorp varchar(10), content "
                    + (engine == Engine.H2 ? "varbinary(10000)" : "bytea") + ", extra varchar(10), priority integer)");
            Connection connection = database.connect();
            String sql = "insert into files (id, zorp, extra, content) values (?, ?, ?, ?)";
            write(connection, sql, 1L, "a", "b", new byte[] {1});
            database.outside("alter table files drop column extra");
            write(connection, sql, 1L + 1, "a", "b", new byte[] {1});
            boolean failed = true;
            for (int reads = 0; failed; reads++) {
                try (PreparedStatement insert = connection.prepareStatement(sql)) {
                    bind(insert, 10L + reads, "a", "b");
                    insert.setBinaryStream(4, new Failing(new byte[9_000], reads));
                    failed = !succeeds(insert);
                }
                assertThat(database.rows("select count(*) from files where id > 2"))
                        .containsExactly(failed ? "0" : "1");
            }
            assertThat(database.rows("select octet_length(content) from files where id > 2"))
                    .containsExactly("9000");
        }
    }

    private static boolean succeeds(PreparedStatement insert) {
        try {
            return insert.executeUpdate() == 1;
        } catch (SQLException e) {
            return false;
        }
    }

    /** A stream of bytes that fails after so many reads. */
    private static final class Failing extends InputStream {
        private final InputStream bytes;
        private int left;

        Failing(byte[] bytes, int reads) {
            this.bytes = new ByteArrayInputStream(bytes);
            this.left = reads;
        }

        @Override
        public int read() throws IOException {
            return left-- > 0 ? bytes.read() : fail();
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            return left-- > 0 ? bytes.read(into, offset, length) : fail();
        }

        private static int fail() throws IOException {
            throw new IOException("no more");
        }
    }

    @ParameterizedTest
    @EnumSource
    void streamsThatNeverReachedTheDriverAreWritten(Engine engine) throws Exception {
        try (Intercepted database = Intercepted.open(engine)) {
            Connection connection = database.withMessages();
            database.outside("alter table messages drop column priority");
            String sql = "insert into messages (id, priority, sender, content) values (?, ?, ?, ?)";
            write(connection, sql, 2L, 1, "sender-2", "content-2");
            try (PreparedStatement insert = connection.prepareStatement(sql)) {
                insert.setLong(1, 3);
                insert.setInt(2, 7);
                Reader reader = new StringReader("sender-3");
                insert.setCharacterStream(3, reader);
                insert.setAsciiStream(4, new ByteArrayInputStream("content-3".getBytes(StandardCharsets.US_ASCII)), 9);
                assertThat(insert.executeUpdate()).isEqualTo(1);
            }
            assertThat(database.rows("select sender, content from messages where id = 3"))
                    .containsExactly("sender-3|content-3");
            assertThat(database.quarantine()).contains("7 landed");
        }
    }

    @ParameterizedTest
    @EnumSource
    void nullInAColumnThatIsLeftOutIsNoLoss(Engine engine) throws Exception {
        try (Intercepted database = Intercepted.open(engine)) {
            Connection connection = database.withMessages();
            database.outside("alter table messages drop column sender");

            assertThat(write(connection, INSERT, 2L, null, "content-2")).isEqualTo(1);
            try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
                bind(insert, 3L, null, "content-3").addBatch();
                bind(insert, 4L, "sender-4", "content-4").addBatch();
                bind(insert, 5L, null, "content-5").addBatch();
                assertThat(insert.executeBatch()).containsExactly(1, 1, 1);
            }

            assertThat(database.rows("select id from messages order by id")).containsExactly("1", "2", "3", "4", "5");
            assertThat(database.quarantine().stream().filter(kept -> !kept.endsWith("void")))
                    .containsExactly("sender-4 landed");
        }
    }

    @ParameterizedTest
    @EnumSource
    void columnThatWasNeverSeenIsHealedOnlyAfterTheTextFailed(Engine engine) throws Exception {
        try (Intercepted database = Intercepted.open(engine)) {
            database.outside("create table messages (id bigint primary key, created_at timestamp, content varchar(9))");
            Connection connection = database.connect();
            write(connection, "insert into messages (id, content) values (?, ?)", 1L, "a");
            String sql = "insert into messages (id, created_on, content) values (?, ?, ?)";
            if (engine == Engine.POSTGRESQL) {
                PreparedStatement insert = connection.prepareStatement(sql);
                assertThat(database.state(insert).driverSql).isEqualTo(sql);
            }
            database.outside("alter table messages add column created_on timestamp");
            assertThat(write(connection, sql, 2L, java.sql.Timestamp.valueOf("2020-01-02 03:04:05"), "b"))
                    .isEqualTo(1);

            assertThat(database.rows("select id from messages where created_on is not null"))
                    .containsExactly("2");
            assertThat(database.rows("select id from messages where created_at is not null"))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void keysThatTheAgentReadFirstCanBeReadByType(Engine engine) throws Exception {
        try (Intercepted database = Intercepted.open(engine)) {
            database.outside("create table messages (id bigint generated by default as identity primary key,"
                    + " sender varchar(100), content varchar(100))");
            Connection connection = database.connect();
            String sql = "insert into messages (sender, content) values (?, ?)";
            write(connection, sql, "sender-1", "content-1");
            database.outside("alter table messages drop column sender");

            try (PreparedStatement insert = connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS)) {
                bind(insert, "sender-2", "content-2").executeUpdate();
                try (ResultSet keys = insert.getGeneratedKeys()) {
                    assertThat(keys.next()).isTrue();
                    assertThat(keys.getObject(1, Long.class)).isEqualTo(2);
                    assertThat(keys.getObject("id", Integer.class)).isEqualTo(2);
                    assertThat(keys.getObject(1, String.class)).isEqualTo("2");
                    assertThat(keys.getObject(1, java.math.BigDecimal.class)).isEqualByComparingTo("2");
                    assertThat(refusal(() -> keys.getObject(1, Thread.class))).isNotEmpty();
                    assertThat(keys.next()).isFalse();
                }
            }
            assertThat(database.quarantine()).contains("sender-2 landed");
        }
    }

    @Test
    void rowsThatAreReturnedStayTheApplications() throws Exception {
        try (Intercepted database = Intercepted.open(Engine.POSTGRESQL)) {
            database.outside("create table messages (id bigint generated by default as identity primary key,"
                    + " sender varchar(100), content varchar(100))");
            Connection connection = database.connect();
            String sql = "insert into messages (sender, content) values (?, ?)";
            write(connection, sql, "sender-1", "content-1");
            database.outside("alter table messages drop column sender");

            assertThat(refusal(() -> write(connection, sql + " returning id", "sender-2", "content-2")))
                    .isEqualTo("42703");

            assertThat(database.rows("select id from messages")).containsExactly("1");
            assertThat(database.quarantine()).noneMatch(kept -> kept.endsWith("landed"));
        }
    }

    @Test
    void nameThatNoShapeEverHadFailsOnceOnlyHoweverOftenItIsPrepared() throws Exception {
        try (Intercepted database = Intercepted.open(Engine.POSTGRESQL)) {
            Connection connection = withCreatedAt(database);
            database.outside("alter table messages add column note varchar(9)");
            String sql = "insert into messages (id, created_on, content) values (?, ?, ?)";

            assertThat(healedAtPreparation(database, connection, sql, 2)).isFalse();
            assertThat(healedAtPreparation(database, connection, sql, 3)).isTrue();
            assertThat(healedAtPreparation(database, connection, sql, 4)).isTrue();

            assertThat(database.rows("select id from messages where created_at is not null order by id"))
                    .containsExactly("2", "3", "4");
        }
    }

    @Test
    void textThatTheScannerCouldNotFollowFailsOnceOnlyHoweverOftenItIsPrepared() throws Exception {
        try (Intercepted database = Intercepted.open(Engine.POSTGRESQL)) {
            Connection connection = withCreatedAt(database);
            String sql = "insert into messages (id, created_on, content)"
                    + " select cast(? as bigint), cast(? as timestamp), cast(? as varchar)";

            assertThat(healedAtPreparation(database, connection, sql, 2)).isFalse();
            assertThat(healedAtPreparation(database, connection, sql, 3)).isTrue();

            assertThat(database.rows("select id from messages where created_at is not null order by id"))
                    .containsExactly("2", "3");
        }
    }

    private static Connection withCreatedAt(Intercepted database) throws SQLException {
        database.outside("create table messages (id bigint primary key, created_at timestamp, content varchar(9))");
        Connection connection = database.connect();
        write(connection, "insert into messages (id, content) values (?, ?)", 1L, "a");
        return connection;
    }

    private static boolean healedAtPreparation(Intercepted database, Connection connection, String sql, long id)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            boolean healed = !database.state(insert).driverSql.equals(sql);
            assertThat(bind(insert, id, java.sql.Timestamp.valueOf("2020-01-02 03:04:05"), "b")
                            .executeUpdate())
                    .isEqualTo(1);
            return healed;
        }
    }

    @Test
    void writeWhoseRowsAQueryOfH2ReadsIsHealed() throws Exception {
        try (Intercepted database = Intercepted.open(Engine.H2)) {
            Connection connection = database.withMessages();
            String insert = "select sender, id from final table (" + INSERT + ") m";
            PreparedStatement before = connection.prepareStatement(insert);
            assertThat(read(bind(before, 2L, "sender-2", "content-2").executeQuery()))
                    .isEqualTo("sender-2");
            database.rename("messages", "sender", "zorp");

            assertThat(read(bind(before, 3L, "sender-3", "content-3").executeQuery()))
                    .isEqualTo("sender-3");
            try (PreparedStatement after = connection.prepareStatement(insert);
                    Statement plain = connection.createStatement()) {
                assertThat(read(bind(after, 4L, "sender-4", "content-4").executeQuery()))
                        .isEqualTo("sender-4");
                assertThat(
                                read(
                                        plain.executeQuery(
                                                "select sender from old table (update messages set sender = 'x' where sender = 'sender-4')")))
                        .isEqualTo("sender-4");
            }

            assertThat(database.rows("select zorp from messages order by id"))
                    .containsExactly("sender-1", "sender-2", "sender-3", "x");
            assertThat(database.events("healed")).hasSize(3);
        }
    }

    private static String read(ResultSet rows) throws SQLException {
        assertThat(rows.next()).isTrue();
        String sender = rows.getString("sender");
        assertThat(rows.next()).isFalse();
        return sender;
    }
}
