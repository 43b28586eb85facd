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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Has what was kept written when its database is up. What happens while the spool is still being opened is made up for. */
final class Replaying implements OutageListener, Delivery {
    private final Map<Database, Boolean> early = new LinkedHashMap<>();
    private volatile @Nullable Replayers replayers; // written under the lock

    /**
     * Begins when the spool is open, and never where it cannot be opened.
     *
     * @param make called once, in the thread that opened it
     */
    static Replaying of(CompletableFuture<Spool> spool, Function<Spool, Replayers> make) {
        Replaying replaying = new Replaying();
        CompletableFuture<Void> unused = spool.thenAccept(open -> replaying.begin(make.apply(open)));
        return replaying;
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
        Replayers known = replayers;
        return known == null
                ? new Admission.Refused("what an earlier process kept is still being read")
                : known.admission(database, table);
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

    /** Has what waits be tried now, for every database that is up. */
    void again() {
        Replayers known = replayers;
        if (known != null) {
            known.again();
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
