package io.selfhealing.it;

import static io.selfhealing.it.Messages.write;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Waiting for what becomes of values in quarantine, while the table stays in use. */
final class QuarantinedRows {
    private static final long PATIENCE_MILLIS = 60_000;
    /** By then a value that goes to a wrong place would have gone there. */
    private static final long LONG_ENOUGH_MILLIS = 6_000;

    private QuarantinedRows() {}

    static Connection withMoodDropped(Bench bench, String insert, Object... values) throws Exception {
        Connection connection = bench.application().connect();
        write(connection, insert, values);
        bench.awaitSnapshot("messages");
        bench.ddl("alter table messages drop column mood");
        awaitGone(bench, connection, "messages", 1);
        return connection;
    }

    /** Returns once the agent has seen so many columns go. */
    static void awaitGone(Bench bench, Connection connection, String table, int columns) throws Exception {
        Path events = bench.home().resolve("events.jsonl");
        long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (System.nanoTime() < deadline
                && (!Files.exists(events) || Files.readString(events).split(" is gone", -1).length <= columns)) {
            use(connection, table);
            Thread.sleep(50);
        }
    }

    /** The table stays in use meanwhile, as it would be. */
    static void awaitInUse(Bench bench, Connection connection, String table, String query, String answer)
            throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (System.nanoTime() < deadline
                && !String.join(",", bench.rows(query)).equals(answer)) {
            use(connection, table);
            Thread.sleep(100);
        }
        assertThat(String.join(",", bench.rows(query))).as(query).isEqualTo(answer);
        Bench.awaitNotice();
    }

    static void assertNothingGoes(Bench bench, Connection connection, String table, String query, String answer)
            throws SQLException, InterruptedException {
        long end = System.nanoTime() + LONG_ENOUGH_MILLIS * 1_000_000;
        while (System.nanoTime() < end) {
            use(connection, table);
            Thread.sleep(100);
        }
        assertThat(String.join(",", bench.rows(query))).as(query).isEqualTo(answer);
    }

    private static void use(Connection connection, String table) throws SQLException {
        try (PreparedStatement write = connection.prepareStatement("delete from " + table + " where 1 = 0")) {
            write.executeUpdate();
        }
    }

    /** Writes what goes without a value as soon as the agent knows enough to leave it out; until then it is refused as without it. */
    static void writeOnceKnown(Connection connection, String sql, Object... values) throws Exception {
        long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (true) {
            try {
                write(connection, sql, values);
                return;
            } catch (SQLException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                Thread.sleep(200);
            }
        }
    }

    /** Returns once the values in quarantine, in their order, have come to these states. */
    static void awaitStates(Bench bench, String states) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (System.nanoTime() < deadline && !states(bench).equals(states)) {
            Thread.sleep(500);
        }
        assertThat(states(bench)).isEqualTo(states);
    }

    private static String states(Bench bench) throws IOException, InterruptedException {
        ObjectMapper mapper = new ObjectMapper();
        List<String> states = new ArrayList<>();
        for (String line : Command.run(
                        0, List.of("quarantine", "list", bench.home().toString(), "--json"))
                .lines()
                .filter(line -> line.startsWith("{"))
                .toList()) {
            states.add(mapper.readTree(line).path("state").asText());
        }
        return String.join(",", states);
    }
}
