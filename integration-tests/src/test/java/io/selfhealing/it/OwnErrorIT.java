package io.selfhealing.it;

import static io.selfhealing.it.Messages.write;
import static org.assertj.core.api.Assertions.assertThat;

import app.Thrown;
import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.server.Engine;
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
        Thrown batch = Bench.failureOf(() -> batch(connection, 3L, 2L));
        Thrown texts = Bench.failureOf(() -> texts(
                connection,
                "insert into messages (id, sender, content) values (4, 'x', 'c')",
                "insert into messages (id, sender, content) values (2, 'x', 'c')"));
        for (Thrown told : new Thrown[] {twice, text, batch, texts}) {
            for (Thrown link = told; link != null; link = link.next()) {
                assertThat(String.valueOf(link.message())).doesNotContainIgnoringCase("zorp");
                assertThat(
                                link.cause() == null
                                        ? ""
                                        : String.valueOf(link.cause().message()))
                        .doesNotContainIgnoringCase("zorp");
            }
        }
        assertThat(bench.rows("select id from messages where id < 3 order by id"))
                .containsExactly("1", "2");
    }

    /** Nobody could tell which of the keys that come back is whose, and the values would never go back. */
    @DatabaseTest(Engine.POSTGRESQL)
    void batchOfWhichATriggerMaySkipARowIsLeftToItsOwnError(Bench bench) throws Exception {
        bench.ddl(
                "create table q (id integer primary key, name varchar(10), coupon varchar(6))",
                "create function skips() returns trigger language plpgsql as"
                        + " $$ begin if new.name = 'skip' then return null; end if; return new; end $$",
                "create trigger skips before insert on q for each row execute function skips()");
        String sql = "insert into q (id, name, coupon) values (?, ?, ?)";
        Connection connection = bench.application().connect();
        write(connection, sql, 1, "first", "c");
        bench.awaitSnapshot("q");
        bench.ddl("alter table q drop column coupon");
        Bench.awaitNotice();

        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (int id = 2; id <= 4; id++) {
                insert.setInt(1, id);
                insert.setString(2, id == 2 ? "skip" : "n" + id);
                insert.setString(3, "c" + id);
                insert.addBatch();
            }
            assertOwn(Bench.failureOf(insert::executeBatch), "coupon", "returning");
        }
        assertThat(write(connection, sql, 5, "alone", "c5")).isEqualTo(1);
        assertThat(bench.rows("select id from q order by id")).containsExactly("1", "5");
        assertThat(bench.quarantine()).hasSize(1);
    }

    /** What was refused before a column went is no more right after it. */
    @DatabaseTest(Engine.POSTGRESQL)
    void valueThatItsColumnWouldNeverHaveTakenIsNotLeftOut(Bench bench) throws Exception {
        bench.ddl("create table q (id integer primary key, amount numeric(10,2), coupon varchar(6))");
        Connection connection = bench.application().connect();
        write(connection, "insert into q (id, amount, coupon) values (?, 1, ?)", 1, "short");
        bench.awaitSnapshot("q");
        bench.ddl("alter table q drop column coupon");
        Bench.awaitNotice();

        try (PreparedStatement insert =
                connection.prepareStatement("insert into q (id, amount, coupon) values (?, ?, ?)")) {
            insert.setInt(1, 2);
            insert.setInt(2, 1);
            assertThat(Bench.failureOf(insert::executeUpdate).sqlState())
                    .as("a parameter was never bound")
                    .isEqualTo("22023");
            insert.setString(3, "a\0b");
            assertThat(Bench.failureOf(insert::executeUpdate).sqlState()).isIn("22021", "42703");
            insert.setString(3, "far too long");
            assertThat(Bench.failureOf(insert::executeUpdate).sqlState()).isEqualTo("42703");
            insert.setString(3, "fits");
            assertThat(insert.executeUpdate()).isEqualTo(1);
        }
        assertThat(bench.rows("select id from q order by id")).containsExactly("1", "2");
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void failedBatchQuotesWhatTheApplicationWrote(Bench bench) throws Exception {
        bench.ddl("create table q (id serial primary key, name varchar(10) unique, coupon varchar(6))");
        String sql = "insert into q (name, coupon) values (?, ?)";
        Connection connection = bench.application().connect();
        write(connection, sql, "first", "c");
        bench.awaitSnapshot("q");
        bench.ddl("alter table q drop column coupon");
        Bench.awaitNotice();

        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (String name : new String[] {"second", "first"}) {
                insert.setString(1, name);
                insert.setString(2, "c");
                insert.addBatch();
            }
            Thrown refused = Bench.failureOf(insert::executeBatch);
            assertThat(refused.sqlState()).isEqualTo("23505");
            assertThat(refused.message())
                    .contains(sql)
                    .doesNotContainIgnoringCase("returning")
                    .doesNotContain("xmin");
        }
        assertThat(bench.rows("select name from q")).containsExactly("first");
    }

    private static void assertOwn(Thrown thrown, String names, String never) {
        assertThat(String.valueOf(thrown.message()).toLowerCase(Locale.ROOT))
                .contains(names)
                .doesNotContain(never);
    }

    private static void batch(Connection connection, long... ids) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(Messages.INSERT)) {
            for (long id : ids) {
                insert.setLong(1, id);
                insert.setString(2, "sender-" + id);
                insert.setString(3, "content-" + id);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void texts(Connection connection, String... texts) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String text : texts) {
                statement.addBatch(text);
            }
            statement.executeBatch();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
