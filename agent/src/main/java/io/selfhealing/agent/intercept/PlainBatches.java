package io.selfhealing.agent.intercept;

import io.selfhealing.agent.heal.Step;
import io.selfhealing.agent.heal.Verdict;
import io.selfhealing.agent.intercept.PlainState.Added;
import io.selfhealing.agent.schema.TableCell;
import io.selfhealing.agent.schema.TableView;
import io.selfhealing.agent.sql.Failure;
import io.selfhealing.agent.sql.Failures;
import io.selfhealing.agent.sql.Product;
import io.selfhealing.agent.sql.Scanner;
import io.selfhealing.bootstrap.door.SelfHealingDoor;
import io.selfhealing.bootstrap.door.SelfHealingOutcome;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Batches of texts on a plain statement. Each text is healed when it is added; a batch that failed as a whole is run once more. */
final class PlainBatches {
    private static final List<Bindings> ONE_ROW = List.of(new Bindings(0));

    private static final String NOT_WITH_THESE = "its values, or the key of its row, do not allow for it";

    private final ModeSwitch mode;
    private final Planner planner;
    private final PlanVerifier verifier;
    private final Transactions transactions;
    private final Runs runs;
    private final Binder binder;
    private final Witness witness;
    private final PartialBatches partial;

    PlainBatches(
            ModeSwitch mode,
            Planner planner,
            PlanVerifier verifier,
            Transactions transactions,
            Runs runs,
            Binder binder,
            Witness witness,
            PartialBatches partial) {
        this.binder = binder;
        this.witness = witness;
        this.mode = mode;
        this.planner = planner;
        this.verifier = verifier;
        this.transactions = transactions;
        this.runs = runs;
        this.partial = partial;
    }

    /** A batch is about to run. Not null where it must not, since it could not be made what it should be. */
    @Nullable
    SelfHealingOutcome running(PlainState state, int execution) {
        SelfHealingOutcome stopped = prepared(state);
        return stopped == null && leavesOut(state.batch) ? runCounted(state, execution) : stopped;
    }

    private static boolean leavesOut(List<Added> batch) {
        return batch.stream()
                .anyMatch(added -> added.run() != null && added.run().plan.leftOut() != null);
    }

    /** Here, and not by the application's call: only the answer tells which texts found a row for what was left out of them. */
    private SelfHealingOutcome runCounted(PlainState state, int execution) {
        Object counts;
        try {
            Statement statement = state.statement();
            counts = Own.call(() -> Execution.runBatch(statement, execution));
        } catch (SQLException | RuntimeException | Error e) {
            SelfHealingOutcome outcome = ran(state, execution, e);
            return outcome == null ? SelfHealingOutcome.threw(e) : outcome;
        }
        List<Added> batch = state.batch;
        Savepoint savepoint = state.batchSavepoint;
        forget(state);
        try {
            transactions.release(state.connection, savepoint);
            succeeded(state, batch, Counts.of(counts));
        } catch (RuntimeException | LinkageError e) {
            SelfHealingDoor.count(e);
        }
        return SelfHealingOutcome.returned(counts);
    }

    private @Nullable SelfHealingOutcome prepared(PlainState state) {
        try {
            return asked(state);
        } catch (RuntimeException | LinkageError e) {
            SelfHealingDoor.count(e);
            return addAgain(state, own(state.batch)); // What nobody could ask about must not run changed.
        }
    }

    private @Nullable SelfHealingOutcome asked(PlainState state) {
        Set<TableCell> healed = new HashSet<>();
        for (Added added : state.batch) {
            if (added.run() != null) {
                healed.add(added.run().plan.cell());
            }
        }
        if (healed.isEmpty()) {
            boolean protects = state.batchAtRisk && mode.heals();
            state.batchSavepoint = protects ? transactions.protect(state.connection, null) : null;
            return null;
        }
        PlanVerifier.Guard guard = verifier.guard(state.connection, healed);
        List<Added> checked = checked(state, state.batch, guard);
        if (guard.forReading()) {
            transactions.release(state.connection, guard.savepoint());
        } else {
            state.batchSavepoint = guard.savepoint();
        }
        return given(checked).equals(given(state.batch)) ? keep(state, checked) : addAgain(state, checked);
    }

    private static List<Added> own(List<Added> batch) {
        return batch.stream().map(PlainBatches::own).toList();
    }

    private static Added own(Added added) {
        return new Added(added.original(), added.original(), null);
    }

    private static List<String> given(List<Added> batch) {
        return batch.stream().map(Added::given).toList();
    }

    private static @Nullable SelfHealingOutcome keep(PlainState state, List<Added> batch) {
        state.batch = new ArrayList<>(batch);
        return null;
    }

    private static @Nullable SelfHealingOutcome addAgain(PlainState state, List<Added> batch) {
        state.batch = new ArrayList<>(batch);
        try {
            Statement statement = state.statement();
            Own.act(() -> {
                statement.clearBatch();
                for (Added added : batch) {
                    statement.addBatch(added.given());
                }
            });
            return null;
        } catch (SQLException e) {
            return SelfHealingOutcome.threw(e);
        }
    }

