package io.selfhealing.agent.intercept;

import io.selfhealing.agent.offline.Place;
import io.selfhealing.agent.outage.Outage;
import io.selfhealing.agent.quarantine.Ticket;
import io.selfhealing.agent.schema.Database;
import io.selfhealing.agent.schema.TableCell;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.sql.Product;
import io.selfhealing.bootstrap.door.SelfHealingState;
import java.lang.ref.WeakReference;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the agent knows of one connection of the application. Holds it weakly: the agent must not keep a connection alive that
 * the application has lost.
 */
final class ConnectionState extends SelfHealingState {
    /** Of a transaction that leaves out more than that, nobody knows how it ended for the rest. */
    private static final int MOST_UNDECIDED = 100_000;
    /** PostgreSQL keeps 64 subtransactions of a transaction at hand, and the application may have its own. */
    private static final int MOST_SAVEPOINTS = 32;
    /** A table that a transaction has written to is locked against change until the transaction ends. */
    private static final int MOST_SAVEPOINTS_ON_TABLE = 8;
    /** Different plans whose heals a transaction may take back by name. */
    private static final int MOST_HEALED = 100;

    private final WeakReference<Connection> connection;
    private final Database database;
    private final StartPath startPath;
    private final int startChanges;
    private @Nullable PathCertainty certainty; // set before anybody else sees the state
    private boolean wrote;
    private final Set<String> temporaryTables = new HashSet<>();
    private final List<Ticket> undecided = new ArrayList<>();
    private final Set<Plan> healed = new LinkedHashSet<>();
    private @Nullable OpenFates fates;
    private final Map<TableCell, Integer> savepoints = new HashMap<>();
    /** Tables that the transaction has written to by a healed text, so that they are locked against change. */
    private final Set<TableCell> locked = new HashSet<>();
    /** How many of the undecided, from the first, a rollback to a savepoint may have undone. */
    private int doubtful;

    private int allSavepoints;
    private volatile @Nullable List<String> path; // written under the lock
    private boolean pathChanges;
    private volatile @Nullable String ownSettings;
    private boolean pathInDoubt;
    private volatile boolean begunByText;
    private boolean distributed; // set before anybody else sees the state
    private @Nullable Outage outage; // likewise
    private volatile boolean autoCommit;
    private volatile boolean lost;
    private volatile boolean schemaInFlux;
    private volatile @Nullable OpenTransaction open;
    private volatile boolean bypassed;
    private volatile @Nullable RecentPlans recent;
    private volatile @Nullable String observed;
    private volatile boolean decides; // written under the lock, read without
    private volatile int epoch; // written under the lock, read without

    ConnectionState(Connection connection, Database database, StartPath startPath) {
        this.connection = new WeakReference<>(connection);
        this.database = database;
        this.startPath = startPath;
        this.startChanges = startPath.changes();
    }

    Database database() {
        return database;
    }

    /**
     * The application's connection.
     *
     * @throws SQLException where it has been collected, which cannot be while a call on it is running
     */
    Connection connection() throws SQLException {
        Connection live = connection.get();
        if (live == null) {
            throw new SQLException("the connection is gone", "08003");
        }
        return live;
    }

    /**
     * The schemas in which this connection looks up names now; null where that cannot be known. The connection itself is asked
     * where it is the first of its URL and new, and after the application did something that may have changed the answer.
     */
    @Nullable
    List<String> path() {
        List<String> known = path;
        return known == null ? ask() : known;
    }

    private @Nullable List<String> ask() {
        List<String> found;
        int before;
        synchronized (this) {
            if (path != null) {
                return path;
            }
            found = pathChanges ? null : pathOfOpening();
            before = epoch;
        }
        if (found == null) {
            try {
                Connection live = connection();
                found = Own.call(() -> database.path(live)); // Not under the lock, since the driver has its own.
            } catch (SQLException e) {
                return null;
            }
        }
        synchronized (this) {
            if (before == epoch) {
                path = found;
            }
        }
        return found;
    }

