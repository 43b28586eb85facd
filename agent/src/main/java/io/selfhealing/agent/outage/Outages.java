package io.selfhealing.agent.outage;

import io.selfhealing.agent.config.OutageSettings;
import io.selfhealing.agent.config.SpoolSettings;
import io.selfhealing.agent.event.Console;
import io.selfhealing.agent.event.EventLog;
import io.selfhealing.agent.schema.ConnectionSource;
import io.selfhealing.agent.schema.Database;
import io.selfhealing.agent.schema.TableSnapshot;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** What the breakers of all databases share. */
public final class Outages {
    final OutageSettings settings;
    final ThreadFactory threads;
    final InstantSource clock;
    final RandomGenerator random;
    final EventLog log;
    final Console console;
    private final SpoolSettings spool;
    private final boolean keeps;
    /** Whether there was anything to keep at the start: later there is no spool. */
    private final boolean active;

    private final List<OutageListener> listeners = new CopyOnWriteArrayList<>();
    private final AtomicBoolean advised = new AtomicBoolean();

    /**
     * @param keeps whether there is a place where writes can be kept; without one, outages are only noticed
     * @param threads makes the threads on which databases are probed and listeners told
     * @param random spreads the probes of many processes
     */
    public Outages(
            OutageSettings settings,
            SpoolSettings spool,
            boolean keeps,
            ThreadFactory threads,
            InstantSource clock,
            RandomGenerator random,
            EventLog log,
            Console console) {
        this.settings = settings;
        this.spool = spool;
        this.keeps = keeps;
        this.active = keeps && spool.keepsAny();
        this.threads = threads;
        this.clock = clock;
        this.random = random;
        this.log = log;
        this.console = console;
    }

    /** Whether writes of any table are kept at all. */
    public boolean active() {
        return active;
    }

    /** From here on told of every database. */
    public void listen(OutageListener listener) {
        listeners.add(listener);
    }

    /** The breaker of a database, of which the caller keeps the only one. */
    public Outage of(Database database, ConnectionSource own) {
        return new Outage(database, own, this);
    }

    /** Whether some table that was seen in that database is one whose writes are kept. */
    boolean keepsWritesOf(Database database) {
        return active()
                && database.seen().stream()
                        .filter(table -> table.kind() == TableSnapshot.Kind.TABLE)
                        .anyMatch(table -> spool.keeps(table.schema(), table.name()));
    }

    void tell(Consumer<OutageListener> news) {
        for (OutageListener listener : listeners) {
            try {
                news.accept(listener);
            } catch (RuntimeException | LinkageError e) {
                console.warn("somebody who was told of an outage failed: "
                        + e.getClass().getName());
            }
        }
    }

    /** Once in a process: what could be done about it. */
    void advise() {
        if (keeps && advised.compareAndSet(false, true)) {
            console.info("INSERTs could be kept on disk until their database is back: name their tables in"
                    + " selfhealing.spool.tables (now: "
                    + (spool.tables().isEmpty() ? "none" : "none that was seen there") + ")");
        }
    }
}
