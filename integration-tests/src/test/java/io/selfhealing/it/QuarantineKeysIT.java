package io.selfhealing.it;

import static io.selfhealing.it.Messages.bind;
import static io.selfhealing.it.Messages.write;
import static io.selfhealing.it.QuarantinedRows.assertNothingGoes;
import static io.selfhealing.it.QuarantinedRows.awaitGone;
import static io.selfhealing.it.QuarantinedRows.awaitInUse;
import static io.selfhealing.it.QuarantinedRows.awaitStates;
import static io.selfhealing.it.QuarantinedRows.withMoodDropped;
import static io.selfhealing.it.server.Engine.H2;
import static io.selfhealing.it.server.Engine.MARIADB;
import static io.selfhealing.it.server.Engine.POSTGRESQL;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.server.Engine;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A value that was left out goes back to its own row or to none, whatever the database made of the key and whoever has it later. */
class QuarantineKeysIT {
    @DatabaseTest({POSTGRESQL, H2, MARIADB})
    void valuesGoBackWhateverTheDatabaseMakesOfTheKey(Bench bench) throws Exception {
        Map<String, List<Object>> types = keys(bench.engine());
        Connection connection = bench.application().connect();
        int table = 0;
        for (String type : types.keySet()) {
            String name = "k" + ++table;
            bench.ddl("create table " + name + " (k " + type + " primary key, sender varchar(100), mood varchar(100))");
            write(connection, "update " + name + " set sender = ?, mood = ?", "x", "x");
        }
        for (int i = 1; i <= table; i++) {
            bench.awaitSnapshot("k" + i);
            bench.ddl("alter table k" + i + " drop column mood");
            awaitGone(bench, connection, "k" + i, i);
        }

        List<String> refused = new ArrayList<>();
        Map<String, Integer> landed = new LinkedHashMap<>();
        table = 0;
        for (Map.Entry<String, List<Object>> type : types.entrySet()) {
            String name = "k" + ++table;
            for (Object key : type.getValue()) {
                String told = "sender of " + key.getClass().getSimpleName() + " " + landed.size();
                try {
                    write(connection, "insert into " + name + " (k, sender, mood) values (?, ?, ?)", key, told, told);
                    landed.merge(name, 1, Integer::sum);
                } catch (SQLException e) {
                    refused.add(type.getKey() + " " + key.getClass().getSimpleName());
                }
            }
        }
        for (int i = 1; i <= table; i++) {
            bench.ddl("alter table k" + i + " add column mood varchar(100)");
        }
        for (Map.Entry<String, Integer> each : landed.entrySet()) {
            String query = "select count(*) from " + each.getKey() + " where mood = sender";
            awaitInUse(bench, connection, each.getKey(), query, String.valueOf(each.getValue()));
            assertThat(bench.rows("select count(*) from " + each.getKey()))
                    .as(each.getKey())
                    .containsExactly(String.valueOf(each.getValue()));
        }
        if (bench.engine() != MARIADB) {
            assertThat(refused).isEmpty();
        } else {
            assertThat(refused)
                    .as("rounded by the database, and not to be read back")
                    .containsExactly(
                            "datetime LocalDateTime", "datetime Timestamp", "decimal(10,2) BigDecimal", "float Double");
        }
    }

    /** Of each type a key that the row has as it is bound, and then such as the database rounds, pads or folds. */
    private static Map<String, List<Object>> keys(Engine engine) {
        LocalDateTime second = LocalDateTime.of(2026, 3, 5, 10, 20, 30);
        byte[] bytes = "bytes".getBytes(StandardCharsets.UTF_8);
        Map<String, List<Object>> keys = new LinkedHashMap<>();
        keys.put("bigint", List.of(7L, 8));
        keys.put("varchar(40)", List.of("AUTUMN", "autumn 2"));
        keys.put("char(10)", List.of("ab", "abc"));
        keys.put("date", List.of(LocalDate.of(2026, 3, 5)));
        if (engine == MARIADB) {
            keys.put(
                    "datetime",
                    List.of(second, second.plusNanos(600_000_000), Timestamp.valueOf(second.plusNanos(1_700_000_000))));
            keys.put("decimal(10,2)", List.of(new BigDecimal("2.5"), new BigDecimal("3.005")));
            keys.put("float", List.of(0.1d));
            keys.put("varbinary(16)", List.of(bytes));
            return keys;
        }
        keys.put(
                "timestamp(0)",
                List.of(second, second.plusNanos(600_000_000), Timestamp.valueOf(second.plusNanos(1_700_000_000))));
        keys.put("numeric(10,2)", List.of(new BigDecimal("2.5"), new BigDecimal("3.005"), 4.005d));
        keys.put("real", List.of(0.1d, 0.2f));
        keys.put("uuid", List.of(UUID.randomUUID()));
        keys.put("timestamp(3) with time zone", List.of(OffsetDateTime.parse("2026-03-05T10:20:30.123456+05:00")));
        keys.put(engine == POSTGRESQL ? "bytea" : "varbinary(16)", List.of(bytes));
        keys.put(
                engine == POSTGRESQL ? "time(0)" : "varchar_ignorecase(20)",
                List.of(engine == POSTGRESQL ? LocalTime.of(1, 2, 3, 600_000_000) : "MiXed"));
        return keys;
    }

