package io.selfhealing.agent.offline;

import io.selfhealing.agent.event.EventKind;
import io.selfhealing.agent.event.EventLog;
import io.selfhealing.agent.event.HealEvent;
import io.selfhealing.agent.flight.Flight;
import io.selfhealing.agent.schema.Database;
import io.selfhealing.agent.schema.DatabaseIdentity;
import io.selfhealing.agent.spool.Parameter;
import io.selfhealing.agent.spool.RecordId;
import io.selfhealing.agent.spool.Spool;
import io.selfhealing.agent.spool.SpoolException;
import io.selfhealing.agent.spool.Transaction;
import io.selfhealing.agent.spool.Write;
import java.sql.SQLWarning;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Puts writes on disk, and says so. */
public final class Keeper {
    /** Longest that a write waits for a spool that is still being read through. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final String PERHAPS_DONE =
            "the connection was lost while it was under way; the ledger tells whether it is made";

    private final CompletableFuture<Spool> spool;
    private final InstantSource clock;
    private final EventLog log;
    private final Delivery delivery;

    /** @param spool fails where none could be opened */
    public Keeper(CompletableFuture<Spool> spool, InstantSource clock, EventLog log, Delivery delivery) {
        this.spool = spool;
        this.clock = clock;
        this.log = log;
        this.delivery = delivery;
    }

    /** Who makes the writes in the end. */
    public Delivery delivery() {
        return delivery;
    }

    /** A write with its values. */
    record Kept(Draft draft, Write write) {}

    /** The write with what is bound to it. */
    Kept write(Draft draft, List<@Nullable Parameter> bound) throws NotKeptException {
        return new Kept(draft, draft.with(bound, clock.instant()));
    }

    /**
     * Keeps these writes as one transaction; returns when they are on disk.
     *
     * @throws NotKeptException where they are not, or nobody knows; its cause says more
     */
    void keep(Database database, List<Kept> writes) throws NotKeptException {
        keep(database, writes, null);
    }

    /**
     * The same.
     *
     * @param proof under which id the database's ledger has them, if they have happened; null where they certainly have not
     */
    void keep(Database database, List<Kept> writes, @Nullable RecordId proof) throws NotKeptException {
        Set<String> versions = new LinkedHashSet<>();
        List<Write> all = new ArrayList<>(writes.size());
        for (Kept kept : writes) {
            versions.add(kept.draft().version());
            all.add(kept.write());
        }
        Flight.Leg flight = Flight.spoolAppend(database.name(), all.size());
        try {
            spool().append(new Transaction(
                    database.name(), String.join(",", versions), all, identity(database), proof));
        } catch (SpoolException e) {
            throw new NotKeptException(String.valueOf(e.getMessage()), e);
        } finally {
            flight.over();
        }
        delivery.kept(database);
        String reason = proof == null ? null : PERHAPS_DONE;
        for (Kept kept : writes) {
            Draft draft = kept.draft();
            log.record(new HealEvent.Outage(EventKind.SPOOLED, database.name(), draft.table(), draft.masked(), reason));
        }
    }

    private static @Nullable String identity(Database database) {
        DatabaseIdentity identity = database.presumedIdentity();
        return identity == null || !identity.lasting() ? null : identity.text();
    }

    private Spool spool() throws NotKeptException {
        try {
            return spool.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new NotKeptException("there is no spool: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new NotKeptException("what an earlier process kept is still being read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotKeptException("the thread was interrupted", e);
        }
    }

    /** The write was not kept; the application is about to see its own error. */
    void refused(Database database, @Nullable String masked, String reason) {
        log.record(new HealEvent.Outage(EventKind.NOT_SPOOLED, database.name(), null, masked, reason));
    }

    /** What the application can read of its statement and its connection afterwards. */
    public static SQLWarning warning() {
        return new SQLWarning(
                "self-healing: the database is down; the write is on disk, and will be made when it is back", "01000");
    }
}