    /** What a text of the batch is about: for all texts with the same plan's ground the connection is asked once. */
    private record Ground(TableCell cell, TableView view, Step.@Nullable RenameTable move) {}

    /**
     * The batch with each changed text as it should be now: changed in another way, or not at all, where the names mean others. Where some
     * text cannot be made to fit its table, all are the application's own: a driver that goes on after a failure would land the healed ones,
     * and the application would hear of the others alone.
     */
    private List<Added> checked(PlainState state, List<Added> batch, PlanVerifier.Guard guard) {
        List<Added> checked = new ArrayList<>();
        Set<Ground> agreed = new HashSet<>();
        boolean whole = true;
        for (Added added : batch) {
            Added now = checked(state, added, guard, agreed);
            whole &= now != null;
            checked.add(now == null ? own(added) : now);
        }
        return whole || partial.wanted(state.connection) ? checked : ownInstead(checked);
    }

    /** Null where the text does not fit its table and cannot be made to, or nobody can tell. */
    private @Nullable Added checked(PlainState state, Added added, PlanVerifier.Guard guard, Set<Ground> agreed) {
        Run run = added.run();
        if (run == null) {
            return fits(state, added.original()) ? added : null;
        }
        if (agreed.contains(ground(run.plan))) {
            return added;
        }
        Plan plan = guard.usable()
                ? verifier.verify(state.connection, run.plan, Flavour.PLAIN, guard.savepoint(), false)
                : null;
        if (run.plan.equals(plan)) {
            agreed.add(ground(run.plan));
            return added;
        }
        runs.abandoned(run, null);
        if (plan != null && fits(plan)) {
            return own(added);
        }
        Run other = plan == null || !plan.heals() || plan.needsProof() ? null : begin(state, plan);
        return other == null ? null : new Added(added.original(), other.plan.target(), other);
    }

    /** Whether a text may run as it is, for all that is known now. */
    private boolean fits(PlainState state, String sql) {
        if (!Scanner.kind(sql).isWrite() || planner.isKnownHealthy(state.connection, sql, Flavour.PLAIN)) {
            return true;
        }
        Plan plan = planner.planOnce(state.connection, sql, Flavour.PLAIN);
        return plan == null || fits(plan);
    }

    private static boolean fits(Plan plan) {
        return !plan.heals() && plan.verdict() instanceof Verdict.Healthy;
    }

    private List<Added> ownInstead(List<Added> batch) {
        batch.forEach(added -> runs.abandoned(added.run(), null));
        return own(batch);
    }