    @DatabaseTest(POSTGRESQL)
    void aKeyThatATriggerChangesIsKeptAsTheRowHasIt(Bench bench) throws Exception {
        bench.ddl(
                "create table messages (id bigint primary key, mood varchar(100))",
                "create function moved() returns trigger language plpgsql as $$ begin new.id := new.id + 1000; return new;"
                        + " end $$",
                "create trigger moved before insert on messages for each row execute function moved()");
        Connection connection = withMoodDropped(bench, "insert into messages (id, mood) values (?, ?)", 1L, "glad");
        write(connection, "insert into messages (id, mood) values (?, ?)", 2L, "calm");
        bench.ddl("alter table messages add column mood varchar(100)");

        awaitInUse(bench, connection, "messages", "select id, mood from messages order by id", "1001|null,1002|calm");
    }

    @DatabaseTest({POSTGRESQL, H2, MARIADB})
    void anotherRowUnderTheKeyOfARowThatWasTruncatedGetsNothing(Bench bench) throws Exception {
        bench.ddl("create table messages (id " + bench.sql().numbered() + ", sender varchar(100), mood varchar(100))");
        String insert = "insert into messages (sender, mood) values (?, ?)";
        Connection connection = withMoodDropped(bench, insert, "Ann Lee", "glad");
        write(connection, insert, "Bob Ray", "secret of Bob");
        write(connection, insert, "Cid Orr", "secret of Cid");
        bench.ddl(bench.engine() == MARIADB ? "truncate table messages" : "truncate table messages restart identity");
        bench.ddl("insert into messages (sender) values ('Dan'), ('Eve'), ('Fay')");
        bench.ddl("alter table messages add column mood varchar(100)");

        assertNothingGoes(
                bench,
                connection,
                "messages",
                "select sender, mood from messages order by id",
                "Dan|null,Eve|null,Fay|null");
        awaitStates(bench, "conflict,conflict");
    }

    /** Only the row's own version could tell, and no product but PostgreSQL has one. */
    @DatabaseTest({POSTGRESQL, H2, MARIADB})
    void whereOnlyTheKeyIsAlikeNothingGoesBackByItself(Bench bench) throws Exception {
        bench.ddl("create table messages (id " + bench.sql().numbered() + ", filler integer, mood varchar(100))");
        String insert = "insert into messages (filler, mood) values (?, ?)";
        Connection connection = withMoodDropped(bench, insert, 1, "glad");
        write(connection, insert, 1, "secret of another");
        bench.ddl(bench.engine() == MARIADB ? "truncate table messages" : "truncate table messages restart identity");
        bench.ddl("insert into messages (filler) values (1), (1)");
        bench.ddl("alter table messages add column mood varchar(100)");

        assertNothingGoes(bench, connection, "messages", "select mood from messages", "null,null");
        awaitStates(bench, "unknown");
    }

    @DatabaseTest(POSTGRESQL)
    void aRowOfNothingButItsKeyIsKnownByItsVersion(Bench bench) throws Exception {
        bench.ddl("create table messages (id bigint primary key, mood varchar(100), tone varchar(100))");
        String insert = "insert into messages (id, mood, tone) values (?, ?, ?)";
        Connection connection = withMoodDropped(bench, insert, 1L, "glad", "loud");
        bench.ddl("alter table messages drop column tone");
        awaitGone(bench, connection, "messages", 2);
        write(connection, insert, 2L, "calm", "soft");
        bench.ddl("alter table messages add column mood varchar(100), add column tone varchar(100)");

        awaitInUse(bench, connection, "messages", "select mood, tone from messages order by id", "null|null,calm|soft");
    }

    @DatabaseTest({POSTGRESQL, H2, MARIADB})
    void aRowThatIsGoneOrHasAnotherKeyIsNotSaidToBeGone(Bench bench) throws Exception {
        bench.ddl("create table messages (id bigint primary key, sender varchar(100), mood varchar(100))");
        String insert = "insert into messages (id, sender, mood) values (?, ?, ?)";
        Connection connection = withMoodDropped(bench, insert, 1L, "sender-1", "glad");
        write(connection, insert, 2L, "sender-2", "calm");
        write(connection, insert, 3L, "sender-3", "cross");
        bench.ddl(
                "update messages set id = 30 where id = 3",
                "delete from messages where id = 2",
                "alter table messages add column mood varchar(100)");

        assertNothingGoes(bench, connection, "messages", "select id, mood from messages order by id", "1|null,30|null");
        awaitStates(bench, "unknown,unknown");
    }

