package io.selfhealing.agent.outage;

import dev.failsafe.CircuitBreaker;
import io.selfhealing.agent.event.EventKind;
import io.selfhealing.agent.event.HealEvent;
import io.selfhealing.agent.schema.ConnectionSource;
import io.selfhealing.agent.schema.Database;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Whether one database is down: so many connections failed in a row. While it is, and writes of some table there are kept, the
 * agent tries to reach it on a thread and a connection of its own. Safe for use by many threads; no method waits or throws.
 */
public final class Outage {
    private final Database database;
    private final Outages outages;
    private final Prober prober;
    private final AtomicBoolean reached = new AtomicBoolean();

    /** Null while no connection has failed, so that an application without outages loads nothing of it. */
    private volatile @Nullable CircuitBreaker<Object> breaker;

    // Written under the lock.
    private volatile boolean down;
    private volatile boolean keeping;
    private volatile @Nullable SQLException failure;
    private volatile Instant endedAt = Instant.MIN;

    Outage(Database database, ConnectionSource own, Outages outages) {
        this.database = database;
        this.outages = outages;
        this.prober = new Prober(database.name(), own, this, outages);
    }

    public Database database() {
        return database;
    }

    /** Whether it counts as down. */
    public boolean isDown() {
        return down;
    }

    /** Whether it counts as down, and writes to some table there are kept. */
    public boolean keepsWrites() {
        return down && keeping;
    }

    /** How the last connection failed; null where it is not down. */
    public @Nullable SQLException failure() {
        return failure;
    }

    /** Whether it has been back for at least that long. */
    public boolean overFor(Duration while_) {
        return !down && !outages.clock.instant().isBefore(endedAt.plus(while_));
    }

    /**
     * A connection was opened or a statement was answered.
     *
     * @return whether it is the first time, where writes of any table are kept
     */
    public boolean succeeded() {
        if (breaker != null) {
            end();
        }
        boolean first = outages.active() && !reached.get() && reached.compareAndSet(false, true);
        if (first) {
            prober.run(() -> outages.tell(listener -> listener.up(database)));
        }
        return first;
    }

    /** A connection could not be opened, or was lost. */
    public void failed(SQLException why) {
        breaker().recordFailure();
        if (RefusedConnection.isIn(why)) {
            breaker().recordFailure(); // The server's machine says that nobody listens there: as certain as two that
            // were lost.
        }
        if (!breaker().isClosed()) {
            begin(why);
        }
    }

    private CircuitBreaker<Object> breaker() {
        CircuitBreaker<Object> known = breaker;
        if (known != null) {
            return known;
        }
        synchronized (this) {
            known = breaker;
            if (known == null) {
                // Without a delay, whoever probes decides when: see Prober.
                known = CircuitBreaker.<Object>builder()
                        .withFailureThreshold(outages.settings.failures())
                        .withDelay(Duration.ZERO)
                        .build();
                breaker = known;
            }
            return known;
        }
    }

    /** For one attempt to reach it: whether that may decide. */
    boolean mayProbe() {
        return down && breaker().tryAcquirePermit();
    }

    /** An attempt to reach it failed. */
    void stillDown(SQLException why) {
        breaker().recordFailure();
        synchronized (this) {
            if (down) {
                failure = why;
            }
        }
    }

    private synchronized void begin(SQLException why) {
        failure = why;
        if (down) {
            return;
        }
        down = true;
        database.forgetFreshPaths();
        keeping = outages.keepsWritesOf(database);
        String reason = "SQLState " + why.getSQLState();
        outages.log.record(new HealEvent.Outage(EventKind.DATABASE_DOWN, database.name(), null, null, reason));
        outages.console.warn(database.name() + " is down (" + reason + ")"
                + (keeping ? "; writes to tables of selfhealing.spool.tables are kept on disk until it is back" : ""));
        if (keeping) {
            prober.begin();
            prober.run(() -> outages.tell(listener -> listener.down(database)));
        } else {
            outages.advise();
        }
    }

    private synchronized void end() {
        CircuitBreaker<Object> known = breaker;
        if (known == null) {
            return;
        }
        known.close();
        breaker = null;
        failure = null;
        if (!down) {
            return;
        }
        down = false;
        database.answers();
        endedAt = outages.clock.instant();
        outages.log.record(new HealEvent.Outage(EventKind.DATABASE_UP, database.name(), null, null, null));
        outages.console.info(database.name() + " is back");
        if (keeping) {
            prober.end();
            prober.run(() -> outages.tell(listener -> listener.up(database)));
        }
    }

    /** The agent looks after it no more. */
    public synchronized void close() {
        down = false;
        failure = null;
        prober.close();
    }
}