    /**
     * Asks the connection once more, since something that nobody saw may have changed the answer: a function that was called, or
     * a setting of the role for connections that are new. False where it gives no answer; then nothing is known anew.
     */
    boolean askPathAgain() {
        List<String> found;
        try {
            Connection live = connection();
            found = Own.call(() -> database.path(live)); // As above.
        } catch (SQLException e) {
            return false;
        }
        found(found);
        return true;
    }

    private synchronized void found(List<String> found) {
        List<String> believed = path != null ? path : pathChanges ? null : startPath.known();
        if (!found.equals(believed)) {
            if (believed != null && believed.equals(startPath.known())) {
                startPath.mistaken();
            }
            pathChanges |= believed != null;
            epoch++;
        }
        path = found;
    }

    /** Asks the connection, which must be new, unless one that was opened in the same way has been asked. */
    void learnStartPath() {
        if (startPath.known() == null) {
            List<String> found = path();
            if (found != null) {
                startPath.learn(found);
            }
        }
    }

    /** The application changed, or may have changed, how names are looked up. */
    synchronized void pathChanged() {
        if (certainty != null) {
            certainty.mayHaveChanged();
        }
        pathChanges = true;
        path = null;
        epoch++;
    }

    /** A text changed it, or may have. */
    void pathSet(String sql) {
        pathChanged();
        database.pathSet(sql);
    }

    /** Whether {@link #path()} answers without asking the connection. */
    boolean knowsPath() {
        return path != null || knowsStartPath();
    }

    private synchronized boolean knowsStartPath() {
        return !pathChanges && pathOfOpening() != null;
    }

    /** Null where nobody was asked, or where connections that were opened in the same way, but later, look up names otherwise. */
    private @Nullable List<String> pathOfOpening() {
        return startPath.changes() == startChanges ? startPath.known() : null;
    }

    /** Asks the connection, which must be new, and from now on keeps to what is certain of it. */
    void watchPath() {
        PathCertainty watched = new PathCertainty();
        certainty = watched;
        try {
            List<String> found = watched.ask(database, connection());
            if (found != null) {
                startPath.learn(found);
                database.seenPath(startPath.entrance(), found);
                synchronized (this) {
                    path = found;
                }
            }
        } catch (SQLException e) {
            // Nothing is certain then.
        }
    }

    /** Null where nobody needs to know for certain where names are looked up. */
    @Nullable
    PathCertainty certainty() {
        return certainty;
    }

    /** Something ran that may have changed where names are looked up, or what they mean. */
    void mayHaveMoved() {
        PathCertainty watched = certainty;
        if (watched != null) {
            watched.mayHaveChanged();
            if (database.product() != Product.POSTGRESQL) {
                watched.unknowable(); // Its path does not tell of temporary tables.
            }
        }
    }

    /**
     * Makes certain where names are looked up, by a question if need be. To be called before a write whose like may have to be kept
     * later, while the database answers.
     */
    void makeCertain() {
        PathCertainty watched = certainty;
        if (watched == null || lost || bypassed) {
            return;
        }
        try {
            Connection live = connection();
            List<String> known = watched.certain(database, live);
            List<String> now = known == null ? watched.ask(database, live) : known;
            if (!wrote && now != null) {
                wrote = true;
                List<String> opened = startPath.known();
                if (opened != null && !opened.equals(now)) {
                    startPath.strayed();
                    database.rememberPath(startPath.entrance(), List.of());
                }
            }
        } catch (SQLException e) {
            // Nothing is certain then.
        }
    }

    /**
     * The schemas in which a new connection looks up names, where it is certain that this one does the same; else why that is not
     * certain. Asks nobody.
     */
    Place place() {
        PathCertainty watched = certainty;
        String found = watched == null ? null : watched.ownSettings();
        return lookingUp().with(ownSettings != null ? ownSettings : found);
    }

