package io.selfhealing.it;

import static io.selfhealing.it.Messages.write;
import static io.selfhealing.it.harness.Conversation.attempt;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Application;
import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.server.Engine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the rows hold tells a rename from a column dropped and another added, and a table from one like it. */
class ContentIT {
    private static final String PEOPLE =
            "create table people (id bigint primary key, ssn varchar(40), weight_g integer,"
                    + " active boolean, note varchar(40))";
    private static final String INSERT = "insert into people (id, ssn, weight_g, active, note) values (?, ?, ?, ?, ?)";

    /** Twelve rows, written by the application, of which the agent has a print. */
    private static Connection twelve(Bench bench, Application application) throws Exception {
        Connection connection = application.connect();
        for (long i = 1; i <= 12; i++) {
            write(connection, INSERT, i, "ssn-" + i * 7919, (int) (i * 731 % 977), i % 3 == 0, "note-" + i);
        }
        bench.awaitContent("people");
        Bench.awaitNotice();
        return connection;
    }

    private static Connection twelve(Bench bench) throws Exception {
        bench.ddl(PEOPLE);
        return twelve(bench, bench.application());
    }

    private static int again(Connection connection) throws SQLException {
        return write(connection, INSERT, 99L, "ssn-new", 900, true, "note-new");
    }

    private static List<String> last(Bench bench, String columns) throws SQLException {
        return bench.rows("select " + columns + " from people where id = 99");
    }

    /** The write was refused or the value left out; none of the columns holds what it does not mean. */
    private static void assertNotIn(Bench bench, String column, String value) throws Exception {
        assertThat(bench.rows("select " + column + " from people where id = 99"))
                .doesNotContain(value);
        assertThat(bench.events("healed")).noneMatch(event -> event.mapping().containsValue(column));
    }

    private static String type(Bench bench, String postgres, String others) {
        return bench.engine() == Engine.POSTGRESQL ? postgres : others;
    }

    @DatabaseTest({Engine.POSTGRESQL, Engine.H2, Engine.MARIADB, Engine.MYSQL})
    void columnDroppedAndAnotherAddedInItsPlaceGetsNothing(Bench bench) throws Exception {
        Connection connection = twelve(bench);
        bench.ddl("alter table people drop column ssn");
        bench.ddl("alter table people add column display_name varchar(40)"
                + (bench.engine() == Engine.POSTGRESQL ? "" : " after id"));

        attempt(() -> again(connection));

        assertNotIn(bench, "display_name", "ssn-new");
    }

    @DatabaseTest({Engine.POSTGRESQL, Engine.H2, Engine.MARIADB, Engine.MYSQL})
    void weightIsNoPriceThoughBothAreNumbersInOnePlace(Bench bench) throws Exception {
        Connection connection = twelve(bench);
        bench.ddl("alter table people drop column weight_g");
        bench.ddl(
                "alter table people add column price_cents integer"
                        + (bench.engine() == Engine.POSTGRESQL ? "" : " after ssn"),
                "update people set price_cents = 1000 + 17 * id");

        attempt(() -> again(connection));

        assertNotIn(bench, "price_cents", "900");
    }

    @DatabaseTest({Engine.POSTGRESQL, Engine.H2, Engine.MARIADB, Engine.MYSQL})
    void lastColumnIsRenamedAsWellAsAnyOther(Bench bench) throws Exception {
        Connection connection = twelve(bench);
        bench.rename("people", "note", "zorp");

        assertThat(again(connection)).isEqualTo(1);

        assertThat(last(bench, "zorp")).containsExactly("note-new");
        assertThat(bench.firstHeal().confidence()).isEqualTo(1);
    }

    @DatabaseTest({Engine.H2, Engine.MARIADB, Engine.MYSQL})
    void renamedBesideOtherChangesIsFoundByWhatItHolds(Bench bench) throws Exception {
        Connection connection = twelve(bench);
        bench.rename("people", "ssn", "zorp");
        bench.ddl("alter table people add column mood varchar(20)");

        assertThat(again(connection)).isEqualTo(1);

        assertThat(last(bench, "zorp")).containsExactly("ssn-new");
        assertThat(bench.firstHeal().evidence()).first().isEqualTo("content");
    }

    @DatabaseTest({Engine.POSTGRESQL, Engine.H2, Engine.MARIADB, Engine.MYSQL})
    void columnThatWasCopiedBeforeTheOldOneWentIsTheOldOne(Bench bench) throws Exception {
        Connection connection = twelve(bench);
        bench.ddl("alter table people add column zorp varchar(40)", "update people set zorp = ssn");
        Bench.awaitNotice();
        bench.ddl("alter table people drop column ssn");

        assertThat(again(connection)).isEqualTo(1);

        assertThat(last(bench, "zorp")).containsExactly("ssn-new");
        assertThat(bench.firstHeal().evidence()).first().isEqualTo("content");
    }

