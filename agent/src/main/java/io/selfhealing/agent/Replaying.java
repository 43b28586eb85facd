package io.selfhealing.agent;

import io.selfhealing.agent.offline.Delivery;
import io.selfhealing.agent.outage.OutageListener;
import io.selfhealing.agent.schema.Database;
import io.selfhealing.agent.schema.TableKey;
import io.selfhealing.agent.spool.Spool;
import io.selfhealing.agent.spool.replay.Admission;
import io.selfhealing.agent.spool.replay.Proofs;
import io.selfhealing.agent.spool.replay.ReplayStatus;
import io.selfhealing.agent.spool.replay.Replayers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Has what was kept written when its database is up. What happens while the spool is still being opened is made up for. */
final class Replaying implements OutageListener, Delivery {
    /** Longest that a write waits for a spool that is still being read through. */
    private static final long PATIENCE_MILLIS = 2_000;

    private final CompletableFuture<Replayers> made;
    private final Map<Database, Boolean> early = new LinkedHashMap<>();
    private volatile @Nullable Replayers replayers; // written under the lock

    private Replaying(CompletableFuture<Replayers> made) {
        this.made = made;
    }

    /**
     * Begins when the spool is open, and never where it cannot be opened.
     *
     * @param make called once, in the thread that opened it
     */
    static Replaying of(CompletableFuture<Spool> spool, Function<Spool, Replayers> make) {
        CompletableFuture<Replayers> made = spool.thenApply(make);
        Replaying replaying = new Replaying(made);
        CompletableFuture<Void> unused = made.thenAccept(replaying::begin);
        return replaying;
    }

    /** Waits a moment for a spool that is still being read through: an application may begin by writing. */
    private @Nullable Replayers begun() {
        Replayers known = replayers;
        if (known != null) {
            return known;
        }
        try {
            return made.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private synchronized void begin(Replayers made) {
        replayers = made;
        early.forEach((database, up) -> tell(made, database, up));
        early.clear();
    }

    @Override
    public synchronized void up(Database database) {
        tell(database, true);
    }

    @Override
    public synchronized void down(Database database) {
        tell(database, false);
    }

    @Override
    public Admission admission(Database database, TableKey table) {
        Replayers known = begun();
        if (known == null) {
            return new Admission.Refused(
                    made.isCompletedExceptionally()
                            ? "there is no spool"
                            : "what an earlier process kept is still being read");
        }
        return known.admission(database, table);
    }

    @Override
    public @Nullable Proofs proofs(Database database) {
        Replayers known = replayers;
        return known == null ? null : known.proofs(database);
    }

    @Override
    public void kept(Database database) {
        Replayers known = replayers;
        if (known != null) {
            known.kept(database);
        }
    }

    /** As {@link Replayers#again} has it; nothing while the spool is still being opened. */
    void again(boolean restored) {
        Replayers known = replayers;
        if (known != null) {
            known.again(restored);
        }
    }

    /** How each replay gets on. */
    List<ReplayStatus> status() {
        Replayers known = replayers;
        return known == null ? List.of() : known.status();
    }

    private void tell(Database database, boolean up) {
        Replayers known = replayers;
        if (known == null) {
            early.put(database, up);
        } else {
            tell(known, database, up);
        }
    }

    private static void tell(Replayers known, Database database, boolean up) {
        if (up) {
            known.up(database);
        } else {
            known.down(database);
        }
    }
}
