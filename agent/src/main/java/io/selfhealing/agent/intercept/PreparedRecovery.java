package io.selfhealing.agent.intercept;

import io.selfhealing.agent.heal.Verdict;
import io.selfhealing.agent.sql.Failure;
import io.selfhealing.agent.sql.Failures;
import io.selfhealing.agent.sql.Product;
import io.selfhealing.bootstrap.door.SelfHealingOutcome;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** After the database refused a prepared write: it runs once more as it should be, or its failure stands. */
final class PreparedRecovery {
    private static final String ABORTED = "the database has aborted the application's transaction";

    private final ModeSwitch mode;
    private final Planner planner;
    private final PlanVerifier verifier;
    private final Transactions transactions;
    private final Runs runs;
    private final PreparedRuns prepared;
    private final PartialBatches partial;
    private final InstantSource clock;

    PreparedRecovery(
            ModeSwitch mode,
            Planner planner,
            PlanVerifier verifier,
            Transactions transactions,
            Runs runs,
            PreparedRuns prepared,
            PartialBatches partial,
            InstantSource clock) {
        this.mode = mode;
        this.planner = planner;
        this.verifier = verifier;
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
        if (standsAsItIs(state, failed, why, refused)) {
            return finish(state, execution, ran, refused);
        }
        String obstacle = obstacle(state, execution, failed, refused);
        Savepoint savepoint = failed == null ? null : failed.savepoint;
        boolean usable = obstacle == null && mode.heals() && transactions.isUsable(state.connection, savepoint);
        if (usable) {
            runs.discarded(failed);
            boolean unused = state.connection.askPathAgain();
        }
        Instant since = clock.instant();
        Plan next = planner.replan(state.connection, state.sql, state.flavour);
        SelfHealingOutcome outcome = null;
        if (next != null) {
            next.cell().disturbed(clock.instant());
            state.follow(next, state.connection.epoch());
            String text = failed == null ? state.driverSql : failed.ran();
            boolean stale = why.kind() == Failure.Kind.STALE_PLAN || hasOldTypes(failed, why);
            boolean differs = stale
                    || !next.target().equals(text)
                    || ((failed == null || !failed.converted()) && prepared.converts(state, execution, next));
            String unequal = differs && usable ? prepared.unequal(state, execution, next) : null;
            if (differs && usable && unequal == null) {
                outcome = again(state, execution, savepoint, next, refused, start, stale);
            } else {
                String late = next.heals() ? null : planner.lateLook(state.connection, next, since);
                String unhealed = late != null
                        ? late
                        : next.heals() || next.verdict() instanceof Verdict.Refusal
                                ? null
                                : next.parameterTypes().objection();
                String hindrance = unequal != null ? unequal : obstacle == null ? ABORTED : obstacle;
                String reason = differs && mode.heals() ? hindrance : unhealed;
                if (reason == null) {
                    reason = prepared.unfit(state, execution, next, why);
                }
                runs.unmended(mode, state.connection, next, Rows.of(state, execution), why, reason);
            }
        }
        if (outcome != null) {
            return outcome;
        }
        boolean isOwn = failed == null || !failed.heals();
        if (usable && (savepoint != null || !isOwn) && !Batches.partlyDone(refused)) {
            return ownText(state, execution, savepoint);
        }
        return obstacle == null ? finish(state, execution, ran, refused) : null;
    }

    /**
     * Whether the server may have read a converted value as one of the type that the column had when the statement was prepared. It has to
     * be prepared anew, or the application would hear of a value that it never sent.
     */
    private static boolean hasOldTypes(@Nullable Run failed, Failure why) {
        return failed != null && failed.converted() && why.kind() == Failure.Kind.TYPE_MISMATCH;
    }

    /** Whether the failure is the application's, so that nothing else is tried. */
    private boolean standsAsItIs(PreparedState state, @Nullable Run failed, Failure why, SQLException refused) {
        boolean ownDoing = planner.isOwnDoing(state.connection, state.sql, why);
        if (failed == null || !failed.heals()) {
            return !why.kind().schemaRelated() || ownDoing;
        }
        return HonestErrors.isHonest(
                failed.plan,
                failed.converted(),
                ownDoing,
                refused,
                state.connection.database().product());
    }

    /** The application's own text has the last word where a changed one failed: nothing of that has landed. */
    private @Nullable SelfHealingOutcome ownText(PreparedState state, int execution, @Nullable Savepoint savepoint) {
        if (!transactions.isUsable(state.connection, savepoint)) {
            return null;
        }
        SelfHealingOutcome outcome = prepared.asWritten(state, execution);
        if (outcome.failure == null) {
            transactions.release(state.connection, savepoint);
        }
        return outcome;
    }

    private @Nullable SelfHealingOutcome again(
            PreparedState state,
            int execution,
            @Nullable Savepoint savepoint,
            Plan next,
            SQLException refused,
            long start,
            boolean stale) {
        List<Bindings> all = state.rows;
        BatchRest rest = Execution.isBatch(execution) && savepoint == null && Batches.partlyDone(refused)
                ? BatchRest.after(refused, all.size())
                : null;
        if (rest != null) {
            state.rows = rest.of(all);
        }
        SelfHealingOutcome outcome = again(state, execution, savepoint, next, start, stale);
        if (outcome == null) {
            state.rows = all;
        }
        return outcome == null || rest == null ? outcome : rest.with(outcome, execution);
    }

    /** Null where nothing was tried, or what was tried failed in a way that is not the application's to see. */
    private @Nullable SelfHealingOutcome again(
            PreparedState state,
            int execution,
            @Nullable Savepoint savepoint,
            Plan next,
            long start,
            boolean onFreshStatement) {
        Plan plan = verifier.verify(state.connection, next, state.flavour, savepoint, true);
        if (plan == null) {
            return null;
        }
        state.follow(plan, state.connection.epoch());
        boolean acts = plan.heals() || prepared.converts(state, execution, plan);
        Run run = runs.begin(state.connection, plan, Rows.of(state, execution), start);
        if (run == null) {
            return null;
        }
        run.savepoint = savepoint;
        List<Bindings> rows = state.rows;
        try {
            return onFreshStatement ? prepared.onFresh(state, execution, run) : prepared.byPlan(state, execution, run);
        } catch (SQLException e) {
            runs.abandoned(run, e);
            state.rows = rows;
            SelfHealingOutcome finished = finish(state, execution, plan, e);
            return finished == null ? secondFailure(state, run, acts, e) : finished;
        }
    }

    /**
     * What the application sees after the second try failed too: what the database honestly says to the write, healed or as the
     * application wrote it. Null where its own text has to speak.
     */
    private @Nullable SelfHealingOutcome secondFailure(
            PreparedState state, Run run, boolean acts, SQLException second) {
        Product product = state.connection.database().product();
        Failure why = Failures.classify(second, product);
        boolean ownDoing = planner.isOwnDoing(state.connection, state.sql, why);
        if (!acts
                || Batches.partlyDone(second)
                || HonestErrors.isHonest(run.plan, run.converted(), ownDoing, second, product)) {
            return SelfHealingOutcome.threw(run.heals() ? Quotation.ofOriginal(second, run.plan, product) : second);
        }
        runs.refused(state.connection, run.plan, why, null);
        return null;
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
