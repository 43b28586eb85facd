package io.selfhealing.agent.instrument;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfhealing.bootstrap.door.SelfHealingDoor;
import io.selfhealing.bootstrap.door.SelfHealingOutcome;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.Date;
import java.sql.JDBCType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.Calendar;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WovenH2Test {
    private static final WovenDriver H2 = WovenDriver.h2();
    private static java.sql.Driver driver;

    private RecordingHandler handler = new RecordingHandler();
    private @Nullable Connection open;

    @BeforeAll
    static void load() throws ReflectiveOperationException {
        driver = H2.driver("org.h2.Driver");
    }

    @AfterEach
    void nothingFailed() throws SQLException {
        if (open != null) {
            open.close();
        }
        SelfHealingDoor.install(null);
        assertThat(H2.failed).isEmpty();
    }

    private Connection connect() throws SQLException {
        SelfHealingDoor.install(handler);
        Connection connection = driver.connect("jdbc:h2:mem:", new Properties());
        open = connection;
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table t (id int generated always as identity, a varchar(10), b int)");
        }
        handler.calls.clear();
        return connection;
    }

    @Test
    void theDriversClassesAreWovenAndNoOthers() throws SQLException {
        connect().prepareStatement("select 1").close();

        assertThat(H2.woven)
                .contains(
                        "org.h2.Driver",
                        "org.h2.jdbc.JdbcConnection",
                        "org.h2.jdbc.JdbcStatement",
                        "org.h2.jdbc.JdbcPreparedStatement")
                .allMatch(name -> name.equals("org.h2.Driver") || name.startsWith("org.h2.jdbc"));
    }

    @Test
    void connectIsToldOnceAndAConnectionThatIsNotKnownIsLeftAlone() throws SQLException {
        SelfHealingDoor.install(handler);
        driver.connect("jdbc:h2:mem:", new Properties()).close();
        assertThat(driver.connect("jdbc:other:", new Properties())).isNull();

        assertThat(handler.calls)
                .containsExactly("connected", "connectionChanged " + SelfHealingDoor.CONNECTION_CLOSED);
    }

    @Test
    void everyOverloadOfPrepareIsToldOnceWithItsArguments() throws SQLException {
        Connection connection = connect();
        String sql = "insert into t (a) values ('x')";
        connection.prepareStatement(sql);
        connection.prepareStatement(sql, ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
        connection.prepareStatement(
                sql, ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY, ResultSet.HOLD_CURSORS_OVER_COMMIT);
        connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS);
        connection.prepareStatement(sql, new int[] {1});
        connection.prepareStatement(sql, new String[] {"ID"});

        assertThat(handler.calls)
                .containsExactly(
                        "prepare 0(0,0,0,false)",
                        "prepared 0",
                        "prepare 1(1003,1007,0,false)",
                        "prepared 1",
                        "prepare 2(1003,1007,1,false)",
                        "prepared 2",
                        "prepare 3(1,0,0,false)",
                        "prepared 3",
                        "prepare 4(0,0,0,true)",
                        "prepared 4",
                        "prepare 5(0,0,0,true)",
                        "prepared 5");
    }

    @Test
    void aFailedPrepareCanBeAnsweredWithAnotherStatement() throws SQLException {
        handler = new RecordingHandler() {
            @Override
            public Object prepareFailed(
                    Object state,
                    Throwable failure,
                    String sql,
                    int flavour,
                    int a,
                    int b,
                    int c,
                    @Nullable Object keys) {
                try {
                    return ((Connection) state).prepareStatement("insert into t (a) values (?)");
                } catch (SQLException impossible) {
                    throw new IllegalStateException(impossible);
                }
            }
        };
        try (PreparedStatement statement = connect().prepareStatement("insert into t (old) values (?)")) {
            statement.setString(1, "x");
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
        assertThat(handler.calls).as("the agent's own prepare is not told").containsExactly("prepare 0(0,0,0,false)");
    }

    @Test
    void settersAreToldWithTheirArguments() throws SQLException {
        Connection connection = connect();
        PreparedStatement statement = connection.prepareStatement("select ?, ?");
        handler.calls.clear();
        Calendar calendar = Calendar.getInstance();
        statement.setBoolean(1, true);
        statement.setByte(1, (byte) -2);
        statement.setShort(1, (short) 3);
        statement.setInt(1, 4);
        statement.setLong(1, 5L);
        statement.setFloat(1, 1.5f);
        statement.setDouble(1, 2.5);
        statement.setString(2, "s");
        statement.setNull(2, Types.VARCHAR);
        statement.setNull(2, Types.VARCHAR, "n");
        statement.setObject(2, "o", Types.VARCHAR);
        statement.setObject(2, "o", Types.VARCHAR, 9);
        statement.setObject(2, "o", JDBCType.VARCHAR, 8);
        statement.setDate(2, Date.valueOf("2026-01-02"), calendar);

        assertThat(handler.calls.stream().filter(call -> !call.contains("Calendar")))
                .containsSubsequence(
                        "bits 0 1=1",
                        "bits 1 1=-2",
                        "bits 2 1=3",
                        "bits 3 1=4",
                        "bits 4 1=5",
                        "bits 5 1=" + Float.floatToRawIntBits(1.5f),
                        "bits 6 1=" + Double.doubleToRawLongBits(2.5),
                        "value 8 2=s null 0 0",
                        "value 46 2=null null 12 0",
                        "value 47 2=null n 12 0",
                        "value 42 2=o null 12 0",
                        "value 43 2=o null 12 9",
                        "value 45 2=o VARCHAR 0 8");
        assertThat(handler.calls).last().asString().startsWith("value 31 2=2026-01-02 java.util.GregorianCalendar");
        StringReader reader = new StringReader("r");
        statement.setCharacterStream(2, reader, 1L);
        assertThat(handler.calls).last().isEqualTo("value 37 2=" + reader + " null 1 1");
    }

    @Test
    void aDeferredSetterDoesNotReachTheDriverAndAFailedOneCanBeForgotten() throws SQLException {
        handler = new RecordingHandler() {
            @Override
            public boolean defers(Object state, int setter, int index, @Nullable Object value) {
                return index == 7;
            }

            @Override
            public boolean bindFailed(Object state, int setter, int index, @Nullable Object value, Throwable failure) {
                super.bindFailed(state, setter, index, value, failure);
                return index == 8;
            }
        };
        PreparedStatement statement = connect().prepareStatement("select ?");
        handler.calls.clear();
        statement.setInt(7, 1);
        statement.setString(7, "x");
        statement.setString(8, "x");

        assertThat(handler.calls).containsExactly("bits 3 7=1", "value 8 7=x null 0 0", "bindFailed 8 8");
        assertThatThrownBy(() -> statement.setString(9, "x")).isInstanceOf(SQLException.class);
    }

    @Test
    void preparedStatementsAreToldOncePerRun() throws SQLException {
        PreparedStatement statement = connect().prepareStatement("insert into t (a) values ('x')");
        handler.calls.clear();
        assertThat(statement.execute()).isFalse();
        assertThat(statement.executeUpdate()).isEqualTo(1);
        assertThat(statement.executeLargeUpdate()).isEqualTo(1L);
        statement.addBatch();
        assertThat(statement.executeBatch()).containsExactly(1);
        statement.addBatch();
        assertThat(statement.executeLargeBatch()).containsExactly(1L);
        statement.clearBatch();
        statement.clearParameters();
        statement.close();

        assertThat(handler.calls)
                .containsExactly(
                        "execute 0",
                        "executed 0",
                        "execute 2",
                        "executed 2",
                        "execute 3",
                        "executed 3",
                        "batching",
                        "batched",
                        "execute 4",
                        "executed 4",
                        "batching",
                        "batched",
                        "execute 5",
                        "executed 5",
                        "cleared 1",
                        "cleared 0",
                        "cleared 2");
    }

    @Test
    void anOutcomeStandsForTheDriversOwn() throws SQLException {
        SQLException own = new SQLException("mine");
        handler = new RecordingHandler() {
            @Override
            public @Nullable SelfHealingOutcome execute(Object state, int execution) {
                return switch (execution) {
                    case SelfHealingDoor.EXECUTE -> SelfHealingOutcome.returned(true);
                    case SelfHealingDoor.EXECUTE_UPDATE -> SelfHealingOutcome.returned(42);
                    case SelfHealingDoor.EXECUTE_LARGE_UPDATE -> SelfHealingOutcome.returned(43L);
                    case SelfHealingDoor.EXECUTE_BATCH -> SelfHealingOutcome.returned(new int[] {1, 2});
                    case SelfHealingDoor.EXECUTE_LARGE_BATCH -> SelfHealingOutcome.returned(new long[] {3});
                    default -> SelfHealingOutcome.threw(own);
                };
            }

            @Override
            public @Nullable SelfHealingOutcome result(Object state, int what, int argument) {
                return switch (what) {
                    case SelfHealingDoor.RESULT_UPDATE_COUNT -> SelfHealingOutcome.returned(5);
                    case SelfHealingDoor.RESULT_LARGE_UPDATE_COUNT -> SelfHealingOutcome.returned(6L);
                    case SelfHealingDoor.RESULT_MORE_KEEPING -> SelfHealingOutcome.returned(argument == 2);
                    case SelfHealingDoor.RESULT_MORE -> SelfHealingOutcome.threw(own);
                    case SelfHealingDoor.RESULT_WARNINGS -> SelfHealingOutcome.returned(null);
                    default -> null;
                };
            }
        };
        PreparedStatement statement = connect().prepareStatement("insert into t (a) values ('x')");

        assertThat(statement.execute()).isTrue();
        assertThat(statement.executeUpdate()).isEqualTo(42);
        assertThat(statement.executeLargeUpdate()).isEqualTo(43);
        assertThat(statement.executeBatch()).containsExactly(1, 2);
        assertThat(statement.executeLargeBatch()).containsExactly(3);
        assertThatThrownBy(statement::executeQuery).isSameAs(own);
        assertThat(statement.getUpdateCount()).isEqualTo(5);
        assertThat(statement.getLargeUpdateCount()).isEqualTo(6);
        assertThat(statement.getMoreResults(2)).isTrue();
        assertThatThrownBy(statement::getMoreResults).isSameAs(own);
        assertThat((Object) statement.getWarnings()).isNull();
        assertThat(rows()).as("the driver was never asked").isZero();
    }

    @Test
    void anOutcomeAfterAFailureTakesItsPlace() throws SQLException {
        handler = new RecordingHandler() {
            @Override
            public @Nullable SelfHealingOutcome executed(Object state, int execution, @Nullable Throwable failure) {
                super.executed(state, execution, failure);
                return failure == null ? null : SelfHealingOutcome.returned(1);
            }
        };
        PreparedStatement statement = connect().prepareStatement("insert into t (b) values (?)");
        statement.setString(1, "no number");

        assertThat(statement.executeUpdate()).isEqualTo(1);
        assertThat(handler.calls).contains("executed 2 failed");
    }

    @Test
    void textsAreToldOncePerRun() throws SQLException {
        Statement statement = connect().createStatement();
        handler.calls.clear();
        String sql = "insert into t (a) values ('x')";
        statement.execute(sql);
        statement.executeUpdate(sql, Statement.RETURN_GENERATED_KEYS);
        statement.executeLargeUpdate(sql, new String[] {"ID"});
        statement.executeUpdate(sql, new int[] {1});
        statement.executeQuery("select 1").close();
        statement.addBatch(sql);
        statement.executeBatch();

        assertThat(handler.calls)
                .containsExactly(
                        "text 0",
                        "textExecuted 0",
                        "text 2",
                        "textExecuted 2",
                        "text 3",
                        "textExecuted 3",
                        "text 2",
                        "textExecuted 2",
                        "text 1",
                        "textExecuted 1",
                        "text 6",
                        "textExecuted 6",
                        "execute 4",
                        "executed 4");
    }

    @Test
    void aTextIsReplacedBeforeItRuns() throws SQLException {
        handler = new RecordingHandler() {
            @Override
            public String text(Object state, int execution, String sql, @Nullable Object keys) {
                return sql.replace("old", "a");
            }
        };
        Statement statement = connect().createStatement();

        assertThat(statement.executeUpdate("insert into t (old) values ('x')", Statement.RETURN_GENERATED_KEYS))
                .isEqualTo(1);
        try (ResultSet keys = statement.getGeneratedKeys()) {
            assertThat(keys.next()).isTrue();
        }
        statement.addBatch("insert into t (old) values ('y')");
        assertThat(statement.executeBatch()).containsExactly(1);
    }

    @Test
    void aFailedTextRunsOnceMoreHealed() throws SQLException {
        handler = new RecordingHandler() {
            @Override
            public @Nullable String textExecuted(
                    Object state,
                    int execution,
                    String original,
                    String sql,
                    @Nullable Object keys,
                    @Nullable Throwable failure) {
                super.textExecuted(state, execution, original, sql, keys, failure);
                return failure == null || !sql.equals(original)
                        ? null
                        : sql.replace("old", "a").replace("gone", "still gone");
            }
        };
        Statement statement = connect().createStatement();
        handler.calls.clear();

        assertThat(statement.executeUpdate("insert into t (old) values ('x')")).isEqualTo(1);
        assertThat(rows()).isEqualTo(1);
        assertThat(handler.calls).containsSubsequence("text 2", "textExecuted 2 failed", "textExecuted 2");
        assertThatThrownBy(() -> statement.execute("insert into t (\"gone\") values ('x')"))
                .hasMessageContaining("\"gone\"")
                .hasMessageNotContaining("still");
    }

    @Test
    void changesOfAConnectionAreToldAfterTheySucceeded() throws SQLException {
        Connection connection = connect();
        connection.setAutoCommit(false);
        handler.calls.clear();
        connection.commit();
        connection.rollback();
        connection.setSchema("PUBLIC");
        assertThatThrownBy(() -> connection.setSchema("NONE")).isInstanceOf(SQLException.class);
        connection.close();

        assertThat(handler.calls.stream().filter(call -> call.startsWith("connection")))
                .containsExactly(
                        "connectionChanged 2", "connectionChanged 3", "connectionChanged 0", "connectionChanged 1");
    }

    private int rows() throws SQLException {
        try (Statement statement = requireNonNull(open).createStatement();
                ResultSet count = statement.executeQuery("select count(*) from t")) {
            count.next();
            return count.getInt(1);
        }
    }
}
