package io.selfhealing.it;

import static io.selfhealing.it.Messages.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Application;
import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.server.Engine;
import java.sql.Connection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** MySQL's driver takes MariaDB, and MariaDB's takes MySQL: what heals with the one on either server heals with the other. */
class CrossedDriversIT {
    /** What is done to one table through one driver. */
    private interface Course {
        void with(Connection connection, String table) throws Exception;
    }

    private static void throughEach(Bench bench, Course course) throws Exception {
        String address =
                bench.url().substring(bench.url().indexOf("://"), bench.url().indexOf('?'));
        Application application = bench.application();
        course.with(application.connectTo("jdbc:mysql" + address + "?sslMode=DISABLED"), "by_mysql");
        course.with(application.connectTo("jdbc:mariadb" + address + "?sslMode=disable"), "by_mariadb");
        application.end();
        assertThat(application.stderr()).doesNotContain("cannot be read").doesNotContain("cannot read");
    }

    private static String insert(String table) {
        return Messages.INSERT.replace("messages", table);
    }

    private static void create(Bench bench, String table) throws Exception {
        bench.ddl("create table " + table + " (id bigint primary key, sender varchar(100), content varchar(200),"
                + " priority integer)");
    }

    @DatabaseTest({Engine.MARIADB, Engine.MYSQL})
    void renamedColumnIsFoundThroughEitherDriver(Bench bench) throws Exception {
        throughEach(bench, (connection, table) -> {
            create(bench, table);
            write(connection, insert(table), 1L, "sender-1", "content-1");
            bench.awaitSnapshot(table);
            bench.rename(table, "sender", "zorp");

            assertThat(write(connection, insert(table), 2L, "sender-2", "content-2"))
                    .isEqualTo(1);

            assertThat(bench.rows("select id, zorp, content from " + table + " order by id"))
                    .containsExactly("1|sender-1|content-1", "2|sender-2|content-2");
        });
        assertHealed(bench, "healed");
    }

    @DatabaseTest({Engine.MARIADB, Engine.MYSQL})
    void valueOfAColumnThatIsGoneIsKeptThroughEitherDriver(Bench bench) throws Exception {
        throughEach(bench, (connection, table) -> {
            create(bench, table);
            write(connection, insert(table), 1L, "sender-1", "content-1");
            bench.awaitSnapshot(table);
            bench.ddl("alter table " + table + " drop column content");

            assertThat(write(connection, insert(table), 2L, "sender-2", "content-of-" + table))
                    .isEqualTo(1);

            assertThat(bench.rows("select id, sender from " + table + " order by id"))
                    .containsExactly("1|sender-1", "2|sender-2");
        });
        assertHealed(bench, "left_out");
        assertThat(bench.quarantine()).hasSize(2);
    }

    @DatabaseTest({Engine.MARIADB, Engine.MYSQL})
    void columnThatCameWithoutADefaultIsFilledThroughEitherDriver(Bench bench) throws Exception {
        throughEach(bench, (connection, table) -> {
            create(bench, table);
            write(connection, insert(table), 1L, "sender-1", "content-1");
            bench.awaitSnapshot(table);
            bench.ddl("alter table " + table + " add column created_at "
                    + bench.sql().time() + " not null default current_timestamp");
            bench.ddl(bench.sql().dropDefault(table, "created_at", bench.sql().time()));

            assertThat(write(connection, insert(table), 2L, "sender-2", "content-2"))
                    .isEqualTo(1);

            assertThat(bench.rows("select count(*) from " + table + " where id = 2 and created_at between"
                            + " current_timestamp - interval '1' hour and current_timestamp + interval '1' hour"))
                    .containsExactly("1");
        });
        assertHealed(bench, "healed");
    }

    @DatabaseTest({Engine.MARIADB, Engine.MYSQL})
    void mapBecomesJsonThroughEitherDriver(Bench bench) throws Exception {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("kind", "third");
        throughEach(bench, (connection, table) -> {
            bench.ddl("create table " + table + " (id bigint primary key, payload varchar(200))");
            String insert = "insert into " + table + " (id, payload) values (?, ?)";
            write(connection, insert, 1L, "{\"kind\": \"first\"}");
            bench.awaitSnapshot(table);
            bench.ddl("alter table " + table + " modify column payload json");

            assertThat(write(connection, insert, 2L, new LinkedHashMap<>(map))).isEqualTo(1);

            assertThat(bench.rows(
                            "select id, json_unquote(json_extract(payload, '$.kind')) from " + table + " order by id"))
                    .containsExactly("1|first", "2|third");
        });
        assertHealed(bench, "healed");
    }

    private static void assertHealed(Bench bench, String kind) throws Exception {
        for (String table : List.of("by_mysql", "by_mariadb")) {
            assertThat(bench.events(kind))
                    .as(table)
                    .anyMatch(event -> event.table().contains(table));
        }
    }
}
