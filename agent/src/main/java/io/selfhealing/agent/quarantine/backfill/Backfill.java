package io.selfhealing.agent.quarantine.backfill;

import io.selfhealing.agent.event.Console;
import io.selfhealing.agent.event.EventLog;
import io.selfhealing.agent.event.HealEvent;
import io.selfhealing.agent.heal.pattern.Conversions;
import io.selfhealing.agent.quarantine.Contents;
import io.selfhealing.agent.quarantine.Entry;
import io.selfhealing.agent.quarantine.Outcome;
import io.selfhealing.agent.quarantine.Quarantine;
import io.selfhealing.agent.quarantine.Retention;
import io.selfhealing.agent.quarantine.State;
import io.selfhealing.agent.quarantine.beside.QuarantineTable;
import io.selfhealing.agent.quarantine.beside.QuarantineTables;
import io.selfhealing.agent.schema.ConnectionSource;
import io.selfhealing.agent.schema.Database;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Puts values back by itself: a moment after a table was seen to change, once for each database that the application first connects
 * to, and now and then while anything waits. In a thread of the agent's own that is there only while there is something to do.
 */
public final class Backfill implements AutoCloseable {
    /** Longer than another process with the agent goes on leaving out values of a column that is there again. */
    private static final Duration SETTLING = Duration.ofSeconds(2);

    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
    /** Of several users of one database the last that connected are tried. */
    private static final int MOST_USERS = 4;

    private static final int FULL = 10;
    private static final int NEARLY = 8;

    private final Quarantine quarantine;
    private final QuarantineTables beside;
    private final Duration keep;
    private final Conversions conversions;
    private final Aliases aliases;
    private final EventLog log;
    private final Console console;
    private final InstantSource clock;
    private final BooleanSupplier allowed;
    private final Retention retention;
    private final ScheduledThreadPoolExecutor executor;
    private final Map<String, List<Database>> databases = new LinkedHashMap<>();

    // Of the one thread alone.
    private Duration pause = FIRST_PAUSE;
    private boolean warned;
    private @Nullable ScheduledFuture<?> next;