    private synchronized Place lookingUp() {
        PathCertainty watched = certainty;
        if (!temporaryTables.isEmpty()) {
            return new Place(database, null, "a temporary table of this connection may hide it");
        }
        List<String> certain = watched == null || bypassed ? null : watched.certain(database, connection.get());
        if (certain == null) {
            return new Place(
                    database,
                    null,
                    "the connection was not asked where it looks up names since it ran what may have changed that; a name with its"
                            + " schema would be certain");
        }
        return certain.equals(startPath.known())
                ? new Place(database, certain)
                : new Place(
                        database,
                        null,
                        "the connection looks up names elsewhere than a new one does; a name with its schema would be certain");
    }

    /** The application set something for the session; null where it took all of that back. */
    void settings(@Nullable String name) {
        ownSettings = name;
    }

    /** Whether a write to that table may change where names are looked up. */
    boolean runsCode(@Nullable TableSnapshot table) {
        PathCertainty watched = certainty;
        return watched != null
                && (watched.isCoded(table == null ? null : table.schema() + "." + table.name())
                        || (table != null && table.rewritesRows() && database.product() != Product.POSTGRESQL));
    }

    /** The transaction that may be under way may have set for itself how names are looked up. */
    synchronized void pathInDoubt() {
        pathInDoubt = true;
    }

    /** The connection may be part of a distributed transaction, which is not the agent's to divide. */
    void distributed() {
        distributed = true;
    }

    boolean isDistributed() {
        return distributed;
    }

    /** Whoever counts how connections to the database fare. */
    void watchedBy(Outage breaker) {
        outage = breaker;
    }

    /** What the connection says of itself; no until it was asked. */
    void autoCommit(boolean on) {
        autoCommit = on;
    }

    /** Whether each write is certain to be a transaction by itself; only where somebody {@link #outage() counts}. */
    boolean isAutoCommit() {
        return autoCommit && !begunByText && !distributed;
    }

    /** The server or the network ended it, and not the application. */
    void lost() {
        lost = true;
    }

    boolean isLost() {
        return lost;
    }

    /** What is known of the transaction that may be under way, for whoever wants to prove it. */
    synchronized OpenTransaction openTransaction() {
        OpenTransaction known = open;
        if (known == null) {
            known = new OpenTransaction();
            open = known;
        }
        return known;
    }

    /** The same, which is known no longer; null where nobody asked for it. */
    synchronized @Nullable OpenTransaction endOpenTransaction() {
        OpenTransaction known = open;
        open = null;
        return known;
    }

    /** From now on the agent does not see all that is done on it. */
    void bypassed() {
        bypassed = true;
    }

    boolean isBypassed() {
        return bypassed;
    }

    /** Null where nobody counts. */
    @Nullable
    Outage outage() {
        return outage;
    }

    /** The plans that were made while names were looked up as they are now. */
    RecentPlans recentPlans() {
        RecentPlans plans = recent;
        int now = epoch;
        if (plans == null || plans.epoch() != now) {
            plans = new RecentPlans(now);
            recent = plans;
        }
        return plans;
    }

    /** Changes whenever names may be looked up in another way than before. */
    int epoch() {
        return epoch;
    }

    /** A transaction ended: what a SET changed inside it may have been undone. */
    synchronized void transactionEnded() {
        if (certainty != null) {
            certainty.transactionEnded();
        }
        allSavepoints = 0;
        savepoints.clear();
        locked.clear();
        if (schemaInFlux) {
            schemaInFlux = false;
            epoch++;
        }
        if (pathChanges || pathInDoubt) {
            pathInDoubt = false;
            path = null;
            epoch++;
        }
    }

    /** A value was left out of a row that is in the database only if the transaction is committed. */
    synchronized void undecided(Ticket ticket) {
        decides = true;
        if (undecided.size() < MOST_UNDECIDED) {
            undecided.add(ticket);
        }
    }

    /** Whether how the transaction ends decides anything that is kept. Takes no lock: it is asked after every write. */
    boolean isUndecided() {
        return decides;
    }

