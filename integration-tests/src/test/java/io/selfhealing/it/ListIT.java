package io.selfhealing.it;

import static io.selfhealing.it.Messages.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.server.Engine;
import java.sql.Connection;

/** Text where an array is now. */
class ListIT {
    @DatabaseTest(Engine.POSTGRESQL)
    void onlyAListBecomesAnArray(Bench bench) throws Exception {
        bench.ddl("create table posts (id bigint primary key, tags text, title varchar(20))");
        String insert = "insert into posts (id, tags) values (?, ?)";
        Connection connection = bench.application().connect();
        write(connection, insert, 1L, "{a}");
        bench.awaitSnapshot("posts");
        bench.ddl("alter table posts alter column tags type text[] using tags::text[]");

        assertThat(write(connection, insert, 2L, "[\"red\", \"deep blue\"]")).isEqualTo(1);
        assertThat(write(connection, insert, 3L, "{red,\"deep blue\"}")).isEqualTo(1);
        for (String plain : new String[] {"red", "red,blue", "", "red;blue"}) {
            assertThat(Bench.failureOf(() -> write(connection, insert, 4L, plain))
                            .sqlState())
                    .isEqualTo("42804");
        }

        assertThat(bench.rows("select id, tags, array_length(tags, 1) from posts order by id"))
                .containsExactly("1|{a}|1", "2|{red,\"deep blue\"}|2", "3|{red,\"deep blue\"}|2");
        assertThat(bench.events("healed")).anyMatch(event -> event.evidence().contains("conversion"));
    }
}
