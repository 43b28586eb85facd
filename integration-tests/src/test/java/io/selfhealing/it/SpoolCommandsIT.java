package io.selfhealing.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.selfhealing.it.harness.Application;
import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.Command;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.server.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Isolated;

/** The spool of an application that runs, its database gone and back, as an operator sees and steers it. */
@Isolated
class SpoolCommandsIT {
    private static final long PATIENCE_MILLIS = 20_000;

    @DatabaseTest(Engine.POSTGRESQL)
    void operatorSeesRetriesAndDiscardsWhatWaitsWhileTheApplicationRuns(Bench bench) throws Exception {
        Messages.create(bench);
        Application application = bench.launch()
                .set("selfhealing.spool.tables", "messages")
                .set("selfhealing.tables", "create")
                .set("selfhealing.replay.attempts", "1")
                .set("selfhealing.outage.failures", "1")
                .start();
        Messages.seen(bench, application.connect());
        LedgerTable.await(bench);
        awaitSocket(bench);
        bench.server().kill();
        for (long id : List.of(1L, 7L, 1L)) {
            try (Connection connection = application.connect()) {
                Messages.write(connection, Messages.INSERT, id, "kept-" + id, "text-" + id);
            }
        }

        JsonNode down = lines(spool(1, bench, "replay", "--json")).get(0);
        assertThat(down.path("pid").asLong()).isEqualTo(application.pid());
        assertThat(down.path("database").asText()).isEqualTo(bench.url());
        assertThat(down.path("state").asText()).isEqualTo("down");
        assertThat(spool(0, bench, "status")).contains("WAITING", " 3 ", "yes", bench.url(), "down");

        bench.server().restart();
        LedgerTable.awaitRows(bench, "select sender from messages order by id", "sender-1", "kept-7");
        assertThat(spool(0, bench, "replay")).contains("0 records wait, 2 dead letters");
        List<String> dead = dead(bench);
        assertThat(dead).hasSize(2);

        bench.ddl("delete from messages where id = 1");
        assertThat(spool(0, bench, "retry", dead.get(1)))
                .contains("1 dead letters are tried once more", "0 records wait, 1 dead letters");
        LedgerTable.awaitRows(bench, "select sender from messages order by id", "kept-1", "kept-7");
        assertThat(spool(0, bench, "retry", "--all")).as("refused again").contains("0 records wait, 1 dead letters");
        assertThat(spool(1, bench, "retry", dead.get(1))).contains("1 of the records are no dead letters here");
        assertThat(dead(bench)).containsExactly(dead.get(0));

        assertThat(spool(1, bench, "discard", "--all")).contains("discard 1 dead letters for good? [y/N]");
        assertThat(dead(bench)).hasSize(1);
        assertThat(spool(0, bench, "discard", "--all", "--yes")).contains("1 records are discarded");
        assertThat(dead(bench)).isEmpty();
        assertThat(Files.readString(bench.home().resolve("audit.jsonl"))).contains("spool retry", "spool discard");
        assertThat(bench.rows("select count(*) from messages")).containsExactly("2");
    }

    private static List<String> dead(Bench bench) throws Exception {
        return lines(spool(0, bench, "list", "--json")).stream()
                .filter(record -> record.has("given_up"))
                .map(record -> record.path("id").asText())
                .toList();
    }

    private static String spool(int code, Bench bench, String verb, String... rest) throws Exception {
        List<String> arguments =
                new ArrayList<>(List.of("spool", verb, bench.home().toString()));
        arguments.addAll(List.of(rest));
        return Command.run(code, arguments);
    }

    private static List<JsonNode> lines(String printed) throws Exception {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : printed.lines().filter(each -> each.startsWith("{")).toList()) {
            lines.add(new ObjectMapper().readTree(line));
        }
        return lines;
    }

    private static void awaitSocket(Bench bench) throws Exception {
        Path control = bench.home().resolve("control");
        long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (!holdsAnything(control) && System.nanoTime() < deadline) {
            Thread.sleep(50);
        }
    }

    private static boolean holdsAnything(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.findAny().isPresent();
        }
    }
}
