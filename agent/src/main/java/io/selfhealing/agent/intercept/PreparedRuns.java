package io.selfhealing.agent.intercept;

import io.selfhealing.agent.heal.Evidence;
import io.selfhealing.agent.schema.Database;
import io.selfhealing.agent.sql.Failure;
import io.selfhealing.bootstrap.door.SelfHealingDoor;
import io.selfhealing.bootstrap.door.SelfHealingOutcome;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Runs a prepared write: on the application's own statement, or on a replacement that answers for it. */
final class PreparedRuns {
    private final Binder binder;
    private final Runs runs;
    private final PartialBatches partial;

    PreparedRuns(Binder binder, Runs runs, PartialBatches partial) {
        this.binder = binder;
        this.runs = runs;
        this.partial = partial;
    }

    /** Whether some bound value would be converted. */
    boolean converts(PreparedState state, int execution, Plan plan) {
        Database database = state.connection.database();
        return Rows.of(state, execution).stream().anyMatch(row -> binder.converts(row, plan, database));
    }

    /** Why some value is not converted although its column is of another type; null where nothing tells. */
    @Nullable
    String unfit(PreparedState state, int execution, Plan plan, Failure why) {
        return binder.unfit(Rows.of(state, execution), plan, why, state.connection.database());
    }

    /**
     * Why a batch is to run as it was bound although some of its rows could be made to fit: a driver that goes on after a failure would land
     * those, and the application would hear of the others alone. Null where nothing stands in the way.
     */
    @Nullable
    String unequal(PreparedState state, int execution, Plan plan) {
        return Execution.isBatch(execution) && state.rows.size() > 1 && !partial.wanted(state.connection)
                ? binder.unfitAmongConverted(state.rows, plan, state.connection.database())
                : null;
    }

    /** On the application's own statement where that has the plan's text. */
    SelfHealingOutcome byPlan(PreparedState state, int execution, Run run) throws SQLException {
        return run.plan.target().equals(state.driverSql)
                ? onOwn(state, execution, run)
                : onReplacement(state, execution, run);
    }

    SelfHealingOutcome onReplacement(PreparedState state, int execution, Run run) throws SQLException {
        Flavour flavour = Flavours.of(run.plan, state.flavour);
        if (flavour == null) {
            throw new SQLException("the generated keys that identify the row cannot be asked for");
        }
        PreparedStatement statement = replacement(state, run.plan.target(), flavour);
        Own.act(() -> fill(state, execution, run, statement));
        state.answeredByReplacement = true;
        return ran(state, execution, run, statement);
    }

    /** On a statement that was never prepared before, which has no plan of its own that could be too old. */
    SelfHealingOutcome onFresh(PreparedState state, int execution, Run run) throws SQLException {
        Replacement old = state.replacement;
        state.replacement = null;
        if (old != null) {
            old.close();
        }
        return onReplacement(state, execution, run);
    }

    SelfHealingOutcome onOwn(PreparedState state, int execution, Run run) throws SQLException {
        bindToOwn(state, execution, run);
        state.answeredByReplacement = false;
        return ran(state, execution, run, state.statement());
    }

    /** From here on whatever happens is an outcome: the write must never run a second time by mistake. */
    private SelfHealingOutcome ran(PreparedState state, int execution, Run run, PreparedStatement statement)
            throws SQLException {
        Object value;
        try {
            value = run(state, execution, statement);
        } catch (RuntimeException | Error e) {
            return SelfHealingOutcome.threw(e);
        }
        try {
            state.notice = HealNotice.of(run);
            state.keys = runs.succeeded(
                    state.connection, run, Rows.of(state, execution), statement, state.flavour, Counts.of(value));
        } catch (RuntimeException | Error e) {
            SelfHealingDoor.count(e);
        }
        if (Execution.isBatch(execution)) {
            state.forgetRows();
        }
        return SelfHealingOutcome.returned(value);
    }

    /**
     * A statement of that text with all that the application bound, behind a first parameter of the agent's own.
     *
     * @throws SQLException as the driver does; nothing was sent then
     */
    static PreparedStatement proved(PreparedState state, String sql, long proof) throws SQLException {
        PreparedStatement statement = replacement(state, sql, state.flavour);
        Own.act(() -> {
            statement.clearParameters();
            statement.setLong(1, proof);
            Replay.behind(1, state.bindings, statement);
        });
        return statement;
    }

