package io.selfhealing.agent.intercept;

import io.selfhealing.agent.config.Mode;
import io.selfhealing.agent.intercept.PlainState.Added;
import io.selfhealing.agent.sql.Failure;
import io.selfhealing.agent.sql.Failures;
import io.selfhealing.agent.sql.Scanner;
import io.selfhealing.bootstrap.door.SelfHealingOutcome;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Batches of texts on a plain statement. Each text is healed when it is added; a batch that failed as a whole is run once more. */
final class PlainBatches {
    private static final List<Bindings> ONE_ROW = List.of(new Bindings(0));

    private final Mode mode;
    private final Planner planner;
    private final Transactions transactions;
    private final Runs runs;
    private final Witness witness;

    PlainBatches(Mode mode, Planner planner, Transactions transactions, Runs runs, Witness witness) {
        this.witness = witness;
        this.mode = mode;
        this.planner = planner;
        this.transactions = transactions;
        this.runs = runs;
    }

    /** The batch was cleared. */
    void cleared(PlainState state) {
        state.batch.forEach(added -> runs.abandoned(added.run(), null));
        state.batchChangesNames = false;
        state.batch = List.of();
    }

    /** After a batch ran. Null where what the driver did stands. */
    @Nullable
    SelfHealingOutcome ran(PlainState state, int execution, @Nullable Throwable failure) {
        List<Added> batch = state.batch;
        boolean changesNames = state.batchChangesNames;
        state.batch = List.of();
        state.batchChangesNames = false;
        if (failure == null) {
            succeeded(state, batch);
            return null;
        }
        batch.forEach(added -> runs.abandoned(added.run(), failure));
        return failure instanceof SQLException refused && mode == Mode.HEAL && !changesNames
                ? recover(state, execution, batch, refused)
                : null;
    }

    private void succeeded(PlainState state, List<Added> batch) {
        for (Added added : batch) {
            witness.ran(state.connection, added.original());
            if (added.run() != null) {
                runs.succeeded(state.connection, added.run(), ONE_ROW, null, Flavour.PLAIN);
            }
        }
    }

    private @Nullable SelfHealingOutcome recover(
            PlainState state, int execution, List<Added> batch, SQLException refused) {
        Failure why = Failures.classify(refused, state.connection.database().product());
        if (!why.kind().schemaRelated()
                || Batches.partlyDone(refused)
                || !transactions.mayRetry(state.connection, null)) {
            return null;
        }
        List<Added> healed = healed(state, batch);
        if (healed == null) {
            return null;
        }
        try {
            Statement statement = state.statement();
            Object counts = Own.ask(() -> {
                statement.clearBatch();
                for (Added added : healed) {
                    statement.addBatch(added.given());
                }
                return Execution.runBatch(statement, execution);
            });
            succeeded(state, healed);
            return SelfHealingOutcome.returned(counts);
        } catch (SQLException e) {
            healed.forEach(added -> runs.abandoned(added.run(), e));
            Failure second = Failures.classify(e, state.connection.database().product());
            return second.kind().schemaRelated() ? null : SelfHealingOutcome.threw(e);
        }
    }

    /** The batch as it should have been; null where that is no other than it was. */
    private @Nullable List<Added> healed(PlainState state, List<Added> batch) {
        List<Added> healed = new ArrayList<>();
        boolean looked = false;
        boolean differs = false;
        for (Added added : batch) {
            if (!Scanner.kind(added.original()).isWrite()) {
                healed.add(added);
                continue;
            }
            Plan plan = looked
                    ? planner.plan(state.connection, added.original())
                    : planner.replan(state.connection, added.original());
            looked = true;
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
