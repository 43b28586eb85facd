package io.selfhealing.it;

import static io.selfhealing.it.Messages.bind;
import static io.selfhealing.it.Messages.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Application;
import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;

class TransactionIT {
    private static final String AUDIT = "insert into audit (id, note) values (?, ?)";

    @DatabaseTest
    void renameInTheMiddleOfATransactionIsHealedAndCommittedWithIt(Bench bench) throws Exception {
        Connection connection = inTheMiddleOfATransaction(bench);

        assertThat(write(connection, Messages.INSERT, 2L, "sender-2", "content-2"))
                .isEqualTo(1);
        assertThat(bench.rows("select id from audit"))
                .as("the agent must not commit")
                .isEmpty();
        connection.commit();

        assertThat(bench.rows("select id, note from audit")).containsExactly("1|note before");
        assertThat(bench.rows("select id, zorp from messages order by id")).containsExactly("1|sender-1", "2|sender-2");
        assertThat(bench.events("healed")).isNotEmpty();
    }

    @DatabaseTest
    void renameInTheMiddleOfATransactionIsHealedAndRolledBackWithIt(Bench bench) throws Exception {
        Connection connection = inTheMiddleOfATransaction(bench);

        assertThat(write(connection, Messages.INSERT, 2L, "sender-2", "content-2"))
                .isEqualTo(1);
        connection.rollback();

        assertThat(bench.rows("select id from audit")).isEmpty();
        assertThat(bench.rows("select id, zorp from messages")).containsExactly("1|sender-1");
        assertThat(bench.events("healed")).isNotEmpty();
    }

    @DatabaseTest
    void statementPreparedBeforeTheRenameIsHealedInsideItsTransaction(Bench bench) throws Exception {
        Messages.create(bench);
        bench.ddl("create table audit (id bigint primary key, note varchar(100))");
        Connection connection = bench.application().connect();
        Messages.seen(bench, connection);
        connection.setAutoCommit(false);
        PreparedStatement insert = connection.prepareStatement(Messages.INSERT);
        write(connection, AUDIT, 1L, "note before");
        bench.rename("messages", "sender", "zorp");
        Bench.awaitNotice();

        assertThat(bind(insert, 2L, "sender-2", "content-2").executeUpdate()).isEqualTo(1);
        assertThat(bind(insert, 3L, "sender-3", "content-3").executeUpdate()).isEqualTo(1);
        write(connection, AUDIT, 2L, "note after");
        connection.commit();

        assertThat(bench.rows("select id, zorp from messages order by id"))
                .containsExactly("1|sender-1", "2|sender-2", "3|sender-3");
        assertThat(bench.rows("select id from audit order by id")).containsExactly("1", "2");
        assertThat(bench.events("healed")).isNotEmpty();
    }

    /** A number that a row was given is not given again, even where that row never was: a write that ran twice would be told by it. */
    @DatabaseTest
    void healthyWriteInATransactionTakesOneNumber(Bench bench) throws Exception {
        String insert = "insert into messages (sender) values (?)";
        bench.ddl("create table messages (id " + bench.sql().numbered() + ", sender varchar(100), priority integer)");
        Connection connection = bench.application().connect();
        write(connection, insert, "sender-1");
        bench.awaitSnapshot("messages");
        connection.setAutoCommit(false);

        for (long number = 2; number <= 4; number++) {
            try (PreparedStatement statement = connection.prepareStatement(insert)) {
                assertThat(bind(statement, "sender-" + number).executeUpdate()).isEqualTo(1);
            }
            assertThat(write(connection, "update messages set priority = ? where id = ?", 7, number))
                    .isEqualTo(1);
            connection.commit();
        }
        bench.ddl("alter table messages add column mood varchar(20)");
        assertThat(write(connection, insert, "sender-5")).isEqualTo(1);
        assertThat(write(connection, "update messages set priority = ? where id = ?", 7, 5L))
                .isEqualTo(1);
        connection.commit();

        assertThat(bench.rows("select id, sender, priority from messages order by id"))
                .containsExactly("1|sender-1|null", "2|sender-2|7", "3|sender-3|7", "4|sender-4|7", "5|sender-5|7");
    }

    @DatabaseTest
    void savepointsOfTheApplicationAndAnotherTransactionBesideThemKeepTheirMeaning(Bench bench) throws Exception {
        Messages.create(bench);
        Application application = bench.application();
        Connection outer = application.connect();
        Connection inner = application.connect();
        Messages.seen(bench, outer);
        outer.setAutoCommit(false);
        inner.setAutoCommit(false);
        bench.rename("messages", "sender", "zorp");
        Bench.awaitNotice();

        write(outer, Messages.INSERT, 2L, "sender-2", "content-2");
        Savepoint savepoint = outer.setSavepoint();
        write(outer, Messages.INSERT, 3L, "sender-3", "content-3");
        write(inner, Messages.INSERT, 4L, "sender-4", "content-4");
        inner.commit();
        assertThat(bench.rows("select id from messages order by id"))
                .as("the inner transaction alone")
                .containsExactly("1", "4");
        write(inner, Messages.INSERT, 5L, "sender-5", "content-5");
        inner.rollback();
        outer.rollback(savepoint);
        write(outer, Messages.INSERT, 6L, "sender-6", "content-6");
        outer.releaseSavepoint(savepoint);
        outer.commit();

        assertThat(bench.rows("select id, zorp from messages order by id"))
                .containsExactly("1|sender-1", "2|sender-2", "4|sender-4", "6|sender-6");
        assertThat(bench.events("rolled_back")).hasSize(1);
    }

    @DatabaseTest
    void rollbackRunAsATextMarksWhatWasHealed(Bench bench) throws Exception {
        Connection connection = inTheMiddleOfATransaction(bench);

        write(connection, Messages.INSERT, 2L, "sender-2", "content-2");
        try (Statement statement = connection.createStatement()) {
            statement.execute("rollback");
        }

        assertThat(bench.rows("select id from audit")).isEmpty();
        assertThat(bench.rows("select id from messages")).containsExactly("1");
        assertThat(bench.events("rolled_back")).hasSize(1);
    }

    private static Connection inTheMiddleOfATransaction(Bench bench)
            throws SQLException, IOException, InterruptedException {
        Messages.create(bench);
        bench.ddl("create table audit (id bigint primary key, note varchar(100))");
        Connection connection = bench.application().connect();
        Messages.seen(bench, connection);
        connection.setAutoCommit(false);
        assertThat(write(connection, AUDIT, 1L, "note before")).isEqualTo(1);
        bench.rename("messages", "sender", "zorp");
        Bench.awaitNotice();
        return connection;
    }
}
