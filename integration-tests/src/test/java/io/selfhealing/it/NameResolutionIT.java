package io.selfhealing.it;

import static io.selfhealing.it.Messages.bind;
import static io.selfhealing.it.Messages.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Application;
import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.server.Engine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A name means another table on this connection than the agent has seen, in ways that no text of the application tells. */
class NameResolutionIT {
    private static final String INSERT = "insert into o (id, status, note) values (?, ?, ?)";
    /** Each has the connection look up names in the schema that it names last. */
    private static final List<String> WAYS = List.of(
            "select use_tenant('t2')",
            "do $$ begin perform use_tenant('t2'); end $$",
            "call enter_tenant('t2')",
            "select 1 from use_tenant('t2')",
            "with chosen as materialized (select use_tenant('t2')) select count(*) from chosen");

    @DatabaseTest(Engine.POSTGRESQL)
    void writesGoWhereAFunctionHasSentTheConnection(Bench bench) throws Exception {
        twoTenants(bench);
        Connection connection = renamedInTheFirst(bench);
        long id = 10;
        for (String way : WAYS) {
            execute(connection, "select use_tenant('t1')");
            assertThat(write(connection, INSERT, id, "first", "n")).isEqualTo(1);
            execute(connection, way);
            PreparedStatement open = connection.prepareStatement(INSERT);
            assertThat(bind(open, id + 1, "prepared", "n").executeUpdate()).isEqualTo(1);
            execute(connection, "insert into o (id, status, note) values (" + (id + 2) + ", 'plain', 'n')");
            execute(connection, way);
            bind(open, id + 3, "batch", "n").addBatch();
            bind(open, id + 4, "batch", "n").addBatch();
            assertThat(open.executeBatch()).containsExactly(1, 1);
            open.close();
            inTransaction(
                    connection, () -> write(connection, INSERT, 9_000 + System.nanoTime() % 1_000_000, "tx", "n"));
            id += 10;
        }

        assertThat(bench.rows("select distinct status, payment_status from t2.o where id >= 10 order by 1"))
                .containsExactly("batch|null", "plain|null", "prepared|null", "tx|null");
        assertThat(bench.rows("select distinct payment_status from t1.o where id >= 10"))
                .containsExactly("first");
        assertThat(bench.events("healed"))
                .isNotEmpty()
                .allMatch(event -> event.table().equals("t1.o"));
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void rowsAreDeletedAndChangedInTheTenantThatAFunctionChose(Bench bench) throws Exception {
        twoTenants(bench);
        Connection connection = renamedInTheFirst(bench);
        execute(connection, "select use_tenant('t2')");
        bench.ddl(
                "insert into t2.o values (1, 'open', 'cancelled', 'n'), (2, 'cancelled', 'open', 'n')",
                "insert into t1.o values (101, 'cancelled', 'n')");

        assertThat(write(connection, "update o set note = 'seen' where status = ?", "cancelled"))
                .isEqualTo(1);
        assertThat(write(connection, "delete from o where status = ?", "cancelled"))
                .isEqualTo(1);

        assertThat(bench.rows("select id, status, payment_status, note from t2.o"))
                .containsExactly("1|open|cancelled|n");
        assertThat(bench.rows("select note from t1.o where id = 101")).containsExactly("n");
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void valueIsNotLeftOutWhereTheTenantHasItsColumn(Bench bench) throws Exception {
        twoTenants(bench);
        Connection connection = bench.application().connect();
        seen(bench, connection);
        bench.ddl("alter table t1.o drop column status");
        Bench.awaitNotice();
        assertThat(write(connection, INSERT, 2L, "kept", "n")).isEqualTo(1);

        execute(connection, "select use_tenant('t2')");
        assertThat(write(connection, INSERT, 3L, "C2", "n")).isEqualTo(1);
        execute(connection, "insert into o (id, status, note) values (4, 'C3', 'n')");

        assertThat(bench.rows("select id, status from t2.o where id > 1 order by id"))
                .containsExactly("3|C2", "4|C3");
        assertThat(bench.quarantine())
                .hasSize(1)
                .allMatch(value -> value.toString().contains("kept"));
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void requiredColumnIsNotFilledWhereTheTenantHasADefault(Bench bench) throws Exception {
        twoTenants(bench);
        bench.ddl("alter table t2.o add version int not null default 7");
        Connection connection = bench.application().connect();
        seen(bench, connection);
        bench.ddl("delete from t1.o", "alter table t1.o add version int not null");
        Bench.awaitNotice();
        assertThat(write(connection, INSERT, 2L, "first", "n")).isEqualTo(1);

        execute(connection, "select use_tenant('t2')");
        assertThat(write(connection, INSERT, 3L, "second", "n")).isEqualTo(1);
        bench.ddl("alter table t1.o alter version set default 5");
        execute(connection, "select use_tenant('t1')");
        assertThat(write(connection, INSERT, 4L, "third", "n")).isEqualTo(1);

        assertThat(bench.rows("select version from t2.o where id = 3")).containsExactly("7");
        assertThat(bench.rows("select id, version from t1.o order by id")).containsExactly("2|0", "4|5");
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void pathThatHoldsForATransactionOnlyIsFollowedInItOnly(Bench bench) throws Exception {
        twoTenants(bench);
        Connection connection = renamedInTheFirst(bench);
        connection.setAutoCommit(false);
        for (long id = 10; id < 40; id += 10) {
            execute(connection, "select use_tenant_here('t2')");
            assertThat(write(connection, INSERT, id, "second", "n")).isEqualTo(1);
            connection.commit();
            assertThat(write(connection, INSERT, id + 1, "first", "n")).isEqualTo(1);
            connection.commit();
            execute(connection, "call as_tenant('t2')"); // its own SET ends with it
            assertThat(write(connection, INSERT, id + 2, "first", "n")).isEqualTo(1);
            connection.commit();
        }
        assertThat(bench.rows("select count(*), min(status), max(payment_status) from t2.o where id >= 10"))
                .containsExactly("3|second|null");
        assertThat(bench.rows("select count(*), min(payment_status), max(payment_status) from t1.o where id >= 10"))
                .containsExactly("6|first|first");
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void tenantsThatTakeTurnsInABatchEachGetTheirOwn(Bench bench) throws Exception {
        twoTenants(bench);
        Connection connection = renamedInTheFirst(bench);
        try (Statement batch = connection.createStatement()) {
            for (int round = 1; round <= 3; round++) {
                batch.addBatch("insert into o (id, status, note) values (" + round + "0, 'first', 'n')");
                batch.addBatch("call enter_tenant('t2')");
                batch.addBatch("insert into o (id, status, note) values (" + round + "1, 'second', 'n')");
                execute(connection, "select use_tenant('t1')");
                try {
                    batch.executeBatch();
                } catch (SQLException plainFailsAsWell) {
                    batch.clearBatch();
                }
            }
            // Added for the one tenant, run for the other.
            execute(connection, "select use_tenant('t1')");
            batch.addBatch("insert into o (id, status, note) values (70, 'second', 'n')");
            batch.addBatch("update o set note = 'new' where status = 'second'");
            execute(connection, "select use_tenant('t2')");
            batch.executeBatch();
        }
        assertThat(bench.rows("select distinct payment_status from t1.o where id >= 10"))
                .isSubsetOf("first");
        assertThat(bench.rows("select distinct status, payment_status, note from t2.o where id >= 10"))
                .containsExactly("second|null|new");
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void settingOfTheDatabaseCountsForConnectionsThatAreNew(Bench bench) throws Exception {
        bench.ddl(
                "create table m (id bigint primary key, a varchar(50), note varchar(50))",
                "create schema s2",
                "create table s2.m (id bigint primary key, a varchar(50), b varchar(50), note varchar(50))");
        Application application = bench.application();
        Connection connection = application.connect();
        write(connection, "insert into m (id, a, note) values (?, ?, ?)", 1L, "a1", "n");
        bench.awaitSnapshot("m");
        bench.rename("m", "a", "b");
        Bench.awaitNotice();
        assertThat(write(connection, "insert into m (id, a, note) values (?, ?, ?)", 2L, "a2", "n"))
                .isEqualTo(1);
        bench.ddl("alter database " + bench.database() + " set search_path = s2");

        Connection next = application.connect();
        assertThat(write(next, "insert into m (id, a, note) values (?, ?, ?)", 3L, "a3", "n"))
                .isEqualTo(1);
        assertThat(write(next, "update m set a = ? where id = ?", "a4", 3L)).isEqualTo(1);
        bench.ddl("alter table s2.m drop column b");
        Connection third = application.connect();
        assertThat(write(third, "insert into m (id, a, note) values (?, ?, ?)", 5L, "a5", "n"))
                .isEqualTo(1);
        assertThat(write(connection, "insert into m (id, a, note) values (?, ?, ?)", 6L, "a6", "n"))
                .isEqualTo(1);

        assertThat(bench.rows("select id, a from s2.m order by id")).containsExactly("3|a4", "5|a5");
        assertThat(bench.rows("select id, b from public.m order by id")).containsExactly("1|a1", "2|a2", "6|a6");
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void temporaryTableThatAFunctionMadeIsWritten(Bench bench) throws Exception {
        twoTenants(bench);
        bench.ddl("create function shadow(tail text) returns void language plpgsql as $$ begin execute"
                + " 'create temp table o (id bigint, status text, note text' || tail || ')'; end $$");
        Application application = bench.application();
        Connection connection = application.connect();
        seen(bench, connection);
        bench.rename("t1.o", "status", "payment_status");
        Bench.awaitNotice();
        assertThat(write(connection, INSERT, 2L, "first", "n")).isEqualTo(1);
        long id = 10;
        for (String made : new String[] {
            "select shadow('')",
            "select shadow(', payment_status text')",
            "do $$ begin perform shadow(''); end $$",
            "select 1::bigint as id, 'x'::text as status, 'n'::text as note into temp o",
            "create temp view o as select id, status, note from t2.o"
        }) {
            execute(connection, "select use_tenant('t1')");
            execute(connection, made);
            assertThat(write(connection, INSERT, id, "temp", "n")).as(made).isEqualTo(1);
            inTransaction(connection, () -> write(connection, INSERT, 99L, "temp", "n"));
            assertThat(ask(connection, "select count(*) from o where status = 'temp' and id in (" + id + ", 99)"))
                    .as(made)
                    .isEqualTo("2");
            execute(connection, made.contains("view") ? "drop view pg_temp.o" : "drop table pg_temp.o");
            assertThat(write(connection, INSERT, id + 1, "first", "n")).isEqualTo(1);
            id += 10;
        }
        assertThat(bench.rows("select count(*), min(payment_status), max(payment_status) from t1.o where id > 1"))
                .containsExactly("6|first|first");
    }

    @DatabaseTest({Engine.MARIADB, Engine.MYSQL})
    void temporaryTableOfTheConnectionIsWritten(Bench bench) throws Exception {
        bench.ddl(
                "create table o (id bigint primary key, status varchar(20), note varchar(20))",
                "create procedure shadow() create temporary table o (id bigint, status varchar(20), note varchar(20))");
        Connection connection = bench.application().connect();
        write(connection, INSERT, 1L, "first", "n");
        bench.awaitSnapshot("o");
        bench.rename("o", "status", "payment_status");
        Bench.awaitNotice();
        assertThat(write(connection, INSERT, 2L, "first", "n")).isEqualTo(1);

        execute(connection, "call shadow()");
        assertThat(write(connection, INSERT, 3L, "temp", "n")).isEqualTo(1);
        assertThat(ask(connection, "select status from o")).isEqualTo("temp");
        execute(connection, "drop temporary table o");
        assertThat(write(connection, INSERT, 4L, "first", "n")).isEqualTo(1);
        execute(connection, "set session sql_mode = concat(@@sql_mode, ',ANSI_QUOTES'), sql_quote_show_create = 0");
        execute(connection, "call shadow()");
        assertThat(write(connection, INSERT, 5L, "temp", "n")).isEqualTo(1);
        assertThat(ask(connection, "select status from o")).isEqualTo("temp");
        execute(connection, "drop temporary table o");
        assertThat(write(connection, INSERT, 7L, "first", "n")).isEqualTo(1);

        assertThat(bench.rows("select id, payment_status from o order by id"))
                .containsExactly("1|first", "2|first", "4|first", "7|first");
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void columnThatIsBackIsWrittenAtOnce(Bench bench) throws Exception {
        bench.ddl("create table o (id bigint primary key, status varchar(20), note varchar(20), amount integer)");
        Connection connection = bench.application().connect();
        write(connection, INSERT, 1L, "old", "n");
        bench.awaitSnapshot("o");
        bench.rename("o", "status", "legacy_status");
        Bench.awaitNotice();
        PreparedStatement open = connection.prepareStatement(INSERT);
        assertThat(bind(open, 2L, "old", "n").executeUpdate()).isEqualTo(1);
        assertThat(write(connection, INSERT, 3L, "old", "n")).isEqualTo(1);

        bench.ddl("alter table o add status varchar(20)");
        assertThat(bind(open, 4L, "fresh", "n").executeUpdate()).isEqualTo(1);
        assertThat(write(connection, INSERT, 5L, "fresh", "n")).isEqualTo(1);
        execute(connection, "insert into o (id, status, note) values (6, 'fresh', 'n')");
        assertThat(write(connection, "update o set note = 'seen' where status = ?", "old"))
                .isZero();
        assertThat(write(connection, "delete from o where status = ?", "old")).isZero();

        assertThat(bench.rows("select id, status, legacy_status, note from o order by id"))
                .containsExactly(
                        "1|null|old|n",
                        "2|null|old|n",
                        "3|null|old|n",
                        "4|fresh|null|n",
                        "5|fresh|null|n",
                        "6|fresh|null|n");
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void columnThatIsBackIsWrittenAtOnceInEveryKindOfTransaction(Bench bench) throws Exception {
        bench.ddl("create table other (id int)");
        Connection connection = bench.application().connect();
        connection.setAutoCommit(false);
        for (int isolation : new int[] {
            Connection.TRANSACTION_READ_COMMITTED,
            Connection.TRANSACTION_REPEATABLE_READ,
            Connection.TRANSACTION_SERIALIZABLE
        }) {
            connection.setTransactionIsolation(isolation);
            String table = "o" + isolation;
            String insert = INSERT.replace(" o ", " " + table + " ");
            bench.ddl("create table " + table
                    + " (id bigint primary key, status varchar(20), note varchar(20), amount integer)");
            write(connection, insert, 1L, "old", "n");
            connection.commit();
            bench.awaitSnapshot(table);
            bench.rename(table, "status", "legacy");
            Bench.awaitNotice();
            PreparedStatement open = connection.prepareStatement(insert);
            assertThat(bind(open, 2L, "old", "n").executeUpdate()).isEqualTo(1);
            connection.commit();

            ask(connection, "select count(*) from other"); // the transaction's snapshot is taken here
            ask(connection, "select count(*) from pg_attribute, pg_class, pg_namespace, pg_type where false");
            bench.ddl("alter table " + table + " add status varchar(20)");
            assertThat(bind(open, 3L, "fresh", "n").executeUpdate()).isEqualTo(1);
            assertThat(write(connection, insert, 4L, "fresh", "n")).isEqualTo(1);
            connection.commit();
            assertThat(bench.rows("select id, status, legacy from " + table + " order by id"))
                    .as("isolation " + isolation)
                    .containsExactly("1|null|old", "2|null|old", "3|fresh|null", "4|fresh|null");
        }
    }

    @DatabaseTest
    void valueIsNotLeftOutOnceItsColumnIsBack(Bench bench) throws Exception {
        bench.ddl("create table o (id bigint primary key, status varchar(20), note varchar(40), amount integer)");
        Connection connection = bench.application().connect();
        write(connection, INSERT, 1L, "old", "n");
        bench.awaitSnapshot("o");
        bench.ddl("alter table o drop column status");
        Bench.awaitNotice();
        assertThat(write(connection, INSERT, 2L, "away", "n")).isEqualTo(1);
        bench.ddl("alter table o add status varchar(20) default 'DEFAULT' not null");
        assertThat(write(connection, INSERT, 3L, "mine", "n")).isEqualTo(1);

        assertThat(bench.rows("select status from o where id = 3")).containsExactly("mine");
        assertThat(bench.quarantine()).noneMatch(value -> value.toString().contains("mine"));
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void newTableOfTheOldNameIsWrittenAtOnce(Bench bench) throws Exception {
        bench.ddl("create table orders (id bigint primary key, status varchar(20), note varchar(20))");
        String insert = "insert into orders (id, status, note) values (?, ?, ?)";
        Connection connection = bench.application().connect();
        write(connection, insert, 1L, "old", "n");
        bench.awaitSnapshot("orders");
        bench.ddl("alter table orders rename to shipments");
        Bench.awaitNotice();
        PreparedStatement open = connection.prepareStatement(insert);
        assertThat(bind(open, 2L, "old", "n").executeUpdate()).isEqualTo(1);
        bench.ddl("create table orders (id bigint primary key, status varchar(20), note varchar(20))");

        assertThat(bind(open, 3L, "fresh", "n").executeUpdate()).isEqualTo(1);
        assertThat(write(connection, insert, 4L, "fresh", "n")).isEqualTo(1);

        assertThat(bench.rows("select id, status from orders order by id")).containsExactly("3|fresh", "4|fresh");
        assertThat(bench.rows("select id, status from shipments order by id")).containsExactly("1|old", "2|old");
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void transactionOfManyHealedWritesIsHealedToItsEnd(Bench bench) throws Exception {
        twoTenants(bench);
        Connection connection = renamedInTheFirst(bench);
        connection.setAutoCommit(false);
        for (long id = 10; id < 110; id++) {
            assertThat(write(connection, INSERT, id, "first", "n")).isEqualTo(1);
        }
        execute(connection, "select use_tenant('t2')");
        assertThat(write(connection, INSERT, 110L, "second", "n")).isEqualTo(1);
        connection.commit();

        assertThat(bench.rows("select count(*) from t1.o where payment_status = 'first' and id >= 10"))
                .containsExactly("100");
        assertThat(bench.rows("select status from t2.o where id = 110")).containsExactly("second");
    }

    private interface Act {
        void run() throws SQLException;
    }

    private static void inTransaction(Connection connection, Act act) throws SQLException {
        connection.setAutoCommit(false);
        act.run();
        connection.commit();
        connection.setAutoCommit(true);
    }

    private static void twoTenants(Bench bench) throws SQLException {
        bench.ddl(
                "create schema t1",
                "create schema t2",
                "create table t1.o (id bigint primary key, status varchar(20), note varchar(20))",
                "create table t2.o (id bigint primary key, status varchar(20), payment_status varchar(20),"
                        + " note varchar(20))",
                "create function use_tenant(s text) returns void language plpgsql as"
                        + " $$ begin perform set_config('search_path', s || ',public', false); end $$",
                "create function use_tenant_here(s text) returns void language plpgsql as"
                        + " $$ begin perform set_config('search_path', s || ',public', true); end $$",
                "create procedure enter_tenant(s text) language plpgsql as"
                        + " $$ begin perform set_config('search_path', s || ',public', false); end $$",
                "create procedure as_tenant(s text) language plpgsql set search_path = t2 as"
                        + " $$ begin perform count(*) from o; end $$",
                "alter database " + bench.database() + " set search_path = t1, public");
    }

    private static void seen(Bench bench, Connection connection) throws Exception {
        write(connection, INSERT, 1L, "first", "n");
        bench.awaitSnapshot("t1");
    }

    private static Connection renamedInTheFirst(Bench bench) throws Exception {
        Connection connection = bench.application().connect();
        seen(bench, connection);
        bench.rename("t1.o", "status", "payment_status");
        Bench.awaitNotice();
        assertThat(write(connection, INSERT, 2L, "first", "n")).isEqualTo(1);
        return connection;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
