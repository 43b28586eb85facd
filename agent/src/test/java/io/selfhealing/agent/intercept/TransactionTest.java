package io.selfhealing.agent.intercept;

import static io.selfhealing.agent.intercept.Intercepted.INSERT;
import static io.selfhealing.agent.intercept.Intercepted.bind;
import static io.selfhealing.agent.intercept.Intercepted.refusal;
import static io.selfhealing.agent.intercept.Intercepted.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import javax.sql.XAConnection;
import javax.sql.XADataSource;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TransactionTest {
    @ParameterizedTest
    @EnumSource
    void eventsSayThatWhatWasHealedIsRolledBack(Engine engine) throws Exception {
        try (Intercepted database = Intercepted.open(engine)) {
            Connection connection = renamed(database);
            write(connection, INSERT, 3L, "sender-3", "content-3");
            write(connection, INSERT, 4L, "sender-4", "content-4");
            connection.rollback();
            write(connection, INSERT, 5L, "sender-5", "content-5");
            connection.commit();
            connection.rollback();

            assertThat(database.rows("select id from messages order by id")).containsExactly("1", "2", "5");
            assertThat(database.events("rolled_back"))
                    .hasSize(1)
                    .allMatch(line -> line.toLowerCase(java.util.Locale.ROOT).contains("\"sender\":\"zorp\""));
        }
    }

    @ParameterizedTest
    @EnumSource
    void eventsSayThatATextRolledBackWhatWasHealed(Engine engine) throws Exception {
        try (Intercepted database = Intercepted.open(engine)) {
            Connection connection = renamed(database);
            try (Statement text = connection.createStatement();
                    PreparedStatement rollback = connection.prepareStatement("rollback work")) {
                write(connection, INSERT, 3L, "sender-3", "content-3");
                text.execute(" /* enough */ ROLLBACK");
                assertThat(database.events("rolled_back")).hasSize(1);
                write(connection, INSERT, 4L, "sender-4", "content-4");
                rollback.execute();
                assertThat(database.events("rolled_back")).hasSize(2);
                write(connection, INSERT, 5L, "sender-5", "content-5");
                text.execute("commit");
                text.execute("rollback");
            }

            assertThat(database.rows("select id from messages order by id")).containsExactly("1", "2", "5");
            assertThat(database.events("rolled_back")).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void emptyingATableChangesNoSchema(Engine engine) throws Exception {
        try (Intercepted database = Intercepted.open(engine)) {
            Connection connection = renamed(database);
            try (Statement text = connection.createStatement()) {
                text.execute("truncate table messages");
            }
            write(connection, INSERT, 3L, "sender-3", "content-3");
            connection.commit();

            assertThat(database.rows("select id, zorp from messages")).containsExactly("3|sender-3");
        }
    }

    @ParameterizedTest
    @EnumSource
    void valuesAreTakenBackWhereATextRollsTheirTransactionBack(Engine engine) throws Exception {
        try (Intercepted database = Intercepted.open(engine)) {
            Connection connection = leftOut(database);
            try (Statement text = connection.createStatement()) {
                write(connection, INSERT, 3L, "sender-3", "content-3");
                text.execute("savepoint here");
                write(connection, INSERT, 4L, "sender-4", "content-4");
                text.execute("rollback to savepoint here");
                assertThat(database.quarantine())
                        .as("how much is undone the end will tell")
                        .contains("sender-3 open");
                text.execute("rollback");
            }

            assertThat(database.quarantine()).contains("sender-3 void", "sender-4 void");
        }
    }

    @ParameterizedTest
    @EnumSource
    void transactionThatATextBeganIsOne(Engine engine) throws Exception {
        try (Intercepted database = Intercepted.open(engine)) {
            Connection connection = leftOut(database);
            connection.setAutoCommit(true);
            try (Statement text = connection.createStatement()) {
                text.execute("begin");
                write(connection, INSERT, 3L, "sender-3", "content-3");
                text.execute("rollback");
                assertThat(database.events("rolled_back")).hasSize(1);
                assertThat(database.quarantine()).contains("sender-3 void");
                if (engine == Engine.H2) {
                    connection.setAutoCommit(true); // its BEGIN switches that off for good
                }
                write(connection, INSERT, 4L, "sender-4", "content-4");
            }

            assertThat(database.rows("select id from messages order by id")).containsExactly("1", "2", "4");
            assertThat(database.quarantine()).contains("sender-4 landed");
        }
    }

    @Test
    void failureInsideATransactionThatATextBeganIsTheOneThatTheDatabaseGave() throws Exception {
        try (Intercepted database = Intercepted.open(Engine.POSTGRESQL)) {
            Connection connection = database.withMessages();
            PreparedStatement insert = connection.prepareStatement(INSERT);
            try (Statement text = connection.createStatement()) {
                text.execute("start transaction");
                database.rename("messages", "sender", "zorp");

                assertThat(refusal(
                                () -> bind(insert, 2L, "sender-2", "content-2").executeUpdate()))
                        .isEqualTo("42703");
                text.execute("rollback");
            }
            assertThat(bind(insert, 3L, "sender-3", "content-3").executeUpdate())
                    .isEqualTo(1);
        }
    }

    @Test
    void savepointsAreReleasedAndFew() throws Exception {
        try (Intercepted database = Intercepted.open(Engine.POSTGRESQL)) {
            Connection connection = renamed(database);
            for (long id = 10; id < 110; id++) {
                write(connection, INSERT, id, "sender-" + id, "content-" + id);
            }
            Savepoint next = connection.setSavepoint();

            assertThat(next.getSavepointId()).isLessThan(34);
            try (Statement statement = connection.createStatement()) {
                assertThat(refusal(() -> statement.execute("release savepoint jdbc_savepoint_1")))
                        .as("no such savepoint")
                        .isEqualTo("3B001");
            }
            connection.rollback();
        }
    }

    @Test
    void everyHealInATransactionIsProtectedAgainstTheTableChangingBack() throws Exception {
        try (Intercepted database = Intercepted.open(Engine.POSTGRESQL)) {
            Connection connection = renamed(database);
            write(connection, INSERT, 3L, "sender-3", "content-3");
            connection.commit();
            database.rename("messages", "zorp", "sender");

            assertThat(write(connection, INSERT, 4L, "sender-4", "content-4")).isEqualTo(1);
            connection.commit();

            assertThat(database.rows("select sender from messages where id = 4"))
                    .containsExactly("sender-4");
        }
    }

    @Test
    void askingForThePathDoesNotBeginATransaction() throws Exception {
        try (Intercepted database = Intercepted.open(Engine.POSTGRESQL)) {
            Connection connection = database.withMessages();
            connection.setSchema("public");
            connection.setAutoCommit(false);
            PreparedStatement insert = connection.prepareStatement(INSERT);
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            assertThat(bind(insert, 2L, "sender-2", "content-2").executeUpdate())
                    .isEqualTo(1);
            connection.commit();
        }
    }

    @Test
    void rollingBackToOurSavepointRevivesNoTransactionInWhichNothingIsTriedAgain() throws Exception {
        try (Intercepted database = Intercepted.open(Engine.POSTGRESQL)) {
            Connection connection = renamed(database);
            write(connection, INSERT, 3L, "sender-3", "content-3");
            String beyondHelp = "update messages set zorp = gone + ? where id = ?";
            assertThat(refusal(() -> write(connection, beyondHelp, "x", 1L))).isEqualTo("42703");
            assertThat(refusal(() -> write(connection, INSERT, 5L, "sender-5", "content-5")))
                    .isEqualTo("25P02");
            connection.rollback();
            assertThat(database.rows("select id from messages order by id")).containsExactly("1", "2");
        }
    }

    @Test
    void statementThatWasNotUnderstoodInAnAbortedTransactionIsLookedAfterLater() throws Exception {
        try (Intercepted database = Intercepted.open(Engine.POSTGRESQL)) {
            Connection connection = database.withMessages();
            PreparedStatement insert = connection.prepareStatement(INSERT);
            PreparedState state = database.state(insert);
            state.connection.pathChanged();
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                refusal(() -> statement.executeQuery("select * from nowhere"));
            }
            refusal(() -> bind(insert, 2L, "sender-2", "content-2").executeUpdate());
            assertThat(state.plan).isNull();
            assertThat(state.epoch).as("an open question").isEqualTo(-1);
            connection.rollback();
            database.rename("messages", "sender", "zorp");
            Intercepted.awaitNotice();

            assertThat(bind(insert, 3L, "sender-3", "content-3").executeUpdate())
                    .isEqualTo(1);
            connection.commit();
        }
    }

    @ParameterizedTest
    @EnumSource
    void valuesAreKeptWhereSwitchingToAutoCommitCommits(Engine engine) throws Exception {
        try (Intercepted database = Intercepted.open(engine)) {
            Connection connection = leftOut(database);
            write(connection, INSERT, 3L, "sender-3", "content-3");
            connection.setAutoCommit(true);
            connection.setAutoCommit(false);
            connection.rollback();

            assertThat(database.rows("select id from messages order by id")).contains("3");
            assertThat(database.quarantine()).contains("sender-3 landed");
        }
    }

    @ParameterizedTest
    @EnumSource
    void valuesOfRowsBeforeASavepointAreKeptWhenItIsRolledBackTo(Engine engine) throws Exception {
        try (Intercepted database = Intercepted.open(engine)) {
            Connection connection = leftOut(database);
            write(connection, INSERT, 3L, "sender-3", "content-3");
            Savepoint savepoint = connection.setSavepoint();
            write(connection, INSERT, 4L, "sender-4", "content-4");
            connection.rollback(savepoint);
            connection.commit();

            assertThat(database.rows("select id from messages order by id"))
                    .contains("3")
                    .doesNotContain("4");
            assertThat(database.quarantine())
                    .as("which of them the savepoint was before is not known")
                    .contains("sender-3 open", "sender-4 open");
        }
    }

    @ParameterizedTest
    @EnumSource
    void valuesAreTakenBackWhereTheWholeTransactionIsRolledBackAfterASavepoint(Engine engine) throws Exception {
        try (Intercepted database = Intercepted.open(engine)) {
            Connection connection = leftOut(database);
            write(connection, INSERT, 3L, "sender-3", "content-3");
            Savepoint savepoint = connection.setSavepoint();
            connection.rollback(savepoint);
            connection.rollback();

            assertThat(database.quarantine()).contains("sender-3 void");
        }
    }

    @Test
    void healInsideABranchIsCommittedInTwoPhases() throws Exception {
        try (Intercepted database = Intercepted.open(Engine.POSTGRESQL)) {
            database.withMessages();
            XAConnection xa = xa(database);
            Connection connection = xa.getConnection();
            XAResource resource = xa.getXAResource();
            resource.start(new Branch(1), XAResource.TMNOFLAGS);
            write(connection, INSERT, 2L, "sender-2", "content-2");
            resource.end(new Branch(1), XAResource.TMSUCCESS);
            resource.commit(new Branch(1), true);
            database.rename("messages", "sender", "zorp");
            Intercepted.awaitNotice();

            resource.start(new Branch(2), XAResource.TMNOFLAGS);
            assertThat(write(connection, INSERT, 3L, "sender-3", "content-3")).isEqualTo(1);
            resource.end(new Branch(2), XAResource.TMSUCCESS);
            assertThat(resource.prepare(new Branch(2))).isEqualTo(XAResource.XA_OK);
            assertThat(database.rows("select count(*) from pg_prepared_xacts")).containsExactly("1");
            assertThat(database.rows("select id from messages order by id")).containsExactly("1", "2");
            resource.commit(new Branch(2), false);

            resource.start(new Branch(3), XAResource.TMNOFLAGS);
            assertThat(write(connection, INSERT, 4L, "sender-4", "content-4")).isEqualTo(1);
            resource.end(new Branch(3), XAResource.TMSUCCESS);
            resource.rollback(new Branch(3));
            xa.close();

            assertThat(database.rows("select count(*) from pg_prepared_xacts")).containsExactly("0");
            assertThat(database.rows("select id, zorp from messages order by id"))
                    .containsExactly("1|sender-1", "2|sender-2", "3|sender-3");
            assertThat(database.events("healed")).isNotEmpty();
        }
    }

    private static Connection renamed(Intercepted database) throws SQLException, InterruptedException {
        Connection connection = database.withMessages();
        database.rename("messages", "sender", "zorp");
        write(connection, INSERT, 2L, "sender-2", "content-2");
        connection.setAutoCommit(false);
        return connection;
    }

    private static Connection leftOut(Intercepted database) throws SQLException, InterruptedException {
        Connection connection = database.withMessages();
        database.outside("alter table messages drop column sender");
        write(connection, INSERT, 2L, "sender-2", "content-2");
        connection.setAutoCommit(false);
        return connection;
    }

    private static XAConnection xa(Intercepted database)
            throws SQLException, ClassNotFoundException, NoSuchMethodException, InstantiationException,
                    IllegalAccessException, InvocationTargetException {
        Class<?> type = Engine.POSTGRESQL.loader.loadClass("org.postgresql.xa.PGXADataSource");
        Object source = type.getConstructor().newInstance();
        type.getMethod("setUrl", String.class).invoke(source, database.url());
        return ((XADataSource) source).getXAConnection();
    }

    private record Branch(int number) implements Xid {
        @Override
        public int getFormatId() {
            return 1;
        }

        @Override
        public byte[] getGlobalTransactionId() {
            return new byte[] {(byte) number};
        }

        @Override
        public byte[] getBranchQualifier() {
            return new byte[] {1};
        }
    }
}
