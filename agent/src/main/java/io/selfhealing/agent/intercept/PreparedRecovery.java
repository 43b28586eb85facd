package io.selfhealing.agent.intercept;

import io.selfhealing.agent.sql.Failure;
import io.selfhealing.agent.sql.Failures;
import io.selfhealing.bootstrap.door.SelfHealingOutcome;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** After the database refused a prepared write: it runs once more as it should be, or its failure stands. */
final class PreparedRecovery {
    private static final String ABORTED = "the database has aborted the application's transaction";

    private final ModeSwitch mode;
    private final Planner planner;
    private final Transactions transactions;
    private final Runs runs;
    private final PreparedRuns prepared;
    private final PartialBatches partial;
    private final InstantSource clock;

    PreparedRecovery(
            ModeSwitch mode,
            Planner planner,
            Transactions transactions,
            Runs runs,
            PreparedRuns prepared,
            PartialBatches partial,
            InstantSource clock) {
        this.mode = mode;
        this.planner = planner;
        this.transactions = transactions;
        this.runs = runs;
        this.prepared = prepared;
        this.partial = partial;
        this.clock = clock;
    }

    /**
     * What is done about a refusal.
     *
     * @param failed null where nothing is known of the run
     * @return null where the failure stands
     */
    @Nullable
    SelfHealingOutcome recover(PreparedState state, int execution, @Nullable Run failed, SQLException refused) {
        long start = runs.now();
        Plan ran = ran(state, failed);
        Failure why = Failures.classify(refused, state.connection.database().product());
        if (mode.isOff() || state.halfKnown()) {
            return null;
        }
        if (!why.kind().schemaRelated() || planner.isOwnDoing(state.connection, state.sql, why)) {
            return finish(state, execution, ran, refused);
        }
        Plan next = planner.replan(state.connection, state.sql);
        if (next == null) {
            return null;
        }
        next.cell().disturbed(clock.instant());
        state.follow(next, state.connection.epoch());
        String text = failed == null ? state.driverSql : failed.ran();
        boolean differs = !next.target().equals(text)
                || ((failed == null || !failed.converted()) && prepared.converts(state, execution, next));
        String obstacle = differs && mode.heals() ? obstacle(state, execution, failed, refused) : null;
        if (!differs || !mode.heals() || obstacle != null) {
            runs.refused(state.connection, next, Rows.of(state, execution), why, obstacle);
            return obstacle == null ? finish(state, execution, ran, refused) : null;
        }
        return again(state, execution, failed, next, why, refused, start);
    }

    private @Nullable SelfHealingOutcome again(
            PreparedState state,
            int execution,
            @Nullable Run failed,
            Plan next,
            Failure first,
            SQLException refused,
            long start) {
        List<Bindings> all = state.rows;
        BatchRest rest = Execution.isBatch(execution) && !isProtected(failed) && Batches.partlyDone(refused)
                ? BatchRest.after(refused, all.size())
                : null;
        if (rest != null) {
            state.rows = rest.of(all);
        }
        SelfHealingOutcome outcome = again(state, execution, failed, next, first, start);
        return outcome == null || rest == null ? outcome : rest.with(outcome, execution);
    }

    private @Nullable SelfHealingOutcome again(
            PreparedState state, int execution, @Nullable Run failed, Plan next, Failure first, long start) {
        Run run = runs.begin(state.connection, next, Rows.of(state, execution), start);
        if (run == null) {
            return null;
        }
        // The last act before the second try: a transaction must not come back to life where nothing is tried.
        if (!transactions.mayRetry(state.connection, failed == null ? null : failed.savepoint)) {
            runs.abandoned(run, null);
            runs.refused(state.connection, next, Rows.of(state, execution), first, ABORTED);
            return null;
        }
        runs.discarded(failed);
        runs.protect(state.connection, run);
        List<Bindings> rows = state.rows;
        try {
            return prepared.byPlan(state, execution, run);
        } catch (SQLException e) {
            runs.abandoned(run, e);
            state.rows = rows;
            SelfHealingOutcome finished = finish(state, execution, next, e);
            return finished == null ? secondFailure(state, next, first, e) : finished;
        }
    }

    /**
     * What the application sees after the second try failed too: what the database honestly says to the write, healed or as the
     * application wrote it; otherwise the first failure.
     */
    private @Nullable SelfHealingOutcome secondFailure(
            PreparedState state, Plan next, Failure first, SQLException second) {
        Failure why = Failures.classify(second, state.connection.database().product());
        if (why.kind().schemaRelated() && !Batches.partlyDone(second)) {
            runs.refused(state.connection, next, first, null);
            return next.heals() ? null : SelfHealingOutcome.threw(second);
        }
        return SelfHealingOutcome.threw(second);
    }

    /** Why a failed write may not be tried again, whatever the transaction allows; null where it may. */
    private static @Nullable String obstacle(
            PreparedState state, int execution, @Nullable Run failed, SQLException refused) {
        if (Execution.isBatch(execution) && state.rowsForgotten) {
            return "the batch has more rows than are kept, so that they are not known any more";
        }
        if (Rows.consumed(state, execution)) {
            return "a bound stream can be read only once";
        }
        return isProtected(failed) || !Batches.partlyDone(refused) || mayRunLater(state, refused)
                ? null
                : "some rows of the batch have already landed, and the others would come too late";
    }

    private static boolean isProtected(@Nullable Run failed) {
        return failed != null && failed.savepoint != null;
    }

    private static boolean mayRunLater(PreparedState state, SQLException refused) {
        return BatchRest.after(refused, state.rows.size()).inOrder() || Batches.runsInAnyOrder(state.sql);
    }

    /** The plan by which the failed run was made; null where the agent had no part in it. */
    private static @Nullable Plan ran(PreparedState state, @Nullable Run failed) {
        if (failed != null) {
            return failed.asWritten ? failed.plan.asWritten() : failed.plan;
        }
        Plan plan = state.plan;
        return plan != null && !plan.heals() && plan.target().equals(state.driverSql) ? plan : null;
    }

    private @Nullable SelfHealingOutcome finish(
            PreparedState state, int execution, @Nullable Plan plan, SQLException failure) {
        if (plan == null
                || !mode.heals()
                || !Execution.isBatch(execution)
                || state.rowsForgotten
                || Rows.consumed(state, execution)) {
            return null;
        }
        SelfHealingOutcome outcome = partial.finish(
                state.connection, execution, state.rows, failure, true, rows -> part(state, execution, plan, rows));
        if (outcome != null) {
            prepared.restore(state);
        }
        return outcome;
    }

    private Object part(PreparedState state, int execution, Plan plan, List<Bindings> rows) throws SQLException {
        Run run = runs.begin(state.connection, plan, rows, runs.now());
        if (run == null) {
            throw new SQLException("a value that must be left out cannot be kept");
        }
        state.rows = rows;
        SelfHealingOutcome outcome;
        try {
            outcome = prepared.byPlan(state, execution, run);
        } catch (SQLException e) {
            runs.abandoned(run, e);
            throw e;
        }
        if (outcome.failure != null || outcome.value == null) {
            throw new SQLException("the driver failed", outcome.failure);
        }
        return outcome.value;
    }
}
