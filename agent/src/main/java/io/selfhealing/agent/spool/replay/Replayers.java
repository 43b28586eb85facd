package io.selfhealing.agent.spool.replay;

import io.selfhealing.agent.config.ReplaySettings;
import io.selfhealing.agent.event.Console;
import io.selfhealing.agent.event.EventLog;
import io.selfhealing.agent.schema.Acquaintance;
import io.selfhealing.agent.schema.ConnectionSource;
import io.selfhealing.agent.schema.Database;
import io.selfhealing.agent.schema.TableHistory;
import io.selfhealing.agent.schema.TableKey;
import io.selfhealing.agent.spool.Spool;
import io.selfhealing.agent.tables.AgentTables;
import io.selfhealing.agent.tables.Presence;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Writes what waits in the spool to its databases when they are up, each record exactly once. Any thread; no method waits for a
 * database.
 */
public final class Replayers implements AutoCloseable {
    private final Map<String, Replayer> replayers = new ConcurrentHashMap<>();
    private final Spool spool;
    private final Mending mending;
    private final AgentTables tables;
    private final ReplaySettings settings;
    private final EventLog log;
    private final Console console;
    private final ThreadFactory threads;
    private final InstantSource clock;
    private final RandomGenerator random;

    /** @param threads makes daemon threads whose JDBC calls the agent lets pass */
    public Replayers(
            Spool spool,
            Mending mending,
            AgentTables tables,
            ReplaySettings settings,
            EventLog log,
            Console console,
            ThreadFactory threads,
            InstantSource clock,
            RandomGenerator random) {
        this.spool = spool;
        this.mending = mending;
        this.tables = tables;
        this.settings = settings;
        this.log = log;
        this.console = console;
        this.threads = threads;
        this.clock = clock;
        this.random = random;
    }

    /**
     * The database answers: what waits goes there from now on. To be called at its first connection
     * too, so that it is known early whether its writes can be kept. Does nothing for a guest, which is never gone.
     */
    public void up(Database database) {
        ConnectionSource source = database.source();
        if (source != null) {
            replayers
                    .computeIfAbsent(database.name(), name -> begin(name, database, source))
                    .up();
        }
    }

    private Replayer begin(String name, Database database, ConnectionSource source) {
        Target target = new Target(
                name,
                database.product(),
                database::dialect,
                source,
                own -> mending.on(database, own),
                new Met(database));
        return new Replayer(
                target, spool, tables, settings, new Told(name, log, console), threads, clock, random, Timing.USUAL);
    }

    /** The database that an application met. */
    private record Met(Database database) implements Counterpart {
        @Override
        public @Nullable String identity(Connection own) throws SQLException {
            return database.identityOn(own);
        }

        @Override
        public void hasLedger(boolean usable) {
            database.rememberLedger(usable);
        }
    }

    /** Something was kept for a database, which may be down: then it is written when that is up. */
    public void kept(Database database) {
        Replayer replayer = replayers.get(database.name());
        if (replayer != null) {
            replayer.wake();
        }
    }

    /**
     * Has what waits be tried now, for every database that is up.
     *
     * @param restored whether what was kept for a database goes to the one that is in its place now
     */
    public void again(boolean restored) {
        replayers.values().forEach(replayer -> replayer.again(restored));
    }

    /** The database is gone. What was begun ends as it ends, and nothing new is begun. */
    public void down(Database database) {
        Replayer replayer = replayers.get(database.name());
        if (replayer != null) {
            replayer.down();
        }
    }

    /**
     * Whether writes to a table may be kept for later, by what was known when the database last answered. Asks nobody.
     *
     * @param table as it was looked up on the connection that writes
     */
    public Admission admission(Database database, TableKey table) {
        Replayer replayer = replayers.get(database.name());
        Presence ledger = replayer == null ? null : replayer.ledger();
        Acquaintance earlier = ledger == null ? database.recalled() : null;
        if (earlier != null) {
            ledger = earlier.ledger() && tables.wanted() ? Presence.READY : Presence.ABSENT;
        }
        if (ledger == null) {
            return new Admission.Refused("the database has not yet been asked for selfhealing_ledger");
        }
        if (ledger == Presence.READY) {
            return new Admission.ByLedger();
        }
        TableHistory known = database.lastKnown(table);
        List<String> key = known == null ? List.of() : known.current().primaryKey();
        return key.isEmpty()
                ? new Admission.Refused(
                        table.table() + " has no primary key, and there is no selfhealing_ledger to know what"
                                + " was written; set selfhealing.tables=create")
                : new Admission.ByKey(key);
    }

    /** How writes on live connections can be proved, where that was asked for; null where they cannot be. Asks nobody. */
    public @Nullable Proofs proofs(Database database) {
        Replayer replayer = replayers.get(database.name());
        return replayer == null ? null : replayer.proofs();
    }

    /** One for each database to which something was or may be replayed. */
    public List<ReplayStatus> status() {
        return replayers.values().stream().map(Replayer::status).toList();
    }

    /** Ends all threads; what waits is there for the next process. The spool is not closed. */
    @Override
    public void close() {
        replayers.values().forEach(Replayer::close);
        replayers.clear();
    }
}
