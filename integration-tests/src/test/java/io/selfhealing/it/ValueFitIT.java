package io.selfhealing.it;

import static io.selfhealing.it.Messages.bind;
import static io.selfhealing.it.Messages.write;
import static io.selfhealing.it.harness.Conversation.attempt;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.server.Engine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What is written has to look like what is in the column that was guessed: read on a connection of the agent's own. */
class ValueFitIT {
    private static final int FIRST = 1_000;

    private static void create(Bench bench, int rows, IntFunction<String> role) throws SQLException {
        bench.ddl("create table messages (id bigint primary key, role varchar(100), content varchar(200))");
        if (rows > 0) {
            bench.ddl(IntStream.range(0, rows)
                    .mapToObj(each -> "(" + (FIRST + each) + ", '" + role.apply(each) + "', 'content')")
                    .collect(Collectors.joining(", ", "insert into messages (id, role, content) values ", "")));
        }
    }

    private static String number(int each) {
        return String.valueOf(each % 7);
    }

    private static List<String> landed(Bench bench) throws SQLException {
        return bench.rows("select id, role from messages where id < " + FIRST + " order by id");
    }

    private static void assertVetoed(Bench bench, String reason) throws Exception {
        assertThat(landed(bench)).isEmpty();
        assertThat(bench.events("healed")).isEmpty();
        assertThat(bench.events("refused"))
                .extracting(event -> event.json().path("reason").asText().toLowerCase(Locale.ROOT))
                .contains(reason);
        assertThat(bench.events("refused")).noneMatch(event -> event.toString().contains("sender-1"));
    }

    @DatabaseTest({Engine.POSTGRESQL, Engine.H2, Engine.MARIADB, Engine.MYSQL})
    void patternIsVetoedWhereTheColumnHoldsSomethingElse(Bench bench) throws Exception {
        create(bench, 60, ValueFitIT::number);
        Connection connection = bench.application().connect();

        assertThat(Bench.failureOf(() -> write(connection, Messages.INSERT, 1L, "sender-1", "content-1"))
                        .sqlState())
                .startsWith("42");

        assertVetoed(bench, "role holds digits, which the text written is not");
    }

    @DatabaseTest({Engine.POSTGRESQL, Engine.H2, Engine.MARIADB, Engine.MYSQL})
    void samePatternIsFollowedWhereTheValuesFit(Bench bench) throws Exception {
        create(bench, 60, each -> "sender-" + each % 4);
        Connection connection = bench.application().connect();

        assertThat(write(connection, Messages.INSERT, 1L, "sender-1", "content-1"))
                .isEqualTo(1);
        assertThat(write(connection, Messages.INSERT, 2L, "sender-2", "content-2"))
                .isEqualTo(1);

        assertThat(landed(bench)).containsExactly("1|sender-1", "2|sender-2");
        assertThat(bench.firstHeal().mapping()).isEqualTo(Map.of("sender", "role"));
    }

    @DatabaseTest({Engine.POSTGRESQL, Engine.H2})
    void wordThatIsNoneOfTheFewIsVetoed(Bench bench) throws Exception {
        create(bench, 300, each -> List.of("glad", "sad", "bored").get(each % 3));
        Connection connection = bench.application().connect();

        attempt(() -> write(connection, Messages.INSERT, 1L, "sender-1", "content-1"));

        assertVetoed(bench, "role holds a few words again and again, and the text written is none of them");
    }

    @DatabaseTest({Engine.POSTGRESQL, Engine.H2})
    void valuesInTheTextAreComparedAsWell(Bench bench) throws Exception {
        create(bench, 60, ValueFitIT::number);
        Connection connection = bench.application().connect();

        try (Statement statement = connection.createStatement()) {
            attempt(() -> statement.executeUpdate(
                    "insert into messages (id, sender, content) values (1, 'sender-1', 'content-1')"));
        }

        assertThat(landed(bench)).isSubsetOf("1|null");
        assertThat(bench.events())
                .noneMatch(event ->
                        !event.kind().equals("suggested") && event.mapping().containsValue("role"));
    }

    @DatabaseTest({Engine.POSTGRESQL, Engine.H2})
    void oneRowOfABatchVetoesAll(Bench bench) throws Exception {
        create(bench, 60, ValueFitIT::number);
        Connection connection = bench.application().connect();

        try (PreparedStatement batch = connection.prepareStatement(Messages.INSERT)) {
            bind(batch, 1L, "4", "content-1").addBatch();
            bind(batch, 2L, "sender-1", "content-2").addBatch();
            attempt(batch::executeBatch);
        }

        assertVetoed(bench, "role holds digits, which the text written is not");
    }

