package io.selfhealing.agent.intercept;

import io.selfhealing.agent.sql.Failure;
import io.selfhealing.agent.sql.Failures;
import io.selfhealing.agent.sql.Scanner;
import io.selfhealing.bootstrap.door.SelfHealingDoor;
import io.selfhealing.bootstrap.door.SelfHealingOutcome;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The life of a prepared write: prepared and run. */
final class PreparedWrites {
    private final ModeSwitch mode;
    private final Planner planner;
    private final PlanVerifier verifier;
    private final Transactions transactions;
    private final Runs runs;
    private final PreparedRuns prepared;
    private final PreparedRecovery recovery;
    private final @Nullable Proving proving;

    /** @param proving null where no write carries a proof */
    PreparedWrites(
            ModeSwitch mode,
            Planner planner,
            PlanVerifier verifier,
            Transactions transactions,
            Runs runs,
            PreparedRuns prepared,
            PreparedRecovery recovery,
            @Nullable Proving proving) {
        this.mode = mode;
        this.planner = planner;
        this.verifier = verifier;
        this.transactions = transactions;
        this.runs = runs;
        this.prepared = prepared;
        this.recovery = recovery;
        this.proving = proving;
    }

    /** A statement that the agent prepared for the application, and what it knows of it. */
    record Healed(PreparedStatement statement, PreparedState state) {}

    /** The statement healed already at its preparation, or null where the driver should prepare what was asked. */
    @Nullable
    Healed prepare(ConnectionState connection, String sql, Flavour flavour) {
        if (mode.isOff()) {
            return null;
        }
        Plan plan = planner.recent(connection, sql);
        if (plan == null && !(Scanner.kind(sql).isWrite() && transactions.mayAskPath(connection))) {
            return null;
        }
        plan = plan == null ? planner.plan(connection, sql, flavour) : planner.asked(connection, plan, flavour);
        return plan == null || plan.needsProof() ? null : healed(connection, sql, flavour, plan);
    }

    /** The statement healed after the driver refused to prepare it, or null where the refusal stands. */
    @Nullable
    Healed prepareFailed(ConnectionState connection, String sql, Flavour flavour, SQLException failure) {
        Failure why = Failures.classify(failure, connection.database().product());
        if (mode.isOff() || !why.kind().schemaRelated() || !Scanner.kind(sql).isWrite()) {
            return null;
        }
        if (!transactions.needsSavepoint(connection)) {
            boolean unused = connection.askPathAgain();
        }
        Instant since = transactions.now();
        Plan plan = planner.replan(connection, sql, flavour);
        Healed healed = plan == null ? null : healed(connection, sql, flavour, plan);
        if (healed == null && plan != null) {
            String late = plan.heals() ? null : planner.lateLook(connection, plan, since);
            runs.unmended(mode, connection, plan, List.of(), why, late);
        }
        return healed;
    }

    private @Nullable Healed healed(ConnectionState connection, String sql, Flavour flavour, Plan plan) {
        Flavour wanted = plan.heals() && mode.heals() ? Flavours.of(plan, flavour) : null;
        if (wanted == null) {
            return null;
        }
        try {
            PreparedStatement statement = Own.call(() -> wanted.prepare(connection.connection(), plan.target()));
            PreparedState state = new PreparedState(
                    connection,
                    statement,
                    sql,
                    plan.target(),
                    flavour,
                    plan.parameterTypes().size());
            state.follow(plan, connection.epoch());
            state.deferred = !plan.bindsDirectly();
            return new Healed(statement, state);
        } catch (SQLException e) {
            return null; // The table changed again: the driver will say what it thinks of the original.
        }
    }

    /**
     * Before the application's statement runs. Null where the driver should run it, which it must not where only the agent
     * knows what is bound: then a failure of the agent ends in the application's own text, or in an exception.
     */
    @Nullable
    SelfHealingOutcome execute(PreparedState state, int execution) {
        try {
            return decided(state, execution);
        } catch (RuntimeException | LinkageError e) {
            SelfHealingDoor.count(e);
            state.run = null;
            return asWritten(state, execution);
        }
    }

