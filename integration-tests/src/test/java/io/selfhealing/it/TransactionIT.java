package io.selfhealing.it;

import static io.selfhealing.it.Messages.bind;
import static io.selfhealing.it.Messages.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

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
