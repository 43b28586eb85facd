package io.selfhealing.it;

import static io.selfhealing.it.Messages.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.it.harness.Application;
import io.selfhealing.it.harness.Bench;
import io.selfhealing.it.harness.DatabaseTest;
import io.selfhealing.it.server.Engine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** Where a heal shows, beside the event log. */
class SignalsIT {
    private static final long PATIENCE_MILLIS = 20_000;

    private static Connection drifted(Bench bench, Application application) throws Exception {
        Messages.create(bench);
        Connection connection = application.connect();
        Messages.seen(bench, connection);
        bench.rename("messages", "sender", "zorp");
        Bench.awaitNotice();
        return connection;
    }

    /** What the statement warns of, in lower case, the first warning first. */
    private static List<String> warnings(Statement statement) throws SQLException {
        List<String> texts = new ArrayList<>();
        for (SQLWarning next = statement.getWarnings(); next != null; next = next.getNextWarning()) {
            texts.add(
                    next.getSQLState() + " " + String.valueOf(next.getMessage()).toLowerCase(Locale.ROOT));
        }
        return texts;
    }

    @DatabaseTest({Engine.POSTGRESQL, Engine.H2, Engine.MARIADB, Engine.MYSQL})
    void aHealedStatementWarnsUntilItIsClearedOrRunsAgain(Bench bench) throws Exception {
        Connection connection = drifted(bench, bench.application());
        try (PreparedStatement insert = connection.prepareStatement(Messages.INSERT);
                PreparedStatement fitting =
                        connection.prepareStatement("insert into messages (id, content) values (?, ?)")) {
            Messages.bind(insert, 2L, "sender-2", "content-2").executeUpdate();
            List<String> first = warnings(insert);
            assertThat(first)
                    .singleElement()
                    .asString()
                    .startsWith("01000 self-healing: ")
                    .contains("messages", "sender -> zorp")
                    .doesNotContain("sender-2");
            assertThat(warnings(insert)).isEqualTo(first);
            insert.clearWarnings();
            assertThat(warnings(insert)).isEmpty();
            Messages.bind(insert, 3L, "sender-3", "content-3").executeUpdate();
            assertThat(warnings(insert)).isEqualTo(first);

            Messages.bind(fitting, 4L, "content-4").executeUpdate();
            assertThat(warnings(fitting)).isEmpty();
        }
        try (Statement plain = connection.createStatement()) {
            plain.executeUpdate("insert into messages (id, sender) values (5, 'sender-5')");
            assertThat(warnings(plain))
                    .singleElement()
                    .asString()
                    .contains("self-healing: ")
                    .doesNotContain("sender-5");
            plain.executeUpdate("insert into messages (id, content) values (6, 'content-6')");
            assertThat(warnings(plain)).isEmpty();
            plain.addBatch("insert into messages (id, sender) values (7, 'sender-7')");
            plain.executeBatch();
            assertThat(warnings(plain)).hasSize(1);
            plain.clearWarnings();
            assertThat(warnings(plain)).isEmpty();
        }
        assertThat(bench.rows("select count(*) from messages")).containsExactly("7");
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void theDriversOwnWarningsStandBehind(Bench bench) throws Exception {
        Connection connection = drifted(bench, bench.application());
        bench.ddl(
                "create function shout() returns trigger language plpgsql as $$ begin raise warning 'from the trigger';"
                        + " return new; end $$",
                "create trigger shouting before insert on messages for each row execute function shout()");
        Bench.awaitNotice();
        try (PreparedStatement insert = connection.prepareStatement(Messages.INSERT)) {
            for (long id = 2; id <= 3; id++) {
                Messages.bind(insert, id, "sender-" + id, "content-" + id).executeUpdate();
                assertThat(warnings(insert))
                        .satisfiesExactly(
                                ours -> assertThat(ours).contains("self-healing: "),
                                drivers -> assertThat(drivers).contains("from the trigger"));
                insert.clearWarnings();
                assertThat(warnings(insert)).isEmpty();
            }
        }
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void warningsCanBeSwitchedOff(Bench bench) throws Exception {
        Connection connection =
                drifted(bench, bench.launch().set("selfhealing.warnings", "off").start());
        try (PreparedStatement insert = connection.prepareStatement(Messages.INSERT)) {
            Messages.bind(insert, 2L, "sender-2", "content-2").executeUpdate();
            assertThat(warnings(insert)).isEmpty();
        }
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void prometheusIsAnsweredOnLoopback(Bench bench) throws Exception {
        int port = freePort();
        Connection connection = drifted(
                bench,
                bench.launch()
                        .set("selfhealing.metrics.port", Integer.toString(port))
                        .start());
        write(connection, Messages.INSERT, 2L, "sender-2", "content-2");

        assertThat(awaitAnswer("http://127.0.0.1:" + port + "/metrics"))
                .contains("selfhealing_events_total{kind=\"healed\"} 1.0")
                .contains("selfhealing_mode{mode=\"heal\"} 1.0")
                .contains("selfhealing_swallowed_errors_total 0.0")
                .doesNotContain("messages");
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void healsAndReadingsAreInAFlightRecording(Bench bench) throws Exception {
        Path recording = bench.directory().resolve("flight.jfr");
        Connection connection = drifted(
                bench,
                bench.launch()
                        .option("-XX:StartFlightRecording=dumponexit=true,filename=" + recording)
                        .option("-Xlog:jfr+startup=off")
                        .start());
        write(connection, Messages.INSERT, 2L, "sender-2", "content-2");
        bench.events(); // ends the application

        List<RecordedEvent> events = RecordingFile.readAllEvents(recording);
        assertThat(events).anySatisfy(event -> {
            assertThat(event.getEventType().getName()).isEqualTo("io.selfhealing.Heal");
            assertThat(event.getString("table")).isEqualTo("public.messages");
            assertThat(event.getString("change")).contains("sender").contains("zorp");
            assertThat(event.getStackTrace().getFrames())
                    .anyMatch(frame -> frame.getMethod().getType().getName().startsWith("app."));
        });
        assertThat(events).anyMatch(event -> event.getEventType().getName().equals("io.selfhealing.SchemaRefresh"));
    }

    @DatabaseTest(Engine.POSTGRESQL)
    void javaWithoutTheRecorderAndTheServerLacksNothingElse(Bench bench) throws Exception {
        Application application = bench.launch()
                .option("--limit-modules=java.se,jdk.unsupported")
                .set("selfhealing.metrics.port", Integer.toString(freePort()))
                .start();
        Connection connection = drifted(bench, application);
        assertThat(write(connection, Messages.INSERT, 2L, "sender-2", "content-2"))
                .isEqualTo(1);

        long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (!application.stderr().contains("no module jdk.httpserver") && System.nanoTime() < deadline) {
            Thread.sleep(100);
        }
        assertThat(application.stderr()).containsOnlyOnce("this Java has no module jdk.httpserver");
        assertThat(bench.events("healed")).hasSize(1);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String awaitAnswer(String uri) throws InterruptedException, IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(uri)).build();
        long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (true) {
            try {
                return HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .body();
            } catch (IOException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                Thread.sleep(100);
            }
        }
    }
}
