package io.selfhealing.agent.intercept;

import io.selfhealing.agent.intercept.PlainState.Added;
import io.selfhealing.agent.schema.TableCell;
import io.selfhealing.agent.sql.Failure;
import io.selfhealing.agent.sql.Failures;
import io.selfhealing.agent.sql.Scanner;
import io.selfhealing.bootstrap.door.SelfHealingOutcome;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Batches of texts on a plain statement. Each text is healed when it is added; a batch that failed as a whole is run once more. */
final class PlainBatches {
    private static final List<Bindings> ONE_ROW = List.of(new Bindings(0));

    private final ModeSwitch mode;
    private final Planner planner;
    private final Transactions transactions;
    private final Runs runs;
    private final Witness witness;
    private final PartialBatches partial;

    PlainBatches(
            ModeSwitch mode,
            Planner planner,
            Transactions transactions,
            Runs runs,
            Witness witness,
            PartialBatches partial) {
        this.witness = witness;
        this.mode = mode;
        this.planner = planner;
        this.transactions = transactions;
        this.runs = runs;
        this.partial = partial;
    }

    /** A batch is about to run. */
    void running(PlainState state) {
        state.batchSavepoint = state.batchAtRisk && mode.heals() ? transactions.protect(state.connection, null) : null;
    }

    /** The batch was cleared. */
    void cleared(PlainState state) {
        state.batch.forEach(added -> runs.abandoned(added.run(), null));
        forget(state);
    }

    private static void forget(PlainState state) {
        state.batch = List.of();
        state.batchChangesNames = false;
        state.batchAtRisk = false;
        state.batchSavepoint = null;
    }

    /** After a batch ran. Null where what the driver did stands. */
    @Nullable
    SelfHealingOutcome ran(PlainState state, int execution, @Nullable Throwable failure) {
        List<Added> batch = state.batch;
        boolean changesNames = state.batchChangesNames;
        Savepoint savepoint = state.batchSavepoint;
        forget(state);
        if (failure == null) {
            transactions.release(state.connection, savepoint);
            succeeded(state, batch);
            return null;
        }
        batch.forEach(added -> runs.abandoned(added.run(), failure));
        return failure instanceof SQLException refused && mode.heals() && !changesNames
                ? recover(state, execution, batch, savepoint, refused)
                : null;
    }

    private void succeeded(PlainState state, List<Added> batch) {
        for (Added added : batch) {
            witness.ran(state.connection, added.original());
            if (added.run() != null) {
                state.notice = HealNotice.or(added.run(), state.notice);
                runs.succeeded(state.connection, added.run(), ONE_ROW, null, Flavour.PLAIN);
            }
        }
    }

    private @Nullable SelfHealingOutcome recover(
            PlainState state, int execution, List<Added> batch, @Nullable Savepoint savepoint, SQLException refused) {
        Failure why = Failures.classify(refused, state.connection.database().product());
        BatchRest rest =
                savepoint == null && Batches.partlyDone(refused) ? BatchRest.after(refused, batch.size()) : null;
        boolean inTime = rest == null
                || rest.inOrder()
                || batch.stream().allMatch(added -> Batches.runsInAnyOrder(added.original()));
        if (!why.kind().schemaRelated() || !inTime) {
            return finish(state, execution, batch, refused);
        }
        List<Added> healed = healed(state, rest == null ? batch : rest.of(batch));
        if (healed == null) {
            return finish(state, execution, batch, refused);
        }
        // The last act before the second try: a transaction must not come back to life where nothing is tried.
        if (!transactions.mayRetry(state.connection, savepoint)) {
            healed.forEach(added -> runs.abandoned(added.run(), null));
            return null;
        }
        SelfHealingOutcome outcome = again(state, execution, healed, why);
        return outcome == null || rest == null ? outcome : rest.with(outcome, execution);
    }

    private @Nullable SelfHealingOutcome again(PlainState state, int execution, List<Added> healed, Failure first) {
        try {
            return SelfHealingOutcome.returned(run(state, execution, healed));
        } catch (SQLException e) {
            SelfHealingOutcome finished = finish(state, execution, healed, e);
            if (finished != null) {
                return finished;
            }
            // What is healed and fails in the same way is told as it failed at first.
            Failure second = Failures.classify(e, state.connection.database().product());
            return second.kind().schemaRelated() && second.equals(first) && !Batches.partlyDone(e)
                    ? null
                    : SelfHealingOutcome.threw(e);
        }
    }

    private Object run(PlainState state, int execution, List<Added> batch) throws SQLException {
        try {
            Statement statement = state.statement();
            Object counts = Own.call(() -> {
                statement.clearBatch();
                for (Added added : batch) {
                    statement.addBatch(added.given());
                }
                return Execution.runBatch(statement, execution);
            });
            succeeded(state, batch);
            return counts;
        } catch (SQLException e) {
            batch.forEach(added -> runs.abandoned(added.run(), e));
            throw e;
        }
    }

    private @Nullable SelfHealingOutcome finish(
            PlainState state, int execution, List<Added> batch, SQLException failure) {
        return partial.finish(
                state.connection,
                execution,
                batch,
                failure,
                false,
                some -> run(
                        state,
                        execution,
                        some.stream().map(added -> begun(state, added)).toList()));
    }

    /** Its run was abandoned with the batch that failed: what it leaves out is to be kept anew. */
    private Added begun(PlainState state, Added added) {
        Run run = added.run() == null ? null : begin(state, added.run().plan);
        return run == null && added.run() != null
                ? new Added(added.original(), added.original(), null)
                : new Added(added.original(), added.given(), run);
    }

    /** The batch as it should have been; null where that is no other than it was. */
    private @Nullable List<Added> healed(PlainState state, List<Added> batch) {
        List<Added> healed = new ArrayList<>();
        Set<TableCell> looked = new HashSet<>();
        boolean differs = false;
        for (Added added : batch) {
            if (!Scanner.kind(added.original()).isWrite()) {
                healed.add(added);
                continue;
            }
            Plan plan = planner.plan(state.connection, added.original());
            if (plan != null && looked.add(plan.cell())) {
                plan = planner.replan(state.connection, added.original());
            }
            Run run = plan == null || !plan.heals() ? null : begin(state, plan);
            String text = run == null ? added.original() : run.plan.target();
            differs |= !text.equals(added.given());
            healed.add(new Added(added.original(), text, run));
        }
        if (differs) {
            return healed;
        }
        healed.forEach(added -> runs.abandoned(added.run(), null));
        return null;
    }

    private @Nullable Run begin(PlainState state, Plan plan) {
        LeftOutColumns leftOut = plan.leftOut();
        return leftOut != null && leftOut.needsGeneratedKeys()
                ? null
                : runs.begin(state.connection, plan, ONE_ROW, runs.now());
    }
}