    private static Ground ground(Plan plan) {
        return new Ground(plan.cell(), plan.view(), plan.move());
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
            succeeded(state, batch, null);
            return null;
        }
        batch.forEach(added -> runs.abandoned(added.run(), failure));
        if (!(failure instanceof SQLException refused)) {
            return null;
        }
        SelfHealingOutcome outcome =
                mode.heals() && !changesNames ? recover(state, execution, batch, savepoint, refused) : null;
        SQLException shown = outcome == null ? shown(state, batch, refused) : refused;
        return shown == refused ? outcome : SelfHealingOutcome.threw(shown);
    }

    private static SQLException shown(PlainState state, List<Added> batch, SQLException failure) {
        Map<String, String> originals = new HashMap<>();
        batch.stream()
                .filter(added -> !added.given().equals(added.original()))
                .forEach(added -> originals.put(added.given(), added.original()));
        return originals.isEmpty()
                ? failure
                : Quotation.ofOriginal(
                        failure,
                        originals,
                        row -> row < batch.size() ? batch.get(row).original() : "",
                        state.connection.database().product());
    }

    /** @param counts of each text what it wrote; null where nobody told */
    private void succeeded(PlainState state, List<Added> batch, long @Nullable [] counts) {
        boolean told = counts != null && counts.length == batch.size();
        for (int i = 0; i < batch.size(); i++) {
            Run run = batch.get(i).run();
            witness.ran(state.connection, batch.get(i).original());
            if (run != null) {
                state.notice = HealNotice.or(run, state.notice);
                long[] count = counts != null && told ? new long[] {counts[i]} : null;
                runs.succeeded(state.connection, run, ONE_ROW, null, Flavour.PLAIN, count);
            }
        }
    }

    private @Nullable SelfHealingOutcome recover(
            PlainState state, int execution, List<Added> batch, @Nullable Savepoint savepoint, SQLException refused) {
        BatchRest rest =
                savepoint == null && Batches.partlyDone(refused) ? BatchRest.after(refused, batch.size()) : null;
        boolean inTime = rest == null
                || rest.inOrder()
                || batch.stream().allMatch(added -> Batches.runsInAnyOrder(added.original()));
        if (isHonest(state, batch, refused) || !inTime) {
            return finish(state, execution, batch, refused);
        }
        boolean changed = batch.stream().anyMatch(added -> !added.given().equals(added.original()));
        if (!transactions.isUsable(state.connection, savepoint)) {
            return null;
        }
        Failure why = Failures.classify(refused, state.connection.database().product());
        boolean unused = state.connection.askPathAgain();
        List<Added> healed = why.kind().schemaRelated()
                ? healed(state, rest == null ? batch : rest.of(batch), savepoint, why)
                : null;
        if (healed != null) {
            SelfHealingOutcome outcome = again(state, execution, healed, savepoint);
            if (outcome != null) {
                return rest == null ? outcome : rest.with(outcome, execution);
            }
        }
        if (rest == null && (changed || savepoint != null)) {
            return ownTexts(state, execution, batch, savepoint);
        }
        return healed == null ? finish(state, execution, batch, refused) : null;
    }

    /** Whether how the batch failed is the application's to see. */
    private boolean isHonest(PlainState state, List<Added> batch, SQLException refused) {
        Product product = state.connection.database().product();
        Failure why = Failures.classify(refused, product);
        boolean changed = false;
        for (Added added : batch) {
            Run run = added.run();
            if (run != null) {
                changed = true;
                boolean ownDoing = planner.isOwnDoing(state.connection, added.original(), why);
                if (!HonestErrors.isHonest(run.plan, run.converted(), ownDoing, refused, product)) {
                    return false;
                }
            }
        }
        return changed || !why.kind().schemaRelated();
    }

    /** Null where what was tried failed in a way that is not the application's to see. */
    private @Nullable SelfHealingOutcome again(
            PlainState state, int execution, List<Added> healed, @Nullable Savepoint savepoint) {
        try {
            Object counts = run(state, execution, healed);
            transactions.release(state.connection, savepoint);
            return SelfHealingOutcome.returned(counts);
        } catch (SQLException e) {
            SelfHealingOutcome finished = finish(state, execution, healed, e);
            if (finished != null) {
                return finished;
            }
            return isHonest(state, healed, e) || Batches.partlyDone(e)
                    ? SelfHealingOutcome.threw(shown(state, healed, e))
                    : null;
        }
    }

    /** The application's own texts have the last word where changed ones failed: nothing of those has landed. */
    private @Nullable SelfHealingOutcome ownTexts(
            PlainState state, int execution, List<Added> batch, @Nullable Savepoint savepoint) {
        if (!transactions.isUsable(state.connection, savepoint)) {
            return null;
        }
        List<Added> own = own(batch);
        try {
            Object counts = run(state, execution, own);
            transactions.release(state.connection, savepoint);
            return SelfHealingOutcome.returned(counts);
        } catch (SQLException e) {
            SelfHealingOutcome finished = finish(state, execution, own, e);
            return finished == null ? SelfHealingOutcome.threw(e) : finished;
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
            succeeded(state, batch, Counts.of(counts));
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

    /** The batch as it should have been; null where that is no other than it was, or some text of it cannot be made what it should be. */
    private @Nullable List<Added> healed(
            PlainState state, List<Added> batch, @Nullable Savepoint savepoint, Failure why) {
        List<Added> healed = new ArrayList<>();
        Set<TableCell> looked = new HashSet<>();
        Set<Ground> agreed = new HashSet<>();
        Plan unhealed = null;
        for (Added added : batch) {
            if (!Scanner.kind(added.original()).isWrite()) {
                healed.add(added);
                continue;
            }
            Plan plan = planner.plan(state.connection, added.original());
            if (plan != null && looked.add(plan.cell())) {
                plan = planner.replan(state.connection, added.original());
            }
            Plan wanted = plan;
            if (plan != null && plan.heals() && !agreed.contains(ground(plan))) {
                plan = verifier.verify(state.connection, plan, Flavour.PLAIN, savepoint, true);
                if (plan != null && plan.heals()) {
                    agreed.add(ground(plan));
                }
            }
            Run run = plan == null || !plan.heals() ? null : begin(state, plan);
            boolean fits = wanted == null || run != null || (plan != null && fits(plan));
            unhealed = unhealed != null || fits ? unhealed : plan == null ? wanted : plan;
            healed.add(new Added(added.original(), run == null ? added.original() : run.plan.target(), run));
        }
        if (unhealed != null) {
            runs.unmended(mode, state.connection, unhealed, List.of(), why, obstacle(state, unhealed, why));
        }
        boolean whole = unhealed == null || partial.wanted(state.connection);
        if (whole && !given(healed).equals(given(batch))) {
            return healed;
        }
        healed.forEach(added -> runs.abandoned(added.run(), null));
        return null;
    }

    private @Nullable String obstacle(PlainState state, Plan plan, Failure why) {
        String keys = PlainKeys.obstacle(plan, state.connection.database().product());
        String unfit = keys == null ? binder.unfit(List.of(), plan, why, state.connection.database()) : keys;
        return unfit != null || !plan.heals() ? unfit : NOT_WITH_THESE;
    }

    private @Nullable Run begin(PlainState state, Plan plan) {
        return PlainKeys.obstacle(plan, state.connection.database().product()) == null
                ? runs.begin(state.connection, plan, ONE_ROW, runs.now())
                : null;
    }
}