    /** What is to be done where nothing is healed: mostly nothing, since the driver's statement is the application's. */
    private @Nullable SelfHealingOutcome asWritten(PreparedState state, int execution) {
        boolean driverHasAll = !state.deferred && !state.rowsDeferred;
        return driverHasAll && (!state.needsAgent() || Rows.consumed(state, execution))
                ? null
                : prepared.asWritten(state, execution);
    }

    private @Nullable SelfHealingOutcome decided(PreparedState state, int execution) {
        state.answeredByReplacement = false;
        state.keys = null;
        state.notice = null;
        if (state.halfKnown()) {
            return null; // The driver alone has all of it.
        }
        if (mode.isOff()) {
            return Execution.isBatch(execution) && state.rowsForgotten ? null : asWritten(state, execution);
        }
        Plan plan = current(state);
        if (plan == null) {
            return asWritten(state, execution);
        }
        plan.cell().touch();
        runs.withheld(state.connection, plan);
        if (Execution.isBatch(execution) && state.rowsForgotten) {
            // Only the driver has the rows: nothing but its own statement can run them.
            state.run = mode.heals() ? runs.unhealed(state.connection, plan) : null;
            return null;
        }
        deferForConversion(state, execution, plan);
        boolean asPrepared = plan.target().equals(state.driverSql);
        if (asPrepared && !plan.heals() && !state.deferred && !state.rowsDeferred) {
            SelfHealingOutcome proved = proving == null ? null : proving.run(state, execution);
            if (proved != null) {
                return proved;
            }
            state.run = mode.heals() ? runs.unhealed(state.connection, plan) : null;
            return null;
        }
        if (!mode.heals()) {
            if (mode.observes()) {
                runs.observed(state.connection, plan);
            }
            return asWritten(state, execution);
        }
        if (plan.needsProof() && !state.needsAgent()) {
            state.run = runs.tried(state.connection, plan);
            return null;
        }
        return healed(state, execution, plan, runs.now());
    }

    private void deferForConversion(PreparedState state, int execution, Plan plan) {
        if ((state.typedText || plan.parameterTypes().convert())
                && !state.deferred
                && mode.heals()
                && !Rows.consumed(state, execution)
                && prepared.converts(state, execution, plan)) {
            state.deferred = true;
            state.rowsDeferred = Execution.isBatch(execution);
        }
    }

    private @Nullable SelfHealingOutcome healed(PreparedState state, int execution, Plan thought, long start) {
        if (isConsumed(state, execution, thought)) {
            return asWritten(state, execution); // What a stream held is in the driver's hands alone.
        }
        if (prepared.unequal(state, execution, thought) != null) {
            return instead(state, execution, new PlanVerifier.Verified(thought, null));
        }
        if (!acts(state, execution, thought)) {
            Run run = runs.beginAtOnce(state.connection, thought, Rows.of(state, execution), start);
            return run == null
                    ? asWritten(state, execution)
                    : run(state, execution, run, runs.protection(state.connection, thought));
        }
        PlanVerifier.Verified verified = verifier.verify(state.connection, thought, state.flavour);
        Plan plan = verified.plan();
        if (plan == null
                || plan.needsProof()
                || !acts(state, execution, plan)
                || isConsumed(state, execution, plan)
                || prepared.unequal(state, execution, plan) != null) {
            return instead(state, execution, verified);
        }
        state.follow(plan, state.connection.epoch());
        Run run = runs.beginAtOnce(state.connection, plan, Rows.of(state, execution), start);
        return run == null ? instead(state, execution, verified) : run(state, execution, run, verified.savepoint());
    }

    /** Whether something of the application's write would be changed. */
    private boolean acts(PreparedState state, int execution, Plan plan) {
        return plan.heals() || prepared.converts(state, execution, plan);
    }

    private static boolean isConsumed(PreparedState state, int execution, Plan plan) {
        boolean onOwn = plan.target().equals(state.driverSql);
        return Rows.consumed(state, execution) && !(onOwn && !state.deferred && !state.rowsDeferred);
    }