    /** The one that the application meant last is gone; that which had its name before holds the old rows' values still. */
    @DatabaseTest({Engine.POSTGRESQL, Engine.H2, Engine.MARIADB, Engine.MYSQL})
    void columnThatBoreTheNameBeforeTheOneThatWasDroppedGetsNothing(Bench bench) throws Exception {
        Connection connection = twelve(bench);
        bench.rename("people", "ssn", "zorp");
        Bench.awaitNotice();
        assertThat(write(connection, INSERT, 50L, "ssn-50", 1, true, "note-50")).isEqualTo(1);
        bench.ddl("alter table people add column ssn varchar(40)");
        assertThat(write(connection, INSERT, 51L, "ssn-51", 1, true, "note-51")).isEqualTo(1);
        Bench.awaitNotice();
        assertThat(write(connection, INSERT, 52L, "ssn-52", 1, true, "note-52")).isEqualTo(1);
        bench.ddl("alter table people drop column ssn");
        attempt(() -> write(connection, INSERT, 53L, "ssn-53", 1, true, "note-53"));
        Bench.awaitNotice();

        attempt(() -> again(connection));

        assertThat(bench.rows("select zorp from people where id > 50")).doesNotContain("ssn-53", "ssn-new");
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void columnThatATriggerKeptInStepIsTheOldOne(Bench bench) throws Exception {
        Connection connection = twelve(bench);
        bench.ddl(
                "alter table people add column zorp varchar(40)",
                "update people set zorp = ssn",
                "create function in_step() returns trigger language plpgsql as"
                        + " 'begin new.zorp := coalesce(new.ssn, new.zorp); return new; end'",
                "create trigger in_step before insert or update on people for each row execute function in_step()");
        Bench.awaitNotice();
        assertThat(write(connection, INSERT, 13L, "ssn-13", 1, true, "note-13")).isEqualTo(1);
        Bench.awaitNotice();
        bench.ddl("drop trigger in_step on people", "alter table people drop column ssn");

        assertThat(again(connection)).isEqualTo(1);

        assertThat(last(bench, "zorp")).containsExactly("ssn-new");
        assertThat(bench.firstHeal().evidence()).first().isEqualTo("content");
    }

    @DatabaseTest({Engine.POSTGRESQL, Engine.H2, Engine.MARIADB, Engine.MYSQL})
    void twoCopiesAreOneTooMany(Bench bench) throws Exception {
        Connection connection = twelve(bench);
        bench.ddl(
                "alter table people add column zorp varchar(40)",
                "alter table people add column blarg varchar(40)",
                "update people set zorp = ssn, blarg = ssn",
                "alter table people drop column ssn");

        attempt(() -> again(connection));

        assertNotIn(bench, "zorp", "ssn-new");
        assertThat(bench.rows("select blarg from people where id = 99")).doesNotContain("ssn-new");
    }

    @DatabaseTest({Engine.POSTGRESQL, Engine.H2, Engine.MARIADB, Engine.MYSQL})
    void columnThatWasRenamedAndFilledAnewIsNotTheOldOne(Bench bench) throws Exception {
        Connection connection = twelve(bench);
        bench.rename("people", "weight_g", "task_code");
        bench.ddl("update people set task_code = 538011111 + id");
        Bench.awaitNotice();

        attempt(() -> again(connection));

        assertNotIn(bench, "task_code", "900");
    }

    @DatabaseTest({Engine.POSTGRESQL, Engine.H2, Engine.MARIADB, Engine.MYSQL})
    void columnThatIsFilledAnewAfterTheFirstHealIsLetGo(Bench bench) throws Exception {
        Connection connection = twelve(bench);
        bench.rename("people", "weight_g", "task_code");
        assertThat(write(connection, INSERT, 98L, "ssn-98", 900, true, "note-98"))
                .isEqualTo(1);
        assertThat(bench.rows("select task_code from people where id = 98")).containsExactly("900");
        bench.ddl("update people set task_code = 538011111 + id");
        Bench.awaitNotice();
        Bench.awaitNotice();

        attempt(() -> again(connection));

        assertThat(bench.rows("select task_code from people where id = 99")).doesNotContain("900");
    }

    @DatabaseTest({Engine.POSTGRESQL, Engine.MARIADB, Engine.MYSQL})
    void idsThatBecameCodesAreVetoed(Bench bench) throws Exception {
        String insert =
                "insert into t_ds_task_instance (id, name, process_definition_id, task_json) values (?, ?, ?, ?)";
        bench.ddl("create table t_ds_task_instance (id int primary key, name varchar(255), process_definition_id int,"
                + " task_json " + type(bench, "text", "longtext") + ")");
        bench.ddl(
                "insert into t_ds_task_instance (id, name, process_definition_id) values (1, 'old1', 1), (2, 'old2', 2)");
        Connection connection = bench.application().connect();
        write(connection, insert, 3, "t1", 12, "{}");
        write(connection, insert, 4, "t2", 12, "{}");
        bench.awaitContent("t_ds_task_instance");
        Bench.awaitNotice();
        bench.ddl(
                type(
                        bench,
                        "alter table t_ds_task_instance rename column process_definition_id to task_code",
                        "alter table t_ds_task_instance change process_definition_id task_code bigint"),
                type(
                        bench,
                        "alter table t_ds_task_instance alter column task_code type bigint",
                        "alter table t_ds_task_instance add task_definition_version int default 1 after task_code"),
                "alter table t_ds_task_instance drop column task_json",
                "update t_ds_task_instance set task_code = 5380111122220000 + id");
        Bench.awaitNotice();

        attempt(() -> write(connection, insert, 5, "t3", 12, "{}"));

        assertThat(bench.rows("select task_code from t_ds_task_instance where id = 5"))
                .doesNotContain("12");
        assertThat(bench.events("healed")).isEmpty();
    }

    @DatabaseTest({Engine.POSTGRESQL, Engine.MARIADB, Engine.MYSQL})
    void aCastWithoutLossKeepsTheColumn(Bench bench) throws Exception {
        String insert = "insert into docs (id, body, owner, amount) values (?, ?, ?, ?)";
        bench.ddl("create table docs (id bigint primary key, body " + type(bench, "text", "longtext")
                + ", owner varchar(40), amount integer, tail integer)");
        Connection connection = bench.application().connect();
        for (long i = 1; i <= 12; i++) {
            String owner = "C0FFEE00-1111-2222-3333-4444555566%02d".formatted(i);
            write(connection, insert, i, "{\"b\":" + i + ",\"a\": \"x" + i + "\"}", owner, (int) (i * 731 % 977));
        }
        bench.awaitContent("docs");
        Bench.awaitNotice();
        bench.rename("docs", "body", "payload");
        bench.rename("docs", "owner", "proprietor");
        bench.rename("docs", "amount", "total");
        bench.ddl(
                type(
                        bench,
                        "alter table docs alter column payload type jsonb using payload::jsonb",
                        "alter table docs modify payload json"),
                type(
                        bench,
                        "alter table docs alter column proprietor type uuid using proprietor::uuid",
                        "alter table docs modify proprietor char(36)"),
                type(bench, "alter table docs alter column total type bigint", "alter table docs modify total bigint"));
        Bench.awaitNotice();

        assertThat(write(connection, insert, 99L, "{\"a\": 1}", "c0ffee00-1111-2222-3333-444455556699", 5))
                .isEqualTo(1);

        assertThat(bench.rows("select proprietor, total from docs where id = 99"))
                .containsExactly("c0ffee00-1111-2222-3333-444455556699|5");
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void dropThatTheCatalogShowsIsNoRenameHoweverAkinTheNames(Bench bench) throws Exception {
        Messages.create(bench);
        Connection connection = bench.application().connect();
        Messages.seen(bench, connection);
        bench.ddl(
                "alter table messages drop column sender",
                "alter table messages add column role varchar(100)",
                "update messages set role = 'member'");

        attempt(() -> write(connection, Messages.INSERT, 2L, "bob", "content-2"));

        assertThat(bench.rows("select role from messages where id = 2")).doesNotContain("bob");
        assertThat(bench.events("healed")).isEmpty();
    }

    @DatabaseTest({Engine.H2, Engine.MARIADB, Engine.MYSQL})
    void newTableLikeTheOneThatWentGetsNothing(Bench bench) throws Exception {
        Connection connection = twelve(bench);
        bench.ddl("drop table people", PEOPLE.replace("people", "bans"));

        assertThat(Bench.failureOf(() -> again(connection)).sqlState()).startsWith("42");

        assertThat(bench.rows("select id from bans")).isEmpty();
    }

    @DatabaseTest({Engine.H2, Engine.MARIADB, Engine.MYSQL})
    void ofSeveralTablesRenamedAtOnceEachIsFoundByItsRows(Bench bench) throws Exception {
        bench.ddl(PEOPLE.replace("people", "guests"));
        Connection connection = twelve(bench);
        String guests = INSERT.replace("people", "guests");
        for (long i = 1; i <= 12; i++) {
            write(connection, guests, i, "guest-" + i * 31, (int) (i * 97 % 89), i % 2 == 0, "g-" + i);
        }
        bench.awaitContent("guests");
        Bench.awaitNotice();
        bench.ddl(
                "alter table people rename to members",
                "alter table guests rename to visitors",
                "create table unrelated (id bigint primary key, ssn varchar(40))");

        assertThat(again(connection)).isEqualTo(1);
        assertThat(write(connection, guests, 99L, "guest-new", 1, true, "g-new"))
                .isEqualTo(1);

        assertThat(bench.rows("select ssn from members where id = 99")).containsExactly("ssn-new");
        assertThat(bench.rows("select ssn from visitors where id = 99")).containsExactly("guest-new");
        assertThat(bench.events("healed"))
                .allMatch(event -> event.evidence().get(0).equals("content"));
    }

    @DatabaseTest({Engine.H2, Engine.MARIADB, Engine.MYSQL})
    void whatWasSeenYesterdayTellsToday(Bench bench) throws Exception {
        bench.ddl(PEOPLE);
        Application yesterday = bench.application();
        twelve(bench, yesterday);
        yesterday.end();
        bench.rename("people", "ssn", "zorp");

        assertThat(again(bench.application().connect())).isEqualTo(1);

        assertThat(last(bench, "zorp")).containsExactly("ssn-new");
        assertThat(bench.firstHeal().evidence()).first().isEqualTo("content");
    }

    @DatabaseTest({Engine.POSTGRESQL, Engine.H2, Engine.MARIADB, Engine.MYSQL})
    void homeHoldsNoValue(Bench bench) throws Exception {
        bench.ddl("create table people (id varchar(40) primary key, ssn varchar(40))");
        Connection connection = bench.application().connect();
        for (int i = 0; i < 3; i++) {
            write(connection, "insert into people (id, ssn) values (?, ?)", "ada" + i + "@example", "secret-" + i);
        }
        bench.awaitContent("people");
        Bench.awaitNotice();

        bench.events();
        assertThat(bench.home().resolve("content").resolve("key")).exists();
        try (Stream<Path> files = Files.walk(bench.home())) {
            assertThat(files.filter(Files::isRegularFile).toList())
                    .isNotEmpty()
                    .allSatisfy(file ->
                            assertThat(text(file)).doesNotContain("secret-").doesNotContain("@example"));
        }
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    @DatabaseTest({Engine.H2, Engine.MARIADB, Engine.MYSQL})
    void noRowIsReadWhereThatIsSwitchedOff(Bench bench) throws Exception {
        bench.ddl(PEOPLE);
        Connection connection =
                bench.launch().set("selfhealing.values.sample", "0").start().connect();
        for (long i = 1; i <= 12; i++) {
            write(connection, INSERT, i, "ssn-" + i * 7919, (int) i, false, "note-" + i);
        }
        bench.awaitSnapshot("people");
        Bench.awaitNotice();
        assertThat(bench.home().resolve("content")).doesNotExist();
        bench.rename("people", "ssn", "zorp");

        attempt(() -> again(connection));

        assertThat(last(bench, "zorp")).doesNotContain("ssn-new");
        assertThat(bench.events("healed")).noneMatch(event -> event.mapping().equals(Map.of("ssn", "zorp")));
    }

    /** What a pattern says of the names is no evidence beside rows that the column never had a value for. */
    @DatabaseTest
    void columnThatWasAddedEmptyIsNotTheOneThatWentHoweverMuchTheirNamesAreAlike(Bench bench) throws Exception {
        bench.ddl(
                "create table audits (id bigint primary key, created_by varchar(40), n integer)",
                "insert into audits values (1, 'ann', 1)",
                "insert into audits values (2, 'bob', 1)",
                "insert into audits values (3, 'eve', 1)");
        Connection connection = bench.application().connect();
        String insert = "insert into audits (id, created_by, n) values (?, ?, ?)";
        write(connection, insert, 41L, "one", 1);
        bench.awaitSnapshot("audits");
        bench.ddl("alter table audits drop column created_by", "alter table audits add creator varchar(40)");
        Bench.awaitNotice();

        attempt(() -> write(connection, insert, 43L, "SECRET", 1));
        attempt(() -> write(connection, "update audits set created_by = ? where id = ?", "SECRET", 41L));

        assertThat(bench.rows("select creator from audits where creator is not null"))
                .isEmpty();
    }
}
