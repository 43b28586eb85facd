package io.selfhealing.agent.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Answers {@code GET /metrics} on the loopback interface. No request takes longer than a few seconds, whoever sends it. */
public final class MetricsServer implements AutoCloseable {
    private static final int WAITING = 16;
    private static final int NO_BODY = -1;
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(3);

    private final HttpServer server;
    private final BoundedRequests executor;
    private final Consumer<Throwable> unexpected;

    private MetricsServer(HttpServer server, BoundedRequests executor, Consumer<Throwable> unexpected) {
        this.server = server;
        this.executor = executor;
        this.unexpected = unexpected;
    }

    /** Whether this Java has an HTTP server at all. */
    public static boolean isPossible() {
        return ModuleLayer.boot().findModule("jdk.httpserver").isPresent();
    }

    /**
     * Begins to answer. To be called in a daemon thread, since the server's own is one where its maker is.
     *
     * @param port 0 for a free one
     * @param unexpected told of defects
     * @throws IOException where the port cannot be had
     */
    public static MetricsServer start(int port, Metrics metrics, ThreadFactory threads, Consumer<Throwable> unexpected)
            throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), WAITING);
        BoundedRequests executor = new BoundedRequests(threads, LONGEST_REQUEST);
        MetricsServer started = new MetricsServer(server, executor, unexpected);
        server.createContext("/", exchange -> started.answer(exchange, metrics));
        server.setExecutor(executor);
        server.start();
        return started;
    }

    /** On which it listens. */
    public int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange, Metrics metrics) throws IOException {
        try (exchange) {
            boolean reads = exchange.getRequestMethod().equals("GET");
            if (!reads || !exchange.getRequestURI().getPath().equals("/metrics")) {
                send(exchange, reads ? 404 : 405, "text/plain", "GET /metrics\n".getBytes(StandardCharsets.UTF_8));
                return;
            }
            byte[] text = textOrNull(metrics);
            if (text == null) {
                send(exchange, 500, "text/plain", new byte[0]);
            } else {
                send(exchange, 200, Metrics.CONTENT_TYPE, text);
            }
        }
    }

    private byte @Nullable [] textOrNull(Metrics metrics) throws IOException {
        try {
            return metrics.text();
        } catch (RuntimeException | LinkageError e) {
            unexpected.accept(e);
            return null;
        }
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? NO_BODY : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        executor.close();
    }
}
