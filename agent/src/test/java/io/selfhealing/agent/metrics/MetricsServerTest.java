package io.selfhealing.agent.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetricsServerTest {
    private static final ThreadFactory DAEMONS = work -> {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        return thread;
    };

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Throwable> unexpected = Collections.synchronizedList(new ArrayList<>());
    private final Metrics metrics = new Metrics()
            .withEach(Metric.EVENTS, () -> Map.of("healed", 41L, "left_out", 1L))
            .with(Metric.DATABASES, () -> 2);
    private MetricsServer server;

    @BeforeEach
    void start() throws IOException {
        server = MetricsServer.start(0, metrics, DAEMONS, unexpected::add);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> ask(String method, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .timeout(Duration.ofSeconds(30))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void tellsWhatIsMeasuredInPrometheusText() throws Exception {
        HttpResponse<String> answer = ask("GET", "/metrics");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
        assertThat(answer.body())
                .contains("# TYPE selfhealing_events_total counter")
                .contains("selfhealing_events_total{kind=\"healed\"} 41.0")
                .contains("selfhealing_events_total{kind=\"left_out\"} 1.0")
                .contains("selfhealing_databases 2.0");
        assertThat(unexpected).isEmpty();
    }

    @Test
    void nothingElseCanBeAsked() throws Exception {
        assertThat(ask("GET", "/").statusCode()).isEqualTo(404);
        assertThat(ask("POST", "/metrics").statusCode()).isEqualTo(405);
    }

    @Test
    void aDefectIsToldAndTheServerGoesOn() throws Exception {
        metrics.with(Metric.START, () -> {
            throw new IllegalStateException("broken");
        });
        assertThat(ask("GET", "/metrics").statusCode()).isEqualTo(500);
        assertThat(unexpected).hasSize(1);
        metrics.with(Metric.START, () -> 1.5);
        assertThat(ask("GET", "/metrics").body()).contains("selfhealing_start_time_seconds 1.5");
    }

    @Test
    void connectionsThatSayHalfOfARequestHoldUpNobodyElse() throws Exception {
        List<Socket> halfOpen = new ArrayList<>();
        try {
            for (int i = 0; i < 6; i++) { // more than are answered at once
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
                socket.getOutputStream().write("GET /metr".getBytes(StandardCharsets.US_ASCII));
                halfOpen.add(socket);
            }

            assertThat(ask("GET", "/metrics").statusCode()).isEqualTo(200);

            halfOpen.get(0).setSoTimeout(20_000);
            assertThat(halfOpen.get(0).getInputStream().read()).isEqualTo(-1);
            assertThat(ask("GET", "/metrics").statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : halfOpen) {
                socket.close();
            }
        }
        assertThat(unexpected).isEmpty();
    }

    @Test
    void isOnTheLoopbackInterfaceAlone() throws Exception {
        List<InetAddress> others = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .toList();
        for (InetAddress other : others) {
            Assertions.assertThatThrownBy(() -> new Socket(other, server.port()).close())
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void aPortThatIsTakenIsAnIoException() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Assertions.assertThatThrownBy(
                            () -> MetricsServer.start(taken.getLocalPort(), metrics, DAEMONS, unexpected::add))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void everyMetricHasItsOwnName() {
        assertThat(Stream.of(Metric.values()).map(Metric::title)).doesNotHaveDuplicates();
    }
}
