package io.selfhealing.agent.intercept;

import static io.selfhealing.bootstrap.door.SelfHealingDoor.*;

import io.selfhealing.agent.event.EventKind;
import io.selfhealing.agent.event.EventLog;
import io.selfhealing.agent.event.HealEvent;
import io.selfhealing.agent.offline.NotKeptException;
import io.selfhealing.agent.offline.Place;
import io.selfhealing.agent.offline.Salvage;
import io.selfhealing.agent.offline.Salvage.Held;
import io.selfhealing.agent.outage.Outage;
import io.selfhealing.agent.spool.RecordId;
import io.selfhealing.agent.sql.Masking;
import io.selfhealing.bootstrap.door.SelfHealingOutcome;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes on connections that were live. Where it is certain that nothing was sent, a single write under auto-commit is kept on
 * disk; where it may have been, nobody knows what became of it, and the application sees its error. What belongs to a
 * transaction that was begun on a live connection is never kept.
 */
final class Rescue {
    private final Interim interim;
    private final Salvage salvage;
    private final EventLog log;

    Rescue(Interim interim, Salvage salvage, EventLog log) {
        this.interim = interim;
        this.salvage = salvage;
        this.log = log;
    }

    /** Before a prepared write is sent. Null where it is to be sent. */
    @Nullable
    SelfHealingOutcome before(PreparedState state, int execution) {
        state.kept = -1;
        Outage outage = state.connection.outage();
        if (outage == null || !interim.active()) {
            return null;
        }
        if (outage.keepsWrites()) {
            return kept(state, execution, null, null);
        }
        interim.makeCertain(state);
        return null;
    }

    /** A prepared write ran, or failed. */
    void ran(PreparedState state) {
        ConnectionState connection = state.connection;
        if (connection.certainty() != null) {
            Plan plan = state.plan;
            if (state.runsCode() || connection.runsCode(plan == null ? null : plan.table())) {
                connection.mayHaveMoved();
            }
        }
    }

    /** After the driver failed. Null where the failure stands. */
    @Nullable
    SelfHealingOutcome after(PreparedState state, int execution, Throwable failure) {
        ConnectionState connection = state.connection;
        if (!lost(connection, state.sql, failure) || !interim.active()) {
            return null;
        }
        SQLException refused = (SQLException) failure;
        Outage outage = connection.outage();
        boolean unsent = Losses.wasGone(refused) && outage != null && outage.keepsWrites();
        return unsent ? kept(state, execution, refused, null) : null;
    }

    /** Whether writes may be kept at all. */
    boolean active() {
        return interim.active();
    }

    /** The connection was lost under a commit; false where the transaction is not kept. */
    boolean commitInDoubt(ConnectionState connection, SQLException failure, List<Held> writes, RecordId proof) {
        interim.failed(connection.outage(), failure);
        connection.lost();
        try {
            salvage.keepAll(place(connection), writes, proof);
            return true;
        } catch (NotKeptException e) {
            log.record(new HealEvent.Outage(
                    EventKind.NOT_SPOOLED, connection.database().name(), null, null, e.getMessage()));
            return false;
        }
    }

    /** The connection was lost under a write that carried its proof: it is kept with that, or the failure stands. */
    SelfHealingOutcome inDoubt(PreparedState state, int execution, SQLException failure, RecordId proof) {
        ConnectionState connection = state.connection;
        interim.failed(connection.outage(), failure);
        connection.lost();
        SelfHealingOutcome outcome = kept(state, execution, failure, proof);
        if (outcome != null) {
            return outcome;
        }
        inDoubt(connection, state.sql, failure);
        return SelfHealingOutcome.threw(failure);
    }

    /** The same for a text, which is not kept. */
    void textFailed(ConnectionState connection, String sql, Throwable failure) {
        boolean unused = lost(connection, sql, failure);
    }

    /** Counts a lost connection; false where the failure says nothing of it. */
    private boolean lost(ConnectionState connection, String sql, Throwable failure) {
        Outage outage = connection.outage();
        if (outage == null || !Losses.isLoss(failure, outage.database().product())) {
            return false;
        }
        boolean gone = Losses.wasGone((SQLException) failure);
        if (gone && !connection.isLost()) {
            return false; // The application itself closed it.
        }
        interim.failed(outage, failure);
        connection.lost();
        if (!gone && interim.active() && connection.isAutoCommit()) {
            inDoubt(connection, sql, (SQLException) failure);
        }
        return true;
    }

    private void inDoubt(ConnectionState connection, String sql, SQLException failure) {
        if (salvage.wouldKeep(place(connection), sql, false)) {
            log.record(new HealEvent.Outage(
                    EventKind.IN_DOUBT,
                    connection.database().name(),
                    null,
                    Masking.mask(sql, connection.database().product()),
                    "SQLState " + failure.getSQLState()));
        }
    }

    private @Nullable SelfHealingOutcome kept(
            PreparedState state, int execution, @Nullable SQLException failure, @Nullable RecordId proof) {
        ConnectionState connection = state.connection;
        boolean single = execution == EXECUTE || execution == EXECUTE_UPDATE || execution == EXECUTE_LARGE_UPDATE;
        if (!single || !isAlone(connection) || state.halfKnown()) {
            return null;
        }
        try {
            int rows = salvage.keep(
                    place(connection), state.sql, state.flavour.asksForKeys(), Kept.values(state.bindings), proof);
            state.kept = rows;
            return SelfHealingOutcome.returned(Kept.answer(execution, rows));
        } catch (NotKeptException e) {
            log.record(new HealEvent.Outage(
                    EventKind.NOT_SPOOLED,
                    connection.database().name(),
                    null,
                    Masking.mask(state.sql, connection.database().product()),
                    e.getMessage()));
            if (failure != null && e.getCause() != null) {
                failure.addSuppressed(new SQLException("self-healing: " + e.getMessage()));
            }
            return null;
        }
    }

    /** A text may have switched auto-commit off too, as MySQL has it: drivers know. One that is gone has said what it said. */
    private static boolean isAlone(ConnectionState connection) {
        if (!connection.isAutoCommit()) {
            return false;
        }
        try {
            return Own.call(connection.connection()::getAutoCommit);
        } catch (SQLException e) {
            return true;
        }
    }

    static Place place(ConnectionState connection) {
        return connection.place();
    }

    /** What the application asks of a statement whose write was kept; null where it was not. */
    static @Nullable SelfHealingOutcome result(PreparedState state, int what) {
        return state.kept < 0 ? null : Kept.result(state, what);
    }

    /** The application did something to its connection. */
    void changed(ConnectionState connection, int what) {
        if (connection.outage() == null) {
            return;
        }
        if (what == CONNECTION_CLOSED) {
            connection.autoCommit(false);
        } else if (what == CONNECTION_AUTO_COMMIT) {
            interim.learnAutoCommit(connection); // in any mode: that may be another when the connection is lost
        }
    }
}
