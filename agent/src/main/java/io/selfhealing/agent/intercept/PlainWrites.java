package io.selfhealing.agent.intercept;

import static io.selfhealing.bootstrap.door.SelfHealingDoor.ADD_BATCH;

import io.selfhealing.agent.sql.Failure;
import io.selfhealing.agent.sql.Failures;
import io.selfhealing.agent.sql.Product;
import io.selfhealing.agent.sql.Scanner;
import io.selfhealing.agent.sql.StatementKind;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Texts that run on a plain statement: healed as text, before they run or once after they failed. */
final class PlainWrites {
    private static final String ABORTED = "the database has aborted the application's transaction";
    private static final List<Bindings> ONE_ROW = List.of(new Bindings(0));

    private final ModeSwitch mode;
    private final Planner planner;
    private final PlanVerifier verifier;
    private final Transactions transactions;
    private final Runs runs;
    private final Binder binder;
    private final Witness witness;
    private final InstantSource clock;

    PlainWrites(
            ModeSwitch mode,
            Planner planner,
            PlanVerifier verifier,
            Transactions transactions,
            Runs runs,
            Binder binder,
            Witness witness,
            InstantSource clock) {
        this.clock = clock;
        this.binder = binder;
        this.mode = mode;
        this.planner = planner;
        this.verifier = verifier;
        this.transactions = transactions;
        this.runs = runs;
        this.witness = witness;
    }

    /** The text to run: {@code sql} itself where there is nothing to heal. */
    String before(PlainState state, int execution, String sql, Flavour asked) {
        state.run = null;
        state.repeated = false;
        state.isWrite = false;
        StatementKind kind = Scanner.kind(sql);
        state.isWrite = kind.isWrite();
        Witness.asked(state.connection, kind, sql);
        if (!state.isWrite || mode.isOff() || (execution == ADD_BATCH && state.batchChangesNames)) {
            return sql;
        }
        if (mode.heals() && planner.isKnownHealthy(state.connection, sql, asked)) {
            return sql;
        }
        long start = runs.now();
        Plan plan = planner.planOnce(state.connection, sql, asked);
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
        if (execution == ADD_BATCH) {
            return begin(state, plan, start, false) ? plan.target() : sql;
        }
        return verified(state, plan, asked, start);
    }

    /** The text to run after the connection was asked what the names mean there. */
    private String verified(PlainState state, Plan thought, Flavour asked, long start) {
        PlanVerifier.Verified verified = verifier.verify(state.connection, thought, asked);
        Plan plan = verified.plan();
        if (plan != null && plan.heals() && !plan.needsProof() && begin(state, plan, start, true)) {
            if (state.run != null) {
                state.run.savepoint = verified.savepoint();
            }
            return plan.target();
        }
        verifier.leave(state.connection, verified);
        if (plan != null) {
            state.run = plan.needsProof() ? runs.tried(state.connection, plan) : runs.unhealed(state.connection, plan);
        }
        return thought.original();
    }