    @DatabaseTest({Engine.POSTGRESQL, Engine.H2})
    void samplingCanBeSwitchedOff(Bench bench) throws Exception {
        create(bench, 60, ValueFitIT::number);
        Connection connection =
                bench.launch().set("selfhealing.values.sample", "0").start().connect();

        assertThat(write(connection, Messages.INSERT, 1L, "sender-1", "content-1"))
                .isEqualTo(1);

        assertThat(landed(bench)).containsExactly("1|sender-1");
        assertThat(bench.events("healed")).isNotEmpty();
    }

    @DatabaseTest({Engine.POSTGRESQL, Engine.H2, Engine.MARIADB, Engine.MYSQL})
    void fewRowsSayNothing(Bench bench) throws Exception {
        create(bench, 19, ValueFitIT::number);
        Connection connection = bench.application().connect();

        assertThat(write(connection, Messages.INSERT, 1L, "sender-1", "content-1"))
                .isEqualTo(1);

        assertThat(landed(bench)).containsExactly("1|sender-1");
        assertThat(bench.events("healed")).isNotEmpty();
    }

    /** On the application's connection the table is empty. */
    @DatabaseTest({Engine.POSTGRESQL, Engine.H2})
    void sampleIsNotReadOnTheConnectionOfTheApplication(Bench bench) throws Exception {
        create(bench, 60, ValueFitIT::number);
        Connection connection = bench.application().connect();
        connection.setAutoCommit(false);
        write(connection, "delete from messages where id > ?", 1L);

        attempt(() -> write(connection, Messages.INSERT, 1L, "sender-1", "content-1"));
        connection.rollback();

        assertVetoed(bench, "role holds digits, which the text written is not");
    }

    @DatabaseTest({Engine.POSTGRESQL, Engine.H2})
    void emptyTableSaysNothing(Bench bench) throws Exception {
        create(bench, 0, ValueFitIT::number);
        Connection connection = bench.application().connect();

        assertThat(write(connection, Messages.INSERT, 1L, "sender-1", "content-1"))
                .isEqualTo(1);

        assertThat(landed(bench)).containsExactly("1|sender-1");
        assertThat(bench.events("healed")).isNotEmpty();
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void countOfSecondsBecomesAMomentWhereTheOthersTellTheUnit(Bench bench) throws Exception {
        Instant now = Instant.parse("2026-07-01T12:00:00Z");
        String insert = "insert into events (id, at) values (?, ?)";
        bench.ddl("create table events (id bigint primary key, at bigint)");
        Connection connection = bench.application().connect();
        for (long id = 1; id <= 10; id++) {
            write(connection, insert, id, now.getEpochSecond() - 3_600 * id);
        }
        bench.awaitSnapshot("events");
        bench.ddl("alter table events alter column at type timestamptz using to_timestamp(at)");

        assertThat(write(connection, insert, 11L, now.getEpochSecond())).isEqualTo(1);
        assertThat(write(connection, insert, 12L, now.toEpochMilli())).isEqualTo(1);
        attempt(() -> write(connection, insert, 13L, 4_711L));

        assertThat(bench.rows("select id, extract(epoch from at)::bigint from events where id > 10 order by id"))
                .containsExactly("11|" + now.getEpochSecond(), "12|" + now.getEpochSecond());
        assertThat(bench.events("healed")).anyMatch(event -> event.evidence().contains("conversion"));
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void momentBecomesACountWhereTheOthersTellTheUnit(Bench bench) throws Exception {
        OffsetDateTime now = OffsetDateTime.of(2026, 7, 1, 12, 0, 0, 0, ZoneOffset.UTC);
        String insert = "insert into events (id, at) values (?, ?)";
        bench.ddl("create table events (id bigint primary key, at timestamptz)");
        Connection connection = bench.application().connect();
        for (long id = 1; id <= 10; id++) {
            write(connection, insert, id, now.minusHours(id));
        }
        bench.awaitSnapshot("events");
        bench.ddl("alter table events alter column at type bigint using (extract(epoch from at) * 1000)::bigint");

        assertThat(write(connection, insert, 11L, now)).isEqualTo(1);
        attempt(() -> write(connection, insert, 12L, now.plusNanos(1_000)));

        assertThat(bench.rows("select id, at from events where id > 10"))
                .containsExactly("11|" + now.toInstant().toEpochMilli());
        assertThat(bench.events("healed")).anyMatch(event -> event.evidence().contains("conversion"));
    }
}
