package io.selfhealing.agent.event.store;

import io.selfhealing.agent.report.Mismatch;
import io.selfhealing.agent.report.Suggestion;
import io.selfhealing.agent.schema.Database;
import io.selfhealing.agent.schema.OwnWork;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Writes to the store in one database, and keeps what waits for that. What asks the database is called by one thread. */
final class StoreWriter {
    /** So short a transaction that the schema's thread can do other things between two of them. */
    private static final int AT_ONCE = 50;

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Of several users of one database the last that connected are tried. */
    private static final int MOST_USERS = 4;
    /** A database that answers, and does not take the rows, will not take them later. */
    private static final int MOST_ATTEMPTS = 5;

    private final StoreSite site;
    private final StoreCounts counts;
    private final Consumer<String> warnings;
    private final Tallies tallies = new Tallies();
    private final Deque<Database> users = new ArrayDeque<>();
    private volatile boolean changed;
    private boolean failing;
    private int attempts;

    StoreWriter(StoreSite site, StoreCounts counts, Consumer<String> warnings) {
        this.site = site;
        this.counts = counts;
        this.warnings = warnings;
    }

    void reachedThrough(Database database) {
        synchronized (users) {
            users.addFirst(database);
            if (users.size() > MOST_USERS) {
                users.removeLast();
            }
        }
    }

    void add(Problem problem, Tally tally) {
        if (!tallies.add(problem, tally)) {
            counts.dropped(tally.count());
        }
    }

    /** Some table has changed, so that a mismatch may be over. @return whether it is to be looked after */
    boolean changed() {
        changed = site.hasFixes();
        return changed;
    }

    boolean hasMore() {
        return !tallies.isEmpty();
    }

    int waiting() {
        return tallies.size();
    }

    /** Writes all that waits. @return false where the database does not answer, or not as it should */
    boolean write() {
        boolean lookAgain = changed;
        if (tallies.isEmpty() && !lookAgain) {
            return true;
        }
        changed = false;
        try {
            if (!twice(site::look)) {
                drop(tallies.take(Integer.MAX_VALUE));
                return true;
            }
            if (lookAgain) {
                writeOver();
            }
            for (Map<Problem, Tally> piece = tallies.take(AT_ONCE); !piece.isEmpty(); piece = tallies.take(AT_ONCE)) {
                write(piece);
                suggest(piece.keySet());
            }
        } catch (SQLException e) {
            say(e);
            return false;
        }
        failing = false;
        attempts = 0;
        return true;
    }

    private void writeOver() throws SQLException {
        try {
            Set<Mismatch> over = site.over();
            if (!over.isEmpty()) {
                boolean unused = twice(own -> site.over(own, over));
            }
        } catch (IOException e) {
            // The ledger cannot be read; the next change is looked after again.
        }
    }

    private void drop(Map<Problem, Tally> all) {
        if (!site.isUnwanted()) {
            counts.dropped(events(all));
        }
    }

    private static long events(Map<Problem, Tally> tallies) {
        return tallies.values().stream().mapToLong(Tally::count).sum();
    }

    private void write(Map<Problem, Tally> piece) throws SQLException {
        long events = events(piece);
        try {
            if (twice(own -> site.write(own, piece))) {
                counts.written(events);
            } else {
                drop(piece);
            }
        } catch (SQLException e) {
            boolean hopeless = StoreFailure.isRefusal(e) || (!StoreFailure.isAbsence(e) && ++attempts >= MOST_ATTEMPTS);
            if (hopeless) {
                attempts = 0;
                counts.dropped(events);
            } else {
                piece.forEach(this::add);
            }
            throw e;
        }
    }

    private void suggest(Set<Problem> problems) throws SQLException {
        try {
            Map<Suggestion, String> drawn = site.drawn(problems);
            if (!drawn.isEmpty()) {
                boolean unused = twice(own -> site.suggest(own, drawn));
            }
        } catch (IOException e) {
            // What would end them is drawn when the ledger can be read again.
        }
    }

    /** Once more where another agent did the same at the same time. */
    private boolean twice(OwnWork<Boolean> work) throws SQLException {
        try {
            return ask(work);
        } catch (SQLException e) {
            if (StoreFailure.isCollision(e)) {
                return ask(work);
            }
            throw e;
        }
    }

    private boolean ask(OwnWork<Boolean> work) throws SQLException {
        Database database;
        synchronized (users) {
            database = users.getFirst();
        }
        try {
            return database.onOwnConnection(work).get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new SQLTimeoutException("no answer within " + PATIENCE, "HYT00", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLTimeoutException("interrupted", "HYT00", e);
        }
    }

    private void say(SQLException failure) {
        if (!failing && site.isWanted() && !StoreFailure.isRefusal(failure)) {
            failing = true;
            warnings.accept("events about " + site.database() + " wait in memory until it takes them: "
                    + failure.getClass().getSimpleName() + ", SQLState " + failure.getSQLState());
        }
    }
}
