package io.selfhealing.agent.spool.replay;

import io.selfhealing.agent.event.Console;
import io.selfhealing.agent.event.EventLog;
import io.selfhealing.agent.event.HealEvent;
import io.selfhealing.agent.spool.SpoolRecord;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** What a replay says, on the console and in the event log; no values. Used by the replay's thread alone. */
final class Told {
    private static final long PROGRESS_NANOS = Duration.ofSeconds(10).toNanos();
    private static final int MOST_SAID = 200;

    private final String database;
    private final EventLog log;
    private final Console console;
    private final Set<String> said = new HashSet<>();
    private boolean running;
    private long startNanos;
    private long progressNanos;
    private long records;
    private long deadLetters;

    Told(String database, EventLog log, Console console) {
        this.database = database;
        this.log = log;
        this.console = console;
    }

    /** The first records of a replay are about to go. */
    void begins(long waiting) {
        if (!running) {
            running = true;
            startNanos = System.nanoTime();
            progressNanos = startNanos;
            records = 0;
            deadLetters = 0;
            log.record(new HealEvent.ReplayStarted(database, waiting + " records wait"));
        }
    }

    void landed(int count, long waiting) {
        records += count;
        long now = System.nanoTime();
        if (now - progressNanos >= PROGRESS_NANOS) {
            progressNanos = now;
            console.info("replayed " + records + " records to " + database + ", " + waiting + " wait");
        }
    }

    /** @param brief why, without what the database said of values */
    void deadLetter(SpoolRecord record, String brief) {
        deadLetters++;
        log.record(new HealEvent.DeadLetter(database, Pass.tables(record), brief + "; `spool list` shows it"));
    }

    /** When the database is first met: an outage is too late to hear it. */
    void withoutLedger(String name) {
        console.warn(
                "there is no selfhealing_ledger in " + name + " that can be used: while it is down, of the tables in"
                        + " selfhealing.spool.tables only INSERTs of one row that carry their table's primary key are kept, and of a"
                        + " table without a primary key nothing; selfhealing.tables=create makes the ledger");
    }

    /** Nothing waits any more that could go. */
    void ended(long held) {
        if (running) {
            running = false;
            double seconds = (System.nanoTime() - startNanos) / 1e9;
            log.record(new HealEvent.ReplayFinished(
                    database,
                    String.format(
                            Locale.ROOT,
                            "%d records in %.1f s, %d dead letters, %d still wait",
                            records,
                            seconds,
                            deadLetters,
                            held)));
        }
    }

    /** Records wait for another database than that which answers. */
    void foreign(String kept, String found) {
        String what = "records wait that were kept for another database (" + kept + ") than the one that answers at its"
                + " address now (" + found
                + "): nothing of them is written there. They stay until the former is back; if"
                + " the latter has taken its place, `spool replay HOME --restored` writes them to it";
        if (said.size() < MOST_SAID && said.add(what)) {
            console.error("replay to " + database + ": " + what);
        }
    }

    /** Once each. */
    void warn(String what) {
        if (said.size() < MOST_SAID && said.add(what)) {
            console.warn("replay to " + database + ": " + what);
        }
    }
}
