package io.selfhealing.agent.intercept;

import static io.selfhealing.bootstrap.door.SelfHealingDoor.*;

import io.selfhealing.agent.offline.NotKeptException;
import io.selfhealing.agent.offline.Place;
import io.selfhealing.agent.offline.Salvage;
import io.selfhealing.agent.offline.Salvage.Held;
import io.selfhealing.agent.spool.RecordId;
import io.selfhealing.agent.spool.replay.Proofs;
import io.selfhealing.bootstrap.door.SelfHealingDoor;
import io.selfhealing.bootstrap.door.SelfHealingOutcome;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
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
    private volatile boolean bypassed;

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
        state.proved = false;
        SelfHealingOutcome outcome =
                isTransaction(state.connection) ? inTransaction(state, execution) : alone(state, execution);
        state.proved = outcome != null;
        return outcome;
    }

    private @Nullable SelfHealingOutcome alone(PreparedState state, int execution) {
        if (!isSingle(execution) || !state.connection.isAutoCommit() || !isPlainWrite(state)) {
            return null;
        }
        Text text = new Text(Rescue.place(state.connection), state.sql);
        Judged found = judged(text);
        Proofs proofs = found.proofs();
        return proofs == null || !rescue.active() ? null : run(state, execution, text, found.sql(), proofs);
    }

    private static boolean isPlainWrite(PreparedState state) {
        return state.connection.outage() != null
                && !state.flavour.asksForKeys()
                && state.rows.isEmpty()
                && !state.rowsForgotten
                && !state.bindings.consumed();
    }

    /** Whether it may be a transaction of the application's own that {@code commit()} would end. */
    private static boolean isTransaction(ConnectionState connection) {
        return !connection.isAutoCommit()
                && connection.outage() != null
                && !connection.isDistributed()
                && !connection.begunByText();
    }

    /** The first write of a transaction takes the id along for all of them; the others run as they ever did. */
    private @Nullable SelfHealingOutcome inTransaction(PreparedState state, int execution) {
        ConnectionState connection = state.connection;
        OpenTransaction open = connection.openTransaction();
        if (open.isAside() || open.isProved()) {
            return null;
        }
        Judged found = isSingle(execution) && isPlainWrite(state) && !bypassed && !connection.isBypassed()
                ? judged(new Text(Rescue.place(connection), state.sql))
                : null;
        Proofs proofs = found == null ? null : found.proofs();
        if (found == null || proofs == null || !rescue.active() || isAutoCommit(connection)) {
            open.aside();
            return null;
        }
        return first(state, execution, open, found.sql(), proofs);
    }

    private static boolean isAutoCommit(ConnectionState connection) {
        try {
            return Own.call(connection.connection()::getAutoCommit);
        } catch (SQLException e) {
            return true;
        }
    }

    /** Behind a savepoint: what the ledger may be to blame for must not abort the transaction. */
    private @Nullable SelfHealingOutcome first(
            PreparedState state, int execution, OpenTransaction open, String sql, Proofs proofs) {
        Connection connection;
        Savepoint before;
        try {
            connection = state.connection.connection();
            before = Own.call(connection::setSavepoint);
        } catch (SQLException e) {
            open.aside();
            return null; // The application's own write will say why.
        }
        RecordId id = open.begin(proofs);
        try {
            Object value =
                    PreparedRuns.runReplacement(state, execution, PreparedRuns.proved(state, sql, id.sequence()));
            hold(state, open);
            release(connection, before);
            return SelfHealingOutcome.returned(value);
        } catch (SQLException e) {
            open.aside();
            boolean undone = isAtOnce(e) && isUndone(connection, before);
            state.answeredByReplacement = !undone;
            return undone ? null : SelfHealingOutcome.threw(e);
        } catch (RuntimeException | Error e) {
            open.aside();
            return SelfHealingOutcome.threw(e);
        }
    }

    private static void release(Connection connection, Savepoint savepoint) {
        try {
            Own.act(() -> connection.releaseSavepoint(savepoint));
        } catch (SQLException e) {
            // It ends with the transaction.
        }
    }

    private static boolean isUndone(Connection connection, Savepoint savepoint) {
        try {
            Own.act(() -> connection.rollback(savepoint));
            release(connection, savepoint);
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    /** The application's own write ran in a transaction, or failed. */
    void ran(PreparedState state, int execution, @Nullable Throwable failure) {
        if (state.proved || !isTransaction(state.connection)) {
            return;
        }
        OpenTransaction open = state.connection.openTransaction();
        Plan plan = state.plan;
        boolean kept = failure == null
                && open.isProved()
                && isSingle(execution)
                && isPlainWrite(state)
                && !state.halfKnown()
                && (plan == null || !plan.heals());
        if (kept) {
            hold(state, open);
        } else {
            open.aside();
        }
    }

    private void hold(PreparedState state, OpenTransaction open) {
        try {
            open.wrote(salvage.hold(Rescue.place(state.connection), state.sql, Kept.values(state.bindings)));
        } catch (NotKeptException e) {
            open.aside();
        }
    }

    /** Something was done on a connection that could not be kept. */
    static void aside(ConnectionState connection) {
        if (isTransaction(connection)) {
            connection.openTransaction().aside();
        }
    }

    /** There may be writes from now on of which nobody is told. */
    void bypassed() {
        bypassed = true;
    }

    /** The transaction ended, if there was one. */
    static void ended(ConnectionState connection) {
        OpenTransaction open = connection.endOpenTransaction();
        if (open != null) {
            open.ended();
        }
    }

    /** Whether the transaction is safe on disk whose commit failed. However it is, it is over. */
    boolean commitFailed(ConnectionState connection, SQLException failure) {
        OpenTransaction open = connection.endOpenTransaction();
        if (open == null) {
            return false;
        }
        boolean doubtful =
                Losses.isLoss(failure, connection.database().product()) && !Losses.wasGone(failure) && rescue.active();
        boolean seen = !bypassed && !connection.isBypassed();
        RecordId id = open.id();
        List<Held> writes = doubtful && seen ? open.inDoubt() : List.of();
        if (id == null || writes.isEmpty()) {
            open.ended();
            return false;
        }
        return rescue.commitInDoubt(connection, failure, writes, id);
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
        if (Losses.wasGone(failure) || isAtOnce(failure)) {
            state.answeredByReplacement = false;
            boolean ofText = !String.valueOf(failure.getSQLState()).startsWith("22");
            if (ofText) {
                remember(text, null, "");
            }
            return null;
        }
        return SelfHealingOutcome.threw(failure);
    }

    private static boolean isAtOnce(SQLException failure) {
        String sqlState = String.valueOf(failure.getSQLState());
        return AT_ONCE.contains(sqlState.substring(0, Math.min(2, sqlState.length())));
    }
}