    @DatabaseTest(POSTGRESQL)
    void aValueOfOneTenantNeverGoesToAnothers(Bench bench) throws Exception {
        for (String tenant : List.of("t1", "t2")) {
            bench.ddl(
                    "create schema " + tenant,
                    "create table " + tenant + ".o (id bigint primary key, coupon varchar(100))",
                    "insert into " + tenant + ".o values (1, 'first')");
        }
        bench.ddl(
                "create function public.use_tenant(s text) returns void language sql as"
                        + " $$ select set_config('search_path', s, false) $$",
                "insert into t1.o values (3, null)");
        Connection connection = bench.application().connect();
        String insert = "insert into o (id, coupon) values (?, ?)";
        connection.setSchema("t1");
        write(connection, insert, 2L, "second");
        bench.awaitSnapshot("o");
        bench.ddl("alter table t1.o drop column coupon", "alter table t2.o drop column coupon");
        awaitGone(bench, connection, "o", 1);
        try (Statement statement = connection.createStatement()) {
            statement.execute("select public.use_tenant('t2')");
        }
        write(connection, insert, 3L, "C2");
        assertThat(bench.rows("select id from t2.o where id = 3")).containsExactly("3");
        bench.ddl("alter table t1.o add column coupon varchar(100)", "alter table t2.o add column coupon varchar(100)");

        assertNothingGoes(bench, connection, "o", "select id, coupon from t1.o order by id", "1|null,2|null,3|null");
    }

    @DatabaseTest({POSTGRESQL, H2, MARIADB})
    void anUpdateThatChangesTheKeyItselfIsTheApplicationsToMend(Bench bench) throws Exception {
        bench.ddl("create table messages (id bigint primary key, sender varchar(100), mood varchar(100))");
        Connection connection = withMoodDropped(
                bench, "insert into messages (id, sender, mood) values (?, ?, ?)", 1L, "sender-1", "glad");
        String update = "update messages set id = ?, sender = ?, mood = ? where id = ?";

        assertThat(Bench.failureOf(() -> write(connection, update, 10L, "sender-10", "calm", 1L))
                        .sqlState())
                .startsWith("42");
        assertThat(bench.rows("select id, sender from messages")).containsExactly("1|sender-1");
        assertThat(bench.quarantine()).isEmpty();
    }

    @DatabaseTest({POSTGRESQL, H2})
    void anUpdateOfABatchThatFindsNoRowLeavesNothingForIt(Bench bench) throws Exception {
        bench.ddl(
                "create table messages (id bigint primary key, sender varchar(100), filler integer, mood varchar(100))");
        Connection connection = withMoodDropped(
                bench, "insert into messages (id, sender, mood) values (?, ?, ?)", 1L, "sender-1", "glad");
        bench.ddl("insert into messages (id, sender) values (2, 'sender-2'), (3, 'sender-3')");
        try (PreparedStatement update =
                connection.prepareStatement("update messages set filler = ?, mood = ? where id = ? and sender = ?")) {
            bind(update, 10, "one", 1L, "sender-1").addBatch();
            bind(update, 20, "two", 2L, "somebody else").addBatch();
            bind(update, 30, "three", 3L, "sender-3").addBatch();
            assertThat(update.executeBatch()).containsExactly(1, 0, 1);
        }
        bench.ddl("alter table messages add column mood varchar(100)");

        awaitInUse(bench, connection, "messages", "select id, mood from messages order by id", "1|one,2|null,3|three");
    }

    @DatabaseTest({POSTGRESQL, H2})
    void theApplicationSeesTheKeysThatItAskedForAndNoOthers(Bench bench) throws Exception {
        bench.ddl("create table messages (id " + bench.sql().numbered()
                + ", code numeric(10,2), sender varchar(100), mood varchar(100))");
        Connection connection = withMoodDropped(
                bench, "insert into messages (code, sender, mood) values (?, ?, ?)", 1L, "sender-1", "glad");
        String insert = "insert into messages (code, sender, mood) values (?, ?, ?)";
        try (PreparedStatement named =
                connection.prepareStatement(insert, new String[] {bench.engine() == H2 ? "CODE" : "code"})) {
            assertThat(bind(named, 2L, "sender-2", "calm").executeUpdate()).isEqualTo(1);
            try (ResultSet keys = named.getGeneratedKeys()) {
                assertThat(keys.getMetaData().getColumnCount()).isEqualTo(1);
                assertThat(keys.next()).isTrue();
                assertThat(keys.getBigDecimal(1)).isEqualByComparingTo("2");
            }
        }
        try (PreparedStatement plain = connection.prepareStatement(insert)) {
            assertThat(bind(plain, 3L, "sender-3", "cross").executeUpdate()).isEqualTo(1);
            assertThat(plain.getUpdateCount()).isEqualTo(1);
            try (ResultSet keys = plain.getGeneratedKeys()) {
                assertThat(keys.next()).isFalse();
            }
        }
    }
}
