package io.selfhealing.agent.spool.replay;

import io.selfhealing.agent.config.ReplaySettings;
import io.selfhealing.agent.spool.Spool;
import io.selfhealing.agent.sql.Product;
import io.selfhealing.agent.tables.AgentTables;
import io.selfhealing.agent.tables.Presence;
import io.selfhealing.bootstrap.door.SelfHealingDoor;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadFactory;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Replays to one database, in a thread of its own, whenever that is up. */
final class Replayer implements AutoCloseable {
    private static final Duration AT_CLOSE = Duration.ofSeconds(2);

    private final Target target;
    private final Spool spool;
    private final AgentTables tables;
    private final ReplaySettings settings;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Timing timing;
    private final Gate gate = new Gate();
    private final Pass.Memory memory;
    private final Told told;
    private final Thread thread;
    private int failures;
    private volatile @Nullable Presence ledger;
    private volatile @Nullable Proofs proofs;
    private boolean proofsSought;
    private boolean saidWithout;
    private volatile boolean asked;
    private volatile boolean anyDatabase;
    private volatile boolean working;
    private volatile long held;
    private volatile Set<String> stopped = Set.of();

    Replayer(
            Target target,
            Spool spool,
            AgentTables tables,
            ReplaySettings settings,
            Told told,
            ThreadFactory threads,
            InstantSource clock,
            RandomGenerator random,
            Timing timing) {
        this.target = target;
        this.spool = spool;
        this.tables = tables;
        this.settings = settings;
        this.told = told;
        this.clock = clock;
        this.random = random;
        this.timing = timing;
        this.memory = new Pass.Memory(
                new Blocks(timing), new Marks(spool, told), new Pace(settings.rate()), new Counts(), told);
        this.thread = threads.newThread(this::run);
        this.thread.start();
    }

    /** The database answers. Returns at once. */
    void up() {
        gate.up();
    }

    /** There is something new for it. Returns at once. */
    void wake() {
        gate.wake();
    }

    /**
     * Somebody wants what waits to be tried now, also what failed a moment ago. Returns at once.
     *
     * @param restored whether the database that answers is in the place of the one for which the records were kept, from now on
     */
    void again(boolean restored) {
        anyDatabase |= restored;
        asked = true;
        gate.wake();
    }

    /** The database is gone. Returns at once; a transaction that is under way ends as it ends. */
    void down() {
        gate.down();
    }

    /** Whether the ledger can be used; null while nobody could ask. */
    @Nullable
    Presence ledger() {
        return ledger;
    }

    /** How writes on live connections can be proved; null where they cannot, or nobody could ask. */
    @Nullable
    Proofs proofs() {
        return ledger == Presence.READY ? proofs : null;
    }

    ReplayStatus status() {
        ReplayStatus.State state = !gate.isOpen()
                ? ReplayStatus.State.DOWN
                : asked || working ? ReplayStatus.State.RUNNING : ReplayStatus.State.IDLE;
        return memory.counts().status(target.name(), state, held, stopped);
    }

    private void run() {
        Duration next = timing.look();
        try {
            while (gate.awaitWork(next)) {
                working = true;
                if (asked) {
                    asked = false;
                    memory.blocks().hurry(clock.instant());
                }
                next = work();
                working = false;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** When to look again. */
    private Duration work() throws InterruptedException {
        try {
            if (ledger == null) {
                Line.open(target, this::find).close();
            }
            long adopted = spool.adopt();
            if (adopted + spool.status().waiting() > 0) {
                pass();
            }
            prune();
            failures = 0;
            return nextLook();
        } catch (HaltException | SQLException e) {
            memory.counts().failed(String.valueOf(e.getMessage()));
            told.warn("stops and will go on: " + brief(e));
            return pause();
        } catch (RuntimeException | LinkageError e) {
            SelfHealingDoor.count(e);
            return pause();
        }
    }

    private static String brief(Exception e) {
        return e instanceof SQLException sql ? "SQLState " + sql.getSQLState() : "the database takes no writes for now";
    }

    private void pass() throws HaltException, SQLException, InterruptedException {
        Pass pass = new Pass(
                target,
                spool,
                memory,
                gate,
                settings.attempts(),
                clock,
                anyDatabase,
                () -> Line.open(target, this::find));
        pass.run();
        held = memory.blocks().held();
        stopped = memory.blocks().stopped();
        if (gate.isOpen()) {
            told.ended(held);
        }
    }

    /** Takes out of the ledger what the application's own writes left there. */
    private void prune() throws SQLException {
        Proofs known = proofs;
        IdRanges settled = known == null ? new IdRanges() : known.settledOnes();
        if (known == null || settled.isEmpty() || !gate.isOpen()) {
            return;
        }
        try (Line line = Line.open(target, this::find)) {
            ReplayLedger there = line.ledger();
            if (there != null) {
                there.prune(line.connection(), settled);
                line.connection().commit();
                known.pruned(settled);
            }
        }
    }

    private @Nullable ReplayLedger find(Connection connection) throws SQLException {
        Presence found = tables.ensure(connection, target.product(), ReplayLedger.TABLE);
        ReplayLedger usable = null;
        if (found == Presence.READY) {
            usable = new ReplayLedger(tables, target.product());
            String obstacle = usable.obstacle(connection, UUID.randomUUID());
            if (obstacle != null) {
                found = Presence.REFUSED;
                usable = null;
                told.warn(
                        "selfhealing_ledger cannot be used, and the right to read and write it is needed: " + obstacle);
            }
        }
        ledger = found;
        if (settings.exactlyOnce() && !proofsSought) {
            proofsSought = true;
            proofs = proofs(connection, usable);
        }
        if (usable == null && !saidWithout) {
            saidWithout = true;
            told.withoutLedger(target.name());
        }
        target.counterpart().hasLedger(usable != null);
        return usable;
    }

    /** Asked once: a table or a right that comes later counts from the next start. */
    private @Nullable Proofs proofs(Connection connection, @Nullable ReplayLedger usable) throws SQLException {
        if (target.product() != Product.POSTGRESQL) {
            told.warn(
                    "selfhealing.spool.exactly-once does nothing here: only on PostgreSQL does one statement make a row"
                            + " and its proof");
            return null;
        }
        if (usable == null || !usable.mayPrune(connection, UUID.randomUUID())) {
            told.warn("selfhealing.spool.exactly-once does nothing until the ledger can be used: set"
                    + " selfhealing.tables=create, or make the table and GRANT SELECT, INSERT, DELETE ON"
                    + " selfhealing_ledger TO the application's role, and restart");
            return null;
        }
        String table = tables.everywhere(connection, target.product(), ReplayLedger.TABLE);
        return table == null ? null : new Proofs(UUID.randomUUID(), table, gate::wake);
    }

    private Duration nextLook() {
        Duration next = stopped.isEmpty() ? timing.look() : timing.afterLoss().multipliedBy(10);
        Instant due = memory.blocks().due();
        if (held > 0 && due != null) {
            Duration untilDue = Duration.between(clock.instant(), due);
            next = untilDue.compareTo(next) < 0 ? untilDue : next;
        }
        return next;
    }

    /** Never the same for all of many processes. */
    private Duration pause() {
        failures++;
        return Duration.ofNanos((long) (timing.untilConnected(failures).toNanos() * (0.75 + random.nextDouble() / 2)));
    }

    /** Ends the thread, and waits a moment for that. */
    @Override
    public void close() {
        gate.close();
        try {
            thread.join(AT_CLOSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
