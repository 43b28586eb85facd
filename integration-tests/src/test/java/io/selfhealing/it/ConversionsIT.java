package io.selfhealing.it;

import static io.selfhealing.it.Messages.bind;
import static io.selfhealing.it.Messages.write;
import static io.selfhealing.it.harness.Conversation.attempt;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.harness.Untouched;
import io.selfhealing.it.server.Engine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** On PostgreSQL alone: H2 converts by itself. */
class ConversionsIT {
    @DatabaseTest(Engine.POSTGRESQL)
    void textBecomesANumberWhereTheColumnBecameOne(Bench bench) throws Exception {
        bench.ddl("create table orders (id bigint primary key, quantity varchar(20), price varchar(20))");
        String insert = "insert into orders (id, quantity, price) values (?, ?, ?)";
        Connection connection = bench.application().connect();
        PreparedStatement preparedBefore = connection.prepareStatement(insert);
        bind(preparedBefore, 1L, "41", "9.50").executeUpdate();
        bench.awaitSnapshot("orders");
        bench.ddl(
                "alter table orders alter column quantity type integer using quantity::integer",
                "alter table orders alter column price type numeric(10,2) using price::numeric");

        assertThat(write(connection, insert, 2L, "42", "19.99")).isEqualTo(1);
        assertThat(bind(preparedBefore, 3L, "-43", "0.05").executeUpdate()).isEqualTo(1);
        assertThat(write(connection, "update orders set quantity = ? where id = ?", "44", 1L))
                .isEqualTo(1);

        assertThat(bench.rows("select id, quantity, price from orders order by id"))
                .containsExactly("1|44|9.50", "2|42|19.99", "3|-43|0.05");
        assertThat(bench.events("healed")).anyMatch(event -> event.evidence().contains("conversion"));
    }

    @DatabaseTest(Engine.POSTGRESQL)
    @Untouched
    void textThatIsNoSuchNumberIsRefusedByTheDatabase(Bench bench) throws Exception {
        bench.ddl("create table orders (id bigint primary key, quantity integer)");
        String insert = "insert into orders (id, quantity) values (?, ?)";

        List<String> transcript = bench.assertUntouched(connection -> {
            for (String text : List.of("forty-two", "42.5", "99999999999", "")) {
                attempt(() -> write(connection, insert, 1L, text));
            }
        });

        assertThat(transcript.stream().filter(line -> line.contains("threw"))).hasSize(4);
        assertThat(bench.rows("select * from orders")).isEmpty();
    }

    @DatabaseTest({Engine.MARIADB, Engine.MYSQL})
    void mapsBecomeJsonWhereTheColumnBecameJson(Bench bench) throws Exception {
        bench.ddl("create table events (id bigint primary key, payload varchar(200))");
        String insert = "insert into events (id, payload) values (?, ?)";
        Connection connection = bench.application().connect();
        write(connection, insert, 1L, "{\"kind\": \"first\"}");
        bench.awaitSnapshot("events");
        bench.ddl("alter table events modify column payload json");
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("kind", "third");
        map.put("tags", List.of("a", "b"));

        assertThat(write(connection, insert, 2L, "{\"kind\": \"second\"}")).isEqualTo(1);
        assertThat(write(connection, insert, 3L, new LinkedHashMap<>(map))).isEqualTo(1);

        assertThat(bench.rows("select id, json_unquote(json_extract(payload, '$.kind')) from events order by id"))
                .containsExactly("1|first", "2|second", "3|third");
        assertThat(bench.rows("select json_unquote(json_extract(payload, '$.tags[1]')) from events where id = 3"))
                .containsExactly("b");
        assertThat(bench.events("healed")).anyMatch(event -> event.evidence().contains("conversion"));
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void textAndMapsBecomeJsonWhereTheColumnBecameJson(Bench bench) throws Exception {
        bench.ddl("create table events (id bigint primary key, payload text, extra text)");
        String insert = "insert into events (id, payload, extra) values (?, ?, ?)";
        Connection connection = bench.application().connect();
        write(connection, insert, 1L, "{\"kind\": \"first\"}", "{}");
        bench.awaitSnapshot("events");
        bench.ddl(
                "alter table events alter column payload type jsonb using payload::jsonb",
                "alter table events alter column extra type json using extra::json");
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("kind", "third");
        map.put("tags", List.of("a", "b"));
        map.put("count", 3);

        assertThat(write(connection, insert, 2L, "{\"kind\": \"second\"}", "[1, 2]"))
                .isEqualTo(1);
        assertThat(write(connection, insert, 3L, new LinkedHashMap<>(map), "{}"))
                .isEqualTo(1);

        assertThat(bench.rows("select id, payload->>'kind' from events order by id"))
                .containsExactly("1|first", "2|second", "3|third");
        assertThat(bench.rows("select jsonb_typeof(payload), payload->'tags'->>1, payload->>'count' from events"
                        + " where id = 3"))
                .containsExactly("object|b|3");
        assertThat(bench.events("healed")).anyMatch(event -> event.evidence().contains("conversion"));
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void spellingsOfAUuidAreUnderstoodWhereTheColumnBecameAUuid(Bench bench) throws Exception {
        UUID first = UUID.fromString("0190f3f2-b7e0-7e5c-8a1b-3c5d7e9fa1b3");
        bench.ddl("create table devices (id bigint primary key, serial varchar(50))");
        String insert = "insert into devices (id, serial) values (?, ?)";
        Connection connection = bench.application().connect();
        write(connection, insert, 1L, first.toString());
        bench.awaitSnapshot("devices");
        bench.ddl("alter table devices alter column serial type uuid using serial::uuid");

        assertThat(write(connection, insert, 2L, first.toString())).isEqualTo(1);
        assertThat(write(connection, insert, 3L, first.toString().toUpperCase(Locale.ROOT)))
                .isEqualTo(1);
        assertThat(write(connection, insert, 4L, first.toString().replace("-", "")))
                .isEqualTo(1);

        assertThat(bench.rows("select distinct serial from devices")).containsExactly(first.toString());
        assertThat(bench.rows("select count(*) from devices")).containsExactly("4");
        assertThat(bench.events("healed")).anyMatch(event -> event.evidence().contains("conversion"));
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void writeIsRenamedAndConvertedAtOnce(Bench bench) throws Exception {
        bench.ddl("create table orders (id bigint primary key, quantity varchar(20), note varchar(20))");
        String insert = "insert into orders (id, quantity, note) values (?, ?, ?)";
        Connection connection = bench.application().connect();
        write(connection, insert, 1L, "41", "note-1");
        bench.awaitSnapshot("orders");
        bench.rename("orders", "note", "zorp");
        bench.ddl("alter table orders alter column quantity type integer using quantity::integer");

        assertThat(write(connection, insert, 2L, "42", "note-2")).isEqualTo(1);

        assertThat(bench.rows("select id, quantity, zorp from orders order by id"))
                .containsExactly("1|41|note-1", "2|42|note-2");
        assertThat(bench.events("healed")).isNotEmpty();
    }
}
