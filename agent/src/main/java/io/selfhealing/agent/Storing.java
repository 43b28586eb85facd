package io.selfhealing.agent;

import io.selfhealing.agent.config.Mode;
import io.selfhealing.agent.config.Settings;
import io.selfhealing.agent.config.TablesSettings;
import io.selfhealing.agent.event.Console;
import io.selfhealing.agent.event.EventLog;
import io.selfhealing.agent.event.store.EventStore;
import io.selfhealing.agent.report.Meetings;
import io.selfhealing.agent.tables.AgentTables;
import io.selfhealing.bootstrap.door.SelfHealingDoor;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Has events kept in the application's databases as well, where that is wanted. */
final class Storing {
    private static final Duration AT_SHUTDOWN = Duration.ofSeconds(1);

    private Storing() {}

    /** Null where nobody wants it. */
    static @Nullable EventStore begin(
            Settings settings,
            Home home,
            Supplier<Mode> mode,
            AgentTables tables,
            EventLog log,
            Console console,
            ThreadFactory threads,
            InstantSource clock) {
        if (settings.tables().use() == TablesSettings.Use.OFF) {
            return null;
        }
        EventStore store = new EventStore(
                tables,
                new Meetings(home.lasting() ? settings.home() : null),
                settings.tables().application().orElseGet(() -> application(System.getProperties(), System.getenv())),
                settings.tables().interval(),
                threads,
                clock,
                // Switched off, the agent lets its connections go: that its events wait is no news then.
                warning -> {
                    if (mode.get() == Mode.OFF) {
                        console.debug(warning);
                    } else {
                        console.warn(warning);
                    }
                },
                SelfHealingDoor::count);
        log.onEach(store);
        try {
            Runtime.getRuntime().addShutdownHook(threads.newThread(() -> {
                log.flush(AT_SHUTDOWN);
                store.flush(AT_SHUTDOWN);
            }));
        } catch (IllegalStateException e) {
            console.debug("the JVM is shutting down already; events may be lost");
        }
        return store;
    }

    /** The same with what became of events in databases. */
    static Status told(Status status, @Nullable EventStore store) {
        if (store != null) {
            status.add(
                    "store",
                    () -> Map.of(
                            "written", store.counts().written(),
                            "dropped", store.counts().dropped(),
                            "waiting", store.waiting()));
        }
        return status;
    }

    /** What others call the application, without the arguments of its command, which may hold secrets. */
    static String application(Properties properties, Map<String, String> environment) {
        String spring = properties.getProperty("spring.application.name", "");
        String service = environment.getOrDefault("OTEL_SERVICE_NAME", "");
        if (!spring.isBlank() || !service.isBlank()) {
            return spring.isBlank() ? service : spring;
        }
        String command = properties.getProperty("sun.java.command", "").split("\\s", 2)[0];
        String last = command.substring(1 + Math.max(command.lastIndexOf('/'), command.lastIndexOf('\\')));
        return last.isBlank() ? "java" : last;
    }
}