    /**
     * One for the process.
     *
     * @param keep how long it is remembered of settled values
     * @param allowed asked before each transaction
     */
    public Backfill(
            Quarantine quarantine,
            QuarantineTables beside,
            Conversions conversions,
            Aliases aliases,
            Duration keep,
            EventLog log,
            Console console,
            InstantSource clock,
            ThreadFactory threads,
            BooleanSupplier allowed) {
        this.quarantine = quarantine;
        this.beside = beside;
        this.keep = keep;
        this.conversions = conversions;
        this.aliases = aliases;
        this.log = log;
        this.console = console;
        this.clock = clock;
        this.retention = new Retention(quarantine.home(), keep);
        this.allowed = allowed;
        this.executor = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = threads.newThread(work);
            thread.setName("self-healing-backfill");
            return thread;
        });
        executor.setKeepAliveTime(5, TimeUnit.SECONDS);
        executor.allowCoreThreadTimeOut(true);
        executor.setRemoveOnCancelPolicy(true);
    }

    /** A database to which the agent has connections of its own. Returns at once; where nothing is in quarantine, that is all. */
    public void met(Database database) {
        synchronized (databases) {
            List<Database> users = databases.computeIfAbsent(database.name(), none -> new ArrayList<>());
            users.add(0, database);
            if (users.size() > MOST_USERS) {
                users.remove(MOST_USERS);
            }
        }
        execute(() -> {
            if (quarantine.holdsAnything()) {
                soon();
                quarantine.learn(); // Before the first write has to wait for it.
            }
        });
        if (beside.mayHave(database)) {
            schedule(() -> lookBeside(database));
        }
    }

    private void lookBeside(Database database) {
        if (beside.find(database) != null) {
            soon();
        }
    }

    private void schedule(Runnable work) {
        try {
            ScheduledFuture<?> unused = executor.schedule(work, SETTLING.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // Closed.
        }
    }

    /** A table changed. Returns at once. */
    public void changed() {
        execute(this::soon);
    }

    private void soon() {
        pause = FIRST_PAUSE;
        schedule(SETTLING);
    }

    private void execute(Runnable work) {
        try {
            executor.execute(work);
        } catch (RejectedExecutionException e) {
            // Closed.
        }
    }

    private void schedule(Duration delay) {
        if (next != null) {
            next.cancel(false);
        }
        next = executor.schedule(this::pass, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void pass() {
        try {
            if ((quarantine.holdsAnything() || beside.anyKnown()) && allowed.getAsBoolean()) {
                passUnlessAnother();
            }
        } catch (IOException | RuntimeException | LinkageError e) {
            log.record(new HealEvent.SwallowedError(
                    "writing values back: " + e.getClass().getName()));
        } finally {
            schedule(pause);
            Duration longer = pause.multipliedBy(2);
            pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
        }
    }

    private void passUnlessAnother() throws IOException {
        try (HomeLock lock = HomeLock.of(quarantine.home())) {
            if (lock != null) {
                Contents contents = Quarantine.read(quarantine.home());
                int discarded = retention.discard(contents, clock.instant());
                if (discarded > 0) {
                    console.info("forgot " + discarded + " journals of quarantine in which every value is settled; see"
                            + " selfhealing.quarantine.keep");
                }
                warnIfFilling();
                passOver(contents);
            }
        }
    }

    /** Said once: nothing is discarded to make room, so that when it is full the application sees its own errors. */
    private void warnIfFilling() throws IOException {
        long used = quarantine.bytes();
        if (!warned && used > quarantine.maxBytes() / FULL * NEARLY) {
            warned = true;
            console.warn("quarantine is filling: " + used + " of " + quarantine.maxBytes()
                    + " bytes; when it is full, nothing more is left out of writes; raise"
                    + " selfhealing.quarantine.max-bytes, or see `quarantine list` for what waits");
        }
    }

    private void passOver(Contents contents) {
        Map<String, List<Entry>> byDatabase = new LinkedHashMap<>();
        for (Entry entry : contents.entries()) {
            byDatabase
                    .computeIfAbsent(entry.leftOut().database(), none -> new ArrayList<>())
                    .add(entry);
        }
        names().forEach(name -> addBeside(name, byDatabase));
        byDatabase.values().forEach(quarantine.waiting()::read);
        byDatabase.forEach((name, entries) -> {
            for (Database database : users(name)) {
                if (entries.stream().anyMatch(entry -> entry.state() == State.LANDED)) {
                    settleAll(entries, passOver(database, entries));
                }
            }
        });
    }

    private void addBeside(String name, Map<String, List<Entry>> byDatabase) {
        for (Database database : users(name)) {
            QuarantineTable table = beside.find(database);
            ConnectionSource source = database.source();
            if (table == null || source == null) {
                continue;
            }
            try (Connection own = source.open()) {
                own.setAutoCommit(false);
                int unused = table.discard(own, clock.instant().minus(keep));
                own.commit();
                List<Entry> there = byDatabase.computeIfAbsent(name, none -> new ArrayList<>());
                there.addAll(table.read(own));
                there.sort(Comparator.comparing(Entry::time));
                return;
            } catch (SQLException e) {
                // Another user may, or it will answer another time: what is there stays there.
            }
        }
    }

    private List<String> names() {
        synchronized (databases) {
            return List.copyOf(databases.keySet());
        }
    }

    /** So that another user does not try again what this one has done. */
    private static void settleAll(List<Entry> entries, List<Outcome> outcomes) {
        Map<String, Outcome> byEntry = new HashMap<>();
        outcomes.forEach(outcome -> byEntry.put(outcome.entry(), outcome));
        entries.replaceAll(entry -> {
            Outcome outcome = byEntry.get(entry.id());
            return outcome == null ? entry : entry.with(outcome);
        });
    }

    private List<Outcome> passOver(Database database, List<Entry> entries) {
        List<Outcome> noted = new ArrayList<>();
        ConnectionSource source = database.source();
        if (source == null) {
            return noted;
        }
        Pass pass = new Pass(
                database,
                source,
                conversions,
                aliases,
                Guard.automatic(quarantine.hashKeys()),
                outcomes -> {
                    quarantine.settle(outcomes);
                    noted.addAll(outcomes);
                },
                this::goesOn,
                clock,
                beside.known(database));
        PassReport report = pass.run(Origins.of(database, entries));
        report.columns().forEach(line -> tell(database, line));
        return noted;
    }

    /** As long at rest as at work, so that whoever else uses the database has at least half of it. */
    private boolean goesOn(int done, int all, long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(Math.min(nanos, TimeUnit.SECONDS.toNanos(1)));
            return allowed.getAsBoolean();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void tell(Database database, PassReport.Line line) {
        if (!line.settled().isEmpty()) {
            log.record(new HealEvent.BackfillFinished(
                    database.name(), line.table(), Map.of(line.column(), line.wentTo()), line.words()));
        }
    }

    private List<Database> users(String name) {
        synchronized (databases) {
            return List.copyOf(databases.getOrDefault(name, List.of()));
        }
    }

    /** Lets the transaction under way end, and begins no other. */
    @Override
    public void close() {
        executor.shutdownNow();
    }
}
