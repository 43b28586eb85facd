package io.selfhealing.agent.intercept;

import static io.selfhealing.bootstrap.door.SelfHealingDoor.ADD_BATCH;

import io.selfhealing.agent.sql.Failure;
import io.selfhealing.agent.sql.Failures;
import io.selfhealing.agent.sql.Scanner;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Texts that run on a plain statement: healed as text, before they run or once after they failed. */
final class PlainWrites {
    private static final List<Bindings> ONE_ROW = List.of(new Bindings(0));

    private final ModeSwitch mode;
    private final Planner planner;
    private final Transactions transactions;
    private final Runs runs;
    private final Witness witness;
    private final InstantSource clock;

    PlainWrites(
            ModeSwitch mode,
            Planner planner,
            Transactions transactions,
            Runs runs,
            Witness witness,
            InstantSource clock) {
        this.clock = clock;
        this.mode = mode;
        this.planner = planner;
        this.transactions = transactions;
        this.runs = runs;
        this.witness = witness;
    }

    /** The text to run: {@code sql} itself where there is nothing to heal. */
    String before(PlainState state, int execution, String sql) {
        state.run = null;
        state.repeated = false;
        state.isWrite = false;
        state.isWrite = Scanner.kind(sql).isWrite();
        if (!state.isWrite || mode.isOff() || (execution == ADD_BATCH && state.batchChangesNames)) {
            return sql;
        }
        if (mode.heals() && planner.isKnownHealthy(state.connection, sql)) {
            return sql;
        }
        long start = runs.now();
        Plan plan = planner.planOnce(state.connection, sql);
        if (plan == null) {
            return sql;
        }
        plan.cell().touch();
        runs.withheld(state.connection, plan);
        if (!mode.heals()) {
            if (mode.observes()) {
                runs.observed(state.connection, plan);
            }
            return sql;
        }
        if (execution == ADD_BATCH) {
            state.batchAtRisk |= plan.heals() || transactions.atRisk(plan.cell());
        }
        if (!plan.heals()) {
            planner.healthy(state.connection, plan);
            state.run = execution == ADD_BATCH ? null : runs.unhealed(state.connection, plan);
            return sql;
        }
        if (plan.needsProof()) {
            state.run = execution == ADD_BATCH ? null : runs.tried(state.connection, plan);
            return sql;
        }
        if (!begin(state, plan, start, execution != ADD_BATCH)) {
            return sql;
        }
        if (execution != ADD_BATCH && state.run != null) {
            runs.protect(state.connection, state.run);
        }
        return plan.target();
    }

    /** @param atOnce whether the text runs now, and not with a batch */
    private boolean begin(PlainState state, Plan plan, long start, boolean atOnce) {
        // A plain statement cannot be made to return the keys that the database generates.
        if (plan.leftOut() != null && plan.leftOut().needsGeneratedKeys()) {
            return false;
        }
        Run run = atOnce
                ? runs.beginAtOnce(state.connection, plan, ONE_ROW, start)
                : runs.begin(state.connection, plan, ONE_ROW, start);
        if (run != null) {
            run.ready(runs.now());
        }
        state.run = run;
        return run != null;
    }

    /** After a text ran. Another text to run once instead, or null. */
    @Nullable
    String after(PlainState state, int execution, String original, String ran, @Nullable Throwable failure) {
        Run run = state.run;
        state.run = null;
        if (failure == null) {
            if (execution == ADD_BATCH) {
                state.keepInBatch(new PlainState.Added(original, ran, run));
                state.batchChangesNames |= !state.isWrite && Witness.matters(Scanner.kind(original), original);
                return null;
            }
            if (!state.isWrite) {
                witness.ran(state.connection, original);
            }
            if (run != null) {
                state.notice = HealNotice.of(run);
                runs.succeeded(state.connection, run, ONE_ROW, null, Flavour.PLAIN);
            }
            return null;
        }
        runs.abandoned(run, failure);
        if (!(failure instanceof SQLException refused) || !state.isWrite) {
            return null;
        }
        return state.repeated ? honest(state, original, ran, refused) : recover(state, original, ran, run, refused);
    }

    /** Not null where the second failure, and not the first, is what the database honestly says to the write. */
    private static @Nullable String honest(PlainState state, String original, String ran, SQLException second) {
        Failure why = Failures.classify(second, state.connection.database().product());
        return why.kind().schemaRelated() && !ran.equals(original) ? null : ran;
    }

    private @Nullable String recover(
            PlainState state, String original, String ran, @Nullable Run failed, SQLException refused) {
        Failure why = Failures.classify(refused, state.connection.database().product());
        if (mode.isOff() || !why.kind().schemaRelated() || planner.isOwnDoing(state.connection, original, why)) {
            return null;
        }
        long start = runs.now();
        Plan next = planner.replan(state.connection, original);
        if (next == null) {
            return null;
        }
        next.cell().disturbed(clock.instant());
        boolean differs = !next.target().equals(ran);
        boolean begun = differs && mode.heals() && begin(state, next, start, false);
        // The last act before the second try: a transaction must not come back to life where nothing is tried.
        boolean mayRetry = begun && transactions.mayRetry(state.connection, failed == null ? null : failed.savepoint);
        if (!mayRetry) {
            runs.abandoned(state.run, null);
            state.run = null;
            runs.refused(
                    state.connection,
                    next,
                    why,
                    begun ? "the database has aborted the application's transaction" : null);
            return null;
        }
        runs.discarded(failed);
        state.repeated = true;
        return next.target();
    }
}
