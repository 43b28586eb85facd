package io.selfhealing.it;

import static io.selfhealing.it.Messages.write;
import static org.assertj.core.api.Assertions.assertThat;

import app.Thrown;
import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/** A changed write that cannot land, or does not: the application hears what the database says to its own text. */
class OwnErrorIT {
    @DatabaseTest
    void requiredColumnThatWouldStayEmptyLeavesTheWriteToItsOwnError(Bench bench) throws Exception {
        bench.ddl("create table m (id bigint primary key, mail varchar(50), amount integer)");
        String insert = "insert into m (id, mail) values (?, ?)";
        Connection connection = bench.application().connect();
        write(connection, insert, 1L, "a@b.example");
        bench.awaitSnapshot("m");
        bench.ddl("delete from m", "alter table m drop column mail", "alter table m add contact varchar(50) not null");
        Bench.awaitNotice();

        for (int i = 0; i < 2; i++) {
            assertOwn(Bench.failureOf(() -> write(connection, insert, 2L, "c@d.example")), "mail", "contact");
        }
        assertOwn(
                Bench.failureOf(() -> execute(connection, "insert into m (id, mail) values (3, 'e@f.example')")),
                "mail",
                "contact");
        assertThat(bench.rows("select * from m")).isEmpty();
        assertThat(bench.quarantine()).isEmpty();
    }

    @DatabaseTest
    void defaultDoesNotStandForAPriceThatIsLeftOut(Bench bench) throws Exception {
        bench.ddl("create table orders (id bigint primary key, price decimal(10,2), note varchar(20))");
        String insert = "insert into orders (id, price, note) values (?, 19.99, ?)";
        Connection connection = bench.application().connect();
        write(connection, insert, 1L, "n");
        bench.awaitSnapshot("orders");
        bench.ddl(
                "alter table orders drop column price",
                "alter table orders add price_cents integer default 0 not null");
        Bench.awaitNotice();

        assertOwn(Bench.failureOf(() -> write(connection, insert, 2L, "n")), "price", "price_cents");
        assertThat(bench.rows("select id from orders")).containsExactly("1");
        assertThat(bench.quarantine()).isEmpty();
    }

    @DatabaseTest
    void refusedNullOfARenamedColumnIsToldByTheNameThatTheApplicationWrote(Bench bench) throws Exception {
        Messages.create(bench);
        Connection connection = bench.application().connect();
        Messages.seen(bench, connection);
        bench.rename("messages", "sender", "zorp");
        Bench.awaitNotice();
        assertThat(write(connection, Messages.INSERT, 9L, "sender-9", "content-9"))
                .isEqualTo(1);
        bench.ddl(
                bench.engine().speaksMySql()
                        ? "alter table messages modify zorp varchar(100) not null"
                        : "alter table messages alter column zorp set not null");
        Bench.awaitNotice();
        assertThat(write(connection, Messages.INSERT, 2L, "sender-2", "content-2"))
                .isEqualTo(1);

        PreparedStatement open = connection.prepareStatement(Messages.INSERT);
        open.setLong(1, 3L);
        open.setString(2, null);
        open.setString(3, "content-3");
        assertOwn(Bench.failureOf(open::executeUpdate), "sender", "zorp");
        assertOwn(
                Bench.failureOf(
                        () -> execute(connection, "insert into messages (id, sender, content) values (4, null, 'c')")),
                "sender",
                "zorp");
        connection.setAutoCommit(false);
        assertOwn(Bench.failureOf(open::executeUpdate), "sender", "zorp");
        connection.rollback();
        assertThat(bench.rows("select id from messages order by id")).containsExactly("1", "2", "9");
    }

    @DatabaseTest
    void constraintsSpeakToAHealedWriteAsEver(Bench bench) throws Exception {
        Messages.create(bench);
        Connection connection = bench.application().connect();
        Messages.seen(bench, connection);
        bench.rename("messages", "sender", "zorp");
        Bench.awaitNotice();
        assertThat(write(connection, Messages.INSERT, 2L, "sender-2", "content-2"))
                .isEqualTo(1);

        Thrown twice = Bench.failureOf(() -> write(connection, Messages.INSERT, 2L, "sender-2", "content-2"));
        assertThat(twice.sqlState()).startsWith("23");
        Thrown text = Bench.failureOf(
                () -> execute(connection, "insert into messages (id, sender, content) values (2, 'x', 'c')"));
        assertThat(text.sqlState()).startsWith("23");
        assertThat(bench.rows("select id from messages order by id")).containsExactly("1", "2");
    }

    private static void assertOwn(Thrown thrown, String names, String never) {
        assertThat(String.valueOf(thrown.message()).toLowerCase(Locale.ROOT))
                .contains(names)
                .doesNotContain(never);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