    /** Whether the transaction that is open has made the write of that ticket. */
    synchronized boolean hasWritten(String ticket) {
        return undecided.stream().anyMatch(each -> each.id().equals(ticket));
    }

    /** Whether the transaction has written to the table, by a text that the agent changed. */
    synchronized boolean hasLocked(TableCell cell) {
        return locked.contains(cell);
    }

    /** The transaction has changed a write by this plan. */
    synchronized void healed(Plan plan) {
        locked.add(plan.cell());
        if (healed.size() < MOST_HEALED) {
            healed.add(plan);
        }
    }

    /** A text began a transaction, whatever the connection says of its auto-commit mode. */
    void begun() {
        begunByText = true;
    }

    /** What a text began is the connection's own affair now. */
    void notBegun() {
        begunByText = false;
    }

    boolean begunByText() {
        return begunByText;
    }

    /** What the transaction that is open does to rows whose values are in quarantine. */
    synchronized OpenFates fates(Supplier<OpenFates> begin) {
        OpenFates known = fates;
        if (known == null) {
            known = begin.get();
            fates = known;
            decides = true;
        }
        return known;
    }

    /** The same; null where it did nothing to them. */
    synchronized @Nullable OpenFates openFates() {
        return fates;
    }

    /** The transaction was committed; gives what that decided. */
    synchronized List<Ticket> committed() {
        List<Ticket> landed = List.copyOf(undecided.subList(doubtful, undecided.size()));
        if (fates != null) {
            fates.committed();
        }
        ended();
        return landed;
    }

    /** The transaction ended, and nobody said how: what was kept stays kept. */
    void ended() {
        begunByText = false;
        decided();
    }

    /** The transaction ended, or may have: what was kept stays kept. */
    synchronized void decided() {
        undecided.clear();
        healed.clear();
        doubtful = 0;
        decides = false;
        if (fates != null) {
            fates.inDoubt();
            fates = null;
        }
    }

    /** The transaction was rolled back to a savepoint: which of its writes that undid, its end will not tell. */
    synchronized void rolledBackTo() {
        doubtful = undecided.size();
        if (fates != null) {
            fates.partlyUndone();
        }
        transactionEnded();
    }

    /** Whether a further savepoint may protect a write to the table: not after so many that they would be a burden. */
    synchronized boolean mayProtect(@Nullable TableCell cell) {
        if (allSavepoints >= MOST_SAVEPOINTS
                || (cell != null && savepoints.merge(cell, 1, Integer::sum) > MOST_SAVEPOINTS_ON_TABLE)) {
            return false;
        }
        allSavepoints++;
        return true;
    }

    /** The transaction has changed tables in a way that nobody else can see yet. */
    synchronized void changesSchema() {
        schemaInFlux = true;
        epoch++;
    }

    boolean schemaInFlux() {
        return schemaInFlux;
    }

    /** What was done in a transaction that was rolled back. */
    record Undone(List<Ticket> tickets, List<Plan> healed) {}

    /** The transaction was rolled back: rows are not in the database after all. */
    synchronized Undone rolledBack() {
        Undone undone = new Undone(List.copyOf(undecided), List.copyOf(healed));
        if (fates != null) {
            fates.rolledBack();
        }
        ended();
        return undone;
    }

    /** A temporary table of this connection may hide the table of that name, which the agent cannot see from outside. */
    synchronized void createdTemporary(String table) {
        temporaryTables.add(table);
        epoch++;
    }

    synchronized boolean hidesTable(String table) {
        return temporaryTables.contains(table);
    }

    /** It was recorded what would be done about this text, which is about to run as it is. */
    void observed(String sql) {
        observed = sql;
    }

    /** Whether that was the last that was recorded so; true once for each time. */
    boolean wasObserved(String sql) {
        boolean was = sql.equals(observed);
        observed = was ? null : observed;
        return was;
    }
}