    /** Runs a replacement, which answers for its results from then on. */
    static @Nullable Object runReplacement(PreparedState state, int execution, PreparedStatement statement)
            throws SQLException {
        state.answeredByReplacement = true;
        return run(state, execution, statement);
    }

    private static @Nullable Object run(PreparedState state, int execution, PreparedStatement statement)
            throws SQLException {
        state.running = state.answeredByReplacement ? statement : null;
        try {
            return Own.ask(() -> Execution.run(statement, execution));
        } finally {
            state.running = null;
        }
    }

    /** Gives the application's statement its own parameters back after rows of a batch were bound to it. */
    void restore(PreparedState state) {
        if (state.deferred || state.bindings.consumed()) {
            return;
        }
        state.replaying = true;
        try {
            PreparedStatement own = state.statement();
            Own.act(() -> Replay.all(state.bindings, own));
        } catch (SQLException e) {
            // The driver refused what it took before: it will say so again when it is bound again.
        } finally {
            state.replaying = false;
        }
    }

    void bindToOwn(PreparedState state, int execution, Run run) throws SQLException {
        state.replaying = true;
        try {
            PreparedStatement statement = state.statement();
            Own.act(() -> fill(state, execution, run, statement));
        } finally {
            state.replaying = false;
        }
    }

    private void fill(PreparedState state, int execution, Run run, PreparedStatement target) throws SQLException {
        checkReadable(state, execution);
        Database database = state.connection.database();
        if (!Execution.isBatch(execution)) {
            Evidence converted = bind(state.bindings, target, run.plan, database);
            run.conversion = converted == null ? run.conversion : converted;
        } else {
            target.clearBatch();
            for (Bindings row : state.rows) {
                Evidence converted = bind(row, target, run.plan, database);
                run.conversion = converted == null ? run.conversion : converted;
                target.addBatch();
            }
        }
        run.ready(runs.now());
    }

    /** What the application has not bound must stay unbound, or the row before would answer for it. */
    private @Nullable Evidence bind(Bindings row, PreparedStatement target, Plan plan, Database database)
            throws SQLException {
        target.clearParameters();
        return binder.bind(row, target, plan, database);
    }

    /** Runs the application's own text with what it bound, where its statement cannot. What the database says is final. */
    SelfHealingOutcome asWritten(PreparedState state, int execution) {
        try {
            checkReadable(state, execution);
            PreparedStatement statement = replacement(state, state.sql, state.flavour);
            state.answeredByReplacement = true;
            Own.act(() -> {
                if (Execution.isBatch(execution)) {
                    statement.clearBatch();
                    for (Bindings row : state.rows) {
                        Replay.all(row, statement);
                        statement.addBatch();
                    }
                } else {
                    Replay.all(state.bindings, statement);
                }
            });
            return SelfHealingOutcome.returned(run(state, execution, statement));
        } catch (SQLException | RuntimeException | Error e) {
            return SelfHealingOutcome.threw(e);
        } finally {
            if (Execution.isBatch(execution)) {
                state.forgetRows();
            }
        }
    }

    private static void checkReadable(PreparedState state, int execution) throws SQLException {
        for (Bindings row : Rows.of(state, execution)) {
            if (row.unreadable() || row.consumed()) {
                throw new SQLException("a bound stream could not be read again after the table had changed");
            }
        }
    }

    private static PreparedStatement replacement(PreparedState state, String sql, Flavour flavour) throws SQLException {
        PreparedStatement own = state.statement();
        Own.act(own::clearBatch); // Its rows, if it has any, run elsewhere now.
        Replacement replacement = state.replacement;
        if (replacement == null || !replacement.serves(sql, flavour)) {
            if (replacement != null) {
                state.replacement = null; // The next may not come to be.
                replacement.close();
            }
            replacement = Own.call(() -> Replacement.of(state, sql, flavour));
            state.replacement = replacement;
        }
        PreparedStatement statement = replacement.statement();
        Own.act(() -> Replacement.limit(statement, own));
        return statement;
    }
}
