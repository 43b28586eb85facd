package io.selfhealing.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Application;
import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.harness.Launch;
import io.selfhealing.it.harness.Spooled;
import io.selfhealing.it.server.Engine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.parallel.Isolated;

/** What a write depends on besides its text: its session, and values that the application changes as soon as they are bound. */
@Isolated
class OutageSessionIT {
    private static final String INSERT = "insert into messages (id, sender) values (?, ?)";

    private static Launch optedIn(Bench bench) throws SQLException {
        bench.ddl("create table messages (id bigint primary key, sender varchar(100), body bytea, happened timestamp)");
        return bench.launch()
                .set("selfhealing.spool.tables", "messages")
                .set("selfhealing.tables", "create")
                .set("selfhealing.outage.failures", "1");
    }

    private record Live(Connection connection, PreparedStatement insert) {}

    private static Live live(Application application, long id, String setting) throws SQLException {
        Connection connection = application.connect();
        PreparedStatement insert = connection.prepareStatement(INSERT);
        Messages.bind(insert, id, "sender-" + id).executeUpdate();
        try (Statement statement = connection.createStatement()) {
            statement.execute(setting);
        }
        Messages.bind(insert, 100 + id, "sender-" + id).executeUpdate();
        return new Live(connection, insert);
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void writeOfASessionWithSettingsOfItsOwnIsNotKept(Bench bench) throws Exception {
        Application application = optedIn(bench).start();
        List<String> settings = List.of(
                "set application_name = 'mine'",
                "set time zone 'Asia/Tokyo'",
                "select set_config('app.tenant', 't2', false)",
                "set standard_conforming_strings = off",
                "set role none");
        List<Live> all = new ArrayList<>();
        for (int i = 0; i < settings.size(); i++) {
            all.add(live(application, i, settings.get(i)));
        }
        bench.awaitSnapshot("messages");
        LedgerTable.await(bench);
        bench.server().kill();

        for (int i = 0; i < settings.size(); i++) {
            PreparedStatement insert = all.get(i).insert();
            long id = i;
            // It finds that the connection is lost.
            Bench.failureOf(() -> Messages.bind(insert, 10 + id, "sent").executeUpdate());
            if (i == 0) {
                assertThat(Messages.bind(insert, 20L, "unsent").executeUpdate()).isEqualTo(1);
            } else {
                assertThat(Bench.failureOf(() ->
                                        Messages.bind(insert, 20 + id, "unsent").executeUpdate())
                                .sqlState())
                        .as(settings.get(i))
                        .matches("08.*|57P01");
            }
        }

        assertThat(Spooled.in(bench).stream()
                        .flatMap(record -> record.writes().stream())
                        .toList())
                .containsExactly("messages|20|unsent");
        bench.server().restart();
        LedgerTable.awaitRows(bench, "select id from messages where id between 10 and 99 order by id", "20");
        assertThat(bench.events("not_spooled"))
                .anyMatch(event -> event.json().path("reason").asText().contains("(TimeZone)"));
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void valuesAreThoseOfTheMomentWhenTheyWereBound(Bench bench) throws Exception {
        Application application = optedIn(bench).start();
        try (Connection before = application.connect()) {
            Messages.write(before, INSERT, 1L, "sender-1");
        }
        bench.awaitSnapshot("messages");
        LedgerTable.await(bench);
        bench.server().kill();

        byte[] bytes = new byte[4];
        Timestamp moment = new Timestamp(0);
        try (Connection connection = application.connect();
                PreparedStatement insert =
                        connection.prepareStatement("insert into messages (id, body, happened) values (?, ?, ?)")) {
            for (int i = 2; i <= 4; i++) {
                Arrays.fill(bytes, (byte) i);
                moment.setTime(i * 86_400_000L);
                insert.setLong(1, i);
                insert.setBytes(2, bytes);
                insert.setTimestamp(3, moment);
                insert.addBatch();
            }
            Arrays.fill(bytes, (byte) 9);
            moment.setTime(0);
            assertThat(insert.executeBatch()).hasSize(3);
        }

        bench.server().restart();
        LedgerTable.awaitRows(
                bench,
                "select id || ' ' || encode(body, 'hex') || ' ' || date(happened) from messages where id > 1 order by id",
                "2 02020202 1970-01-03",
                "3 03030303 1970-01-04",
                "4 04040404 1970-01-05");
    }
}
