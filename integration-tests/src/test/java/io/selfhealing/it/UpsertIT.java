package io.selfhealing.it;

import static io.selfhealing.it.Messages.bind;
import static io.selfhealing.it.Messages.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.server.Engine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What is written where a row is there already has the types, conversions and vetoes of any other value. */
class UpsertIT {
    private static final String ODD = "please call back, Ann";

    private static void phones(Bench bench) throws SQLException {
        bench.ddl(
                "create table pers (id bigint primary key, tel varchar(60), n integer)",
                IntStream.range(1_000, 1_060)
                        .mapToObj(each -> "(" + each + ", '+49 30 " + (1_000_000 + each) + "', 1)")
                        .collect(Collectors.joining(", ", "insert into pers (id, tel, n) values ", "")));
    }

    /** Writes n into a new row, or the phone into the row that is there: parameters id, n, phone. */
    private static String upsert(Bench bench) {
        return switch (bench.engine()) {
            case MARIADB, MYSQL -> "insert into pers (id, n) values (?, ?) on duplicate key update phone = ?";
            case H2 ->
                "merge into pers as p using (values (cast(? as bigint), cast(? as integer))) as s (id, n) on p.id = s.id"
                        + " when matched then update set phone = ? when not matched then insert (id, n) values (s.id, s.n)";
            default -> "insert into pers (id, n) values (?, ?) on conflict (id) do update set phone = ?";
        };
    }

    @DatabaseTest({Engine.POSTGRESQL, Engine.H2, Engine.MARIADB, Engine.MYSQL})
    void guessIsVoidWhereTheRowThatIsThereWouldGetSomethingElse(Bench bench) throws Exception {
        phones(bench);
        Connection connection = bench.application().connect();

        assertThat(Bench.failureOf(() -> write(connection, upsert(bench), 1_001L, 1, ODD))
                        .sqlState())
                .startsWith("42");
        assertThat(write(connection, upsert(bench), 1_002L, 1, "+49 30 7777777"))
                .isPositive();

        assertThat(bench.rows("select id, tel from pers where id in (1001, 1002) order by id"))
                .containsExactly("1001|+49 30 1001001", "1002|+49 30 7777777");
        assertThat(bench.events("refused"))
                .anyMatch(event -> event.json().path("reason").asText().contains("the text written has not"));
    }

    @DatabaseTest({Engine.POSTGRESQL, Engine.MARIADB, Engine.MYSQL})
    void guessIsVoidWhereTheValueIsALiteralOrGoesThroughACastOrACall(Bench bench) throws Exception {
        phones(bench);
        Connection connection = bench.application().connect();
        String insert = upsert(bench);

        for (String value : new String[] {"'" + ODD + "'", "coalesce(nullif('" + ODD + "', ''), phone)"}) {
            String literal = insert.replaceFirst("phone = \\?", "phone = " + value);
            assertThat(Bench.failureOf(() -> write(connection, literal, 1_001L, 1))
                            .sqlState())
                    .startsWith("42");
        }
        for (String value : new String[] {"cast(? as char(40))", "coalesce(?, phone)", "trim(?)"}) {
            String through = insert.replace("phone = ?", "phone = " + value);
            assertThat(Bench.failureOf(() -> write(connection, through, 1_001L, 1, ODD))
                            .sqlState())
                    .startsWith("42");
            assertThat(Bench.failureOf(() -> write(
                                    connection, "update pers set phone = " + value + " where id = ?", ODD, 1_001L))
                            .sqlState())
                    .startsWith("42");
        }

        assertThat(bench.rows("select id, tel from pers where id = 1001")).containsExactly("1001|+49 30 1001001");
        assertThat(bench.events("healed")).isEmpty();
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void valuesOfBothPlacesAreConverted(Bench bench) throws Exception {
        bench.ddl("create table items (id bigint primary key, funded boolean, sender varchar(20), note varchar(20))");
        String upsert = "insert into items (id, funded, sender) values (?, ?, ?)"
                + " on conflict (id) do update set funded = ?, sender = ?";
        Connection connection = bench.application().connect();
        PreparedStatement preparedBefore = connection.prepareStatement(upsert);
        bind(preparedBefore, 1L, true, "a", false, "a").executeUpdate();
        bench.awaitSnapshot("items");
        bench.ddl(
                "alter table items alter column funded type smallint using funded::int",
                "alter table items rename column sender to zorp");

        assertThat(write(connection, upsert, 1L, true, "x", false, "b")).isEqualTo(1);
        assertThat(write(connection, upsert, 2L, true, "c", false, "x")).isEqualTo(1);
        assertThat(bind(preparedBefore, 2L, false, "x", true, "d").executeUpdate())
                .isEqualTo(1);

        assertThat(bench.rows("select id, funded, zorp from items order by id")).containsExactly("1|0|b", "2|1|d");
        assertThat(bench.events("healed")).anyMatch(event -> event.mapping().equals(Map.of("sender", "zorp")));
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void theRowThatWasNotInsertedIsNamedByTheNewNameTheWholeStatementThrough(Bench bench) throws Exception {
        Messages.create(bench);
        Connection connection = bench.application().connect();
        Messages.seen(bench, connection);
        bench.rename("messages", "sender", "zorp");
        String upsert = "insert into messages as m (id, sender) values (?, ?) on conflict (id) do update"
                + " set sender = excluded.sender || m.sender where m.sender <> ? and excluded.sender is not null"
                + " returning m.sender";

        try (PreparedStatement statement = connection.prepareStatement(upsert)) {
            var result = bind(statement, 1L, "new-", "other").executeQuery();
            assertThat(result.next()).isTrue();
            assertThat(result.getString("sender")).isEqualTo("new-sender-1");
        }

        assertThat(bench.rows("select zorp from messages")).containsExactly("new-sender-1");
        assertThat(bench.events("healed")).isNotEmpty();
    }

    @DatabaseTest({Engine.POSTGRESQL, Engine.MARIADB, Engine.MYSQL})
    void columnThatIsGoneIsNotLeftOutOfWhatMayLandInAnotherRow(Bench bench) throws Exception {
        Messages.create(bench);
        Connection connection = bench.application().connect();
        Messages.seen(bench, connection);
        bench.ddl("alter table messages drop column sender");
        String conflict =
                bench.engine() == Engine.POSTGRESQL ? " on conflict (id) do update set " : " on duplicate key update ";

        assertThat(Bench.failureOf(() -> write(
                                connection,
                                "insert into messages (id, content) values (?, ?)" + conflict + "sender = ?",
                                1L,
                                "c",
                                "s"))
                        .sqlState())
                .startsWith("42");

        assertThat(bench.rows("select id, content from messages")).containsExactly("1|content-1");
        assertThat(bench.quarantine()).isEmpty();
    }
}
