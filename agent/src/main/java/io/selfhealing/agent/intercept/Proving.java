package io.selfhealing.agent.intercept;

import static io.selfhealing.bootstrap.door.SelfHealingDoor.*;

import io.selfhealing.agent.offline.Place;
import io.selfhealing.agent.offline.Salvage;
import io.selfhealing.agent.spool.RecordId;
import io.selfhealing.agent.spool.replay.Proofs;
import io.selfhealing.bootstrap.door.SelfHealingDoor;
import io.selfhealing.bootstrap.door.SelfHealingOutcome;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends single INSERTs under auto-commit in one statement with the row of the ledger that proves them: the server makes both or
 * none. What becomes of one whose connection is lost is then no question, and it is kept.
 */
final class Proving {
    private static final int MOST = 1_000;
    private static final long LOOK_AGAIN_NANOS = 2_000_000_000L;

    /** Failures of a statement that made nothing and did not wait: the application's own text may do better, or says it better. */
    private static final Set<String> AT_ONCE = Set.of("0A", "22", "26", "42");

    private final Salvage salvage;
    private final Rescue rescue;
    private final LongSupplier nanos;
    private final Map<Text, Judged> judged = new ConcurrentHashMap<>();

    Proving(Salvage salvage, Rescue rescue, LongSupplier nanos) {
        this.salvage = salvage;
        this.rescue = rescue;
        this.nanos = nanos;
    }

    private record Text(Place place, String sql) {}

    /**
     * Whether writes of a text can be proved.
     *
     * @param sql with the proof; empty where they cannot
     */
    private record Judged(@Nullable Proofs proofs, String sql, long atNanos) {}

    /** Null where it is to run as it ever did: nothing was sent then, or nothing of what was sent is left. */
    @Nullable
    SelfHealingOutcome run(PreparedState state, int execution) {
        if (!isSingle(execution)
                || !state.connection.isAutoCommit()
                || state.connection.outage() == null
                || state.flavour.asksForKeys()
                || !state.rows.isEmpty()
                || state.rowsForgotten
                || state.bindings.consumed()) {
            return null;
        }
        Text text = new Text(Rescue.place(state.connection), state.sql);
        Judged found = judged(text);
        Proofs proofs = found.proofs();
        return proofs == null || !rescue.active() ? null : run(state, execution, text, found.sql(), proofs);
    }

    private static boolean isSingle(int execution) {
        return execution == EXECUTE || execution == EXECUTE_UPDATE || execution == EXECUTE_LARGE_UPDATE;
    }

    private Judged judged(Text text) {
        Judged known = judged.get(text);
        if (known != null && (known.proofs() != null || nanos.getAsLong() - known.atNanos() < LOOK_AGAIN_NANOS)) {
            return known;
        }
        Proofs proofs = salvage.proofs(text.place(), text.sql());
        return remember(text, proofs, proofs == null ? "" : proofs.prefix() + text.sql());
    }

    private Judged remember(Text text, @Nullable Proofs proofs, String sql) {
        if (judged.size() >= MOST) {
            judged.clear();
        }
        Judged now = new Judged(proofs, sql, nanos.getAsLong());
        judged.put(text, now);
        return now;
    }

    private @Nullable SelfHealingOutcome run(PreparedState state, int execution, Text text, String sql, Proofs proofs) {
        RecordId id = proofs.begin();
        SQLException loss = null;
        try {
            PreparedStatement statement = PreparedRuns.proved(state, sql, id.sequence());
            try {
                return SelfHealingOutcome.returned(PreparedRuns.runReplacement(state, execution, statement));
            } catch (SQLException e) {
                if (!Losses.isLoss(e, state.connection.database().product()) || Losses.wasGone(e)) {
                    return failed(state, text, e);
                }
                loss = e;
            } catch (RuntimeException | Error e) {
                return SelfHealingOutcome.threw(e); // The driver's own.
            }
        } catch (SQLException e) {
            return null; // It could not be prepared or bound: the application's own statement will say why.
        } finally {
            if (loss == null) {
                proofs.settled(id);
            } else {
                proofs.doubtful(id);
            }
        }
        return lost(state, execution, loss, id);
    }

    /** The write may have happened: from here on it must not run again but by the ledger. */
    private SelfHealingOutcome lost(PreparedState state, int execution, SQLException loss, RecordId id) {
        try {
            return rescue.inDoubt(state, execution, loss, id);
        } catch (RuntimeException | LinkageError e) {
            SelfHealingDoor.count(e);
            return SelfHealingOutcome.threw(loss);
        }
    }

    private @Nullable SelfHealingOutcome failed(PreparedState state, Text text, SQLException failure) {
        String sqlState = String.valueOf(failure.getSQLState());
        if (Losses.wasGone(failure) || AT_ONCE.contains(sqlState.substring(0, Math.min(2, sqlState.length())))) {
            state.answeredByReplacement = false;
            boolean ofText = !sqlState.startsWith("22");
            if (ofText) {
                remember(text, null, "");
            }
            return null;
        }
        return SelfHealingOutcome.threw(failure);
    }
}
