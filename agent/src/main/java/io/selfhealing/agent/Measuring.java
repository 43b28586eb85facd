package io.selfhealing.agent;

import io.selfhealing.agent.config.Mode;
import io.selfhealing.agent.event.Console;
import io.selfhealing.agent.event.store.EventStore;
import io.selfhealing.agent.metrics.Metric;
import io.selfhealing.agent.metrics.Metrics;
import io.selfhealing.agent.metrics.MetricsServer;
import io.selfhealing.bootstrap.door.SelfHealingDoor;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lets Prometheus ask, where that is wanted, once the application has had the time to start: the server it uses logs. */
final class Measuring {
    private static final long LATER_MILLIS = 2_000;

    private Measuring() {}

    static void begin(
            OptionalInt port,
            Supplier<Status> status,
            Supplier<Mode> mode,
            @Nullable EventStore store,
            Holdings holdings,
            Console console,
            ThreadFactory threads) {
        if (port.isPresent()) {
            threads.newThread(() -> listen(port.getAsInt(), status, mode, store, holdings, console, threads))
                    .start();
        }
    }

    private static void listen(
            int port,
            Supplier<Status> status,
            Supplier<Mode> mode,
            @Nullable EventStore store,
            Holdings holdings,
            Console console,
            ThreadFactory threads) {
        try {
            Thread.sleep(LATER_MILLIS);
            if (!MetricsServer.isPossible()) {
                console.warn(
                        "selfhealing.metrics.port=" + port + " is not opened: this Java has no module jdk.httpserver");
                return;
            }
            MetricsServer unused = MetricsServer.start(
                    port, metrics(status.get(), mode, store, holdings), threads, SelfHealingDoor::count);
            console.info("answers http://127.0.0.1:" + port + "/metrics");
        } catch (IOException e) {
            console.warn("selfhealing.metrics.port=" + port + " cannot be opened: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | LinkageError e) {
            SelfHealingDoor.count(e);
        }
    }

    private static Metrics metrics(Status status, Supplier<Mode> mode, @Nullable EventStore store, Holdings holdings) {
        Metrics metrics = new Metrics()
                .withEach(Metric.EVENTS, status::events)
                .with(Metric.SWALLOWED_ERRORS, SelfHealingDoor::swallowed)
                .withEach(Metric.MODE, () -> modes(mode.get()))
                .with(Metric.DATABASES, () -> status.databases().size())
                .with(Metric.START, () -> status.started().toEpochMilli() / 1_000.0);
        holdings.measure(metrics, status);
        return store == null
                ? metrics
                : metrics.with(Metric.STORE_WRITTEN, store.counts()::written)
                        .with(Metric.STORE_DROPPED, store.counts()::dropped)
                        .with(Metric.STORE_WAITING, store::waiting);
    }

    private static Map<String, Integer> modes(Mode now) {
        Map<String, Integer> modes = new LinkedHashMap<>();
        for (Mode mode : Mode.values()) {
            modes.put(mode.toString(), mode == now ? 1 : 0);
        }
        return modes;
    }
}