    /** The application's own text runs, since the names do not mean what was thought. */
    private @Nullable SelfHealingOutcome instead(PreparedState state, int execution, PlanVerifier.Verified verified) {
        verifier.leave(state.connection, verified);
        Plan plan = verified.plan();
        if (plan != null) {
            state.follow(plan, state.connection.epoch());
        }
        if (state.needsAgent() && Rows.consumed(state, execution)) {
            return SelfHealingOutcome.threw(
                    new SQLException("a bound stream could not be read again after the table had changed"));
        }
        List<Bindings> rows = plan == null ? List.of() : Rows.of(state, execution);
        SelfHealingOutcome outcome = asWritten(state, execution);
        if (plan == null) {
            return outcome;
        }
        if (outcome == null) {
            state.run = plan.needsProof() ? runs.tried(state.connection, plan) : runs.unhealed(state.connection, plan);
        } else if (outcome.failure instanceof SQLException refused) {
            Failure why = Failures.classify(refused, state.connection.database().product());
            if (why.kind().schemaRelated()) {
                runs.refused(state.connection, plan, rows, why, null);
            }
        }
        return outcome;
    }

    private @Nullable SelfHealingOutcome run(
            PreparedState state, int execution, Run run, @Nullable Savepoint savepoint) {
        run.savepoint = savepoint;
        if (!run.plan.target().equals(state.driverSql)) {
            try {
                return prepared.onReplacement(state, execution, run);
            } catch (SQLException e) {
                return failedOnReplacement(state, execution, run, e);
            }
        }
        state.run = run;
        run.ready(runs.now());
        if (!state.deferred && !state.rowsDeferred) {
            return null; // The setters went straight to the driver.
        }
        try {
            if (Execution.isBatch(execution) && run.plan.leftOut() != null) {
                return prepared.onOwn(state, execution, run); // How many rows each wrote only a value tells.
            }
            prepared.bindToOwn(state, execution, run);
            return null;
        } catch (SQLException e) {
            return failedOnReplacement(state, execution, run, e);
        }
    }

    /** After the driver ran the application's statement. Null where what it did stands. */
    @Nullable
    SelfHealingOutcome executed(PreparedState state, int execution, @Nullable Throwable failure) {
        Run run = state.run;
        state.run = null;
        SelfHealingOutcome outcome = null;
        if (failure == null) {
            if (run != null) {
                state.notice = HealNotice.of(run);
                state.keys = runs.succeeded(
                        state.connection, run, Rows.of(state, execution), state.statementOrNull(), state.flavour, null);
            }
        } else {
            runs.abandoned(run, failure);
            if (failure instanceof SQLException refused) {
                outcome = recovery.recover(state, execution, run, refused);
                if (outcome == null && run != null) {
                    SQLException shown = shown(state, run, refused);
                    outcome = shown == refused ? null : SelfHealingOutcome.threw(shown);
                }
            }
        }
        if (Execution.isBatch(execution)) {
            state.forgetRows();
        }
        return outcome;
    }

    /** The healed text failed on a replacement, before the driver was asked anything. */
    private SelfHealingOutcome failedOnReplacement(PreparedState state, int execution, Run run, SQLException failure) {
        runs.abandoned(run, failure);
        SelfHealingOutcome second = recovery.recover(state, execution, run, failure);
        state.run = null;
        if (Execution.isBatch(execution)) {
            state.forgetRows();
        }
        return second == null ? SelfHealingOutcome.threw(shown(state, run, failure)) : second;
    }

    private static SQLException shown(PreparedState state, Run run, SQLException failure) {
        return run.heals()
                ? Quotation.ofOriginal(
                        failure, run.plan, state.connection.database().product())
                : failure;
    }

    /** The plan for the statement as things stand now; null where the agent does not look after it. */
    @Nullable
    Plan current(PreparedState state) {
        Plan plan = state.plan;
        int epoch = state.connection.epoch();
        if (state.epoch == epoch && (plan == null || planner.holds(state.connection, plan))) {
            return plan;
        }
        Plan next = planner.plan(state.connection, state.sql, state.flavour);
        state.follow(next, epoch);
        if (next != null && next.heals() && !next.bindsDirectly() && mode.heals()) {
            state.deferred = state.deferred || next.target().equals(state.driverSql);
        }
        return next;
    }

    /** Reads the table again after a value could not be bound, so that the next plan knows its types. */
    void lookAgain(PreparedState state) {
        state.follow(planner.replan(state.connection, state.sql, state.flavour), state.connection.epoch());
    }
}
