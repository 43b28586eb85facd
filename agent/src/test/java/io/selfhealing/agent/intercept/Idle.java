package io.selfhealing.agent.intercept;

import io.selfhealing.agent.config.LogLevel;
import io.selfhealing.agent.config.Mode;
import io.selfhealing.agent.config.Settings;
import io.selfhealing.agent.config.SettingsReader;
import io.selfhealing.agent.event.Console;
import io.selfhealing.agent.event.EventLog;
import io.selfhealing.agent.heal.Verdict;
import io.selfhealing.agent.offline.Drafts;
import io.selfhealing.agent.offline.Keeper;
import io.selfhealing.agent.offline.OfflineConnections;
import io.selfhealing.agent.outage.Outages;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** What keeps writes where nobody asked for it. */
final class Idle {
    private Idle() {}

    static Interim interim() {
        Settings settings = SettingsReader.read("", new Properties(), Map.of(), Files::newBufferedReader)
                .settings();
        InstantSource clock = InstantSource.system();
        Console console = new Console(new PrintStream(PrintStream.nullOutputStream()), LogLevel.ERROR);
        EventLog log = EventLog.start(Path.of("nowhere"), settings::mode, 1 << 20, clock, console, Idle::daemon, false);
        return new Interim(
                new Outages(
                        settings.outage(), settings.spool(), false, Idle::daemon, clock, new Random(1), log, console),
                new OfflineConnections(
                        new Drafts(
                                settings.spool(),
                                settings.outage(),
                                (sql, database, key, known) -> new Verdict.Healthy(),
                                new Undelivered()),
                        new Keeper(new CompletableFuture<>(), clock, log, new Undelivered()),
                        settings.outage().validity()),
                settings.spool(),
                new ModeSwitch(Mode.HEAL));
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        return thread;
    }
}