    /** @param atOnce whether the text runs now, and not with a batch */
    private boolean begin(PlainState state, Plan plan, long start, boolean atOnce) {
        // A plain statement cannot be made to return the keys that the database generates, or stores otherwise.
        if (PlainKeys.obstacle(plan, state.connection.database().product()) != null) {
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
    String after(
            PlainState state, int execution, String original, String ran, Flavour asked, @Nullable Throwable failure) {
        Run run = state.run;
        state.run = null;
        if (execution != ADD_BATCH && state.connection.isUndecided() && !Scanner.isOne(original)) {
            Witness.severalRan(state.connection);
        }
        if (failure == null) {
            if (execution == ADD_BATCH) {
                state.keepInBatch(new PlainState.Added(original, ran, run));
                state.batchChangesNames |= !state.isWrite;
                return null;
            }
            if (!state.isWrite) {
                witness.ran(state.connection, original);
            }
            if (run != null) {
                state.notice = HealNotice.of(run);
                runs.succeeded(state.connection, run, ONE_ROW, null, Flavour.PLAIN, counts(state, run.plan));
            }
            return null;
        }
        runs.abandoned(run, failure);
        if (!state.isWrite) {
            witness.failed(state.connection, original);
        }
        if (!(failure instanceof SQLException refused) || !state.isWrite) {
            return null;
        }
        if (run != null && run.heals()) {
            SQLException unused = Quotation.ofOriginal(
                    refused, run.plan, state.connection.database().product());
        }
        if (state.repeated) {
            return ran.equals(original) || isHonest(state, original, run, refused) ? ran : null;
        }
        return recover(state, original, ran, asked, run, refused);
    }

    /** Null where it does not matter. */
    private static long @Nullable [] counts(PlainState state, Plan plan) {
        if (plan.leftOut() == null) {
            return null;
        }
        try {
            return new long[] {Own.call(() -> state.statement().getUpdateCount())};
        } catch (SQLException e) {
            return null;
        }
    }

    /** Whether how a text fared is the application's to see. */
    private boolean isHonest(PlainState state, String original, @Nullable Run run, SQLException refused) {
        Product product = state.connection.database().product();
        Failure why = Failures.classify(refused, product);
        boolean ownDoing = planner.isOwnDoing(state.connection, original, why);
        if (run != null && run.heals()) {
            return HonestErrors.isHonest(run.plan, run.converted(), ownDoing, refused, product);
        }
        return ownDoing || !why.kind().schemaRelated();
    }

    private @Nullable String recover(
            PlainState state, String original, String ran, Flavour asked, @Nullable Run failed, SQLException refused) {
        if (mode.isOff() || isHonest(state, original, failed, refused)) {
            return null;
        }
        long start = runs.now();
        Savepoint savepoint = failed == null ? null : failed.savepoint;
        boolean usable = mode.heals() && transactions.isUsable(state.connection, savepoint);
        if (usable) {
            runs.discarded(failed);
        }
        Failure why = Failures.classify(refused, state.connection.database().product());
        if (!ran.equals(original)) {
            if (failed == null) {
                return null;
            }
            unmended(state, failed.plan, why, null);
            return usable ? instead(state, failed.plan, savepoint) : null;
        }
        if (usable) {
            boolean unused = state.connection.askPathAgain();
        }
        Instant since = clock.instant();
        Plan next = planner.replan(state.connection, original, asked);
        if (next == null) {
            return savepoint != null && usable && failed != null ? instead(state, failed.plan, savepoint) : null;
        }
        next.cell().disturbed(clock.instant());
        boolean differs = !next.target().equals(ran);
        Plan plan = differs && usable ? verifier.verify(state.connection, next, asked, savepoint, true) : null;
        if (plan != null && plan.heals() && begin(state, plan, start, false)) {
            if (state.run != null) {
                state.run.savepoint = savepoint;
            }
            state.repeated = true;
            return plan.target();
        }
        String late = next.heals() ? null : planner.lateLook(state.connection, next, since);
        Plan meant = plan == null ? next : plan;
        unmended(state, meant, why, differs && !usable ? ABORTED : differs ? obstacle(state, meant) : late);
        return usable && savepoint != null ? instead(state, next, savepoint) : null;
    }

    /** Why a text that could be healed was not begun; null where the verdict says it, or whoever stopped it has. */
    private static @Nullable String obstacle(PlainState state, Plan plan) {
        return plan.heals()
                ? PlainKeys.obstacle(plan, state.connection.database().product())
                : null;
    }

    /** @param obstacle null where the plan, or what it writes, tells why */
    private void unmended(PlainState state, Plan plan, Failure why, @Nullable String obstacle) {
        String reason = obstacle != null ? obstacle : binder.unfit(List.of(), plan, why, state.connection.database());
        runs.unmended(mode, state.connection, plan, List.of(), why, reason);
    }

    /** The application's own text has the last word, also where it has failed before: a transaction that it aborted stays so. */
    private @Nullable String instead(PlainState state, Plan plan, @Nullable Savepoint savepoint) {
        if (!transactions.isUsable(state.connection, savepoint)) {
            return null;
        }
        state.run = runs.instead(state.connection, plan, savepoint);
        state.repeated = true;
        return plan.original();
    }
}
