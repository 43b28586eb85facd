package io.selfhealing.agent.intercept;

import io.selfhealing.agent.sql.Failure;
import io.selfhealing.agent.sql.Failures;
import io.selfhealing.agent.sql.Scanner;
import io.selfhealing.bootstrap.door.SelfHealingDoor;
import io.selfhealing.bootstrap.door.SelfHealingOutcome;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The life of a prepared write: prepared and run. */
final class PreparedWrites {
    private final ModeSwitch mode;
    private final Planner planner;
    private final Transactions transactions;
    private final Runs runs;
    private final PreparedRuns prepared;
    private final PreparedRecovery recovery;
    private final @Nullable Proving proving;

    /** @param proving null where no write carries a proof */
    PreparedWrites(
            ModeSwitch mode,
            Planner planner,
            Transactions transactions,
            Runs runs,
            PreparedRuns prepared,
            PreparedRecovery recovery,
            @Nullable Proving proving) {
        this.mode = mode;
        this.planner = planner;
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
        if (plan == null) {
            if (!Scanner.kind(sql).isWrite() || !transactions.mayAskPath(connection)) {
                return null;
            }
            plan = planner.plan(connection, sql);
        }
        return plan == null || plan.needsProof() ? null : healed(connection, sql, flavour, plan);
    }

    /** The statement healed after the driver refused to prepare it, or null where the refusal stands. */
    @Nullable
    Healed prepareFailed(ConnectionState connection, String sql, Flavour flavour, SQLException failure) {
        Failure why = Failures.classify(failure, connection.database().product());
        if (mode.isOff() || !why.kind().schemaRelated() || !Scanner.kind(sql).isWrite()) {
            return null;
        }
        Plan plan = planner.replan(connection, sql);
        Healed healed = plan == null ? null : healed(connection, sql, flavour, plan);
        if (healed == null && plan != null) {
            runs.withheld(connection, plan);
            runs.refused(connection, plan, why, null);
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

    private @Nullable SelfHealingOutcome healed(PreparedState state, int execution, Plan plan, long start) {
        boolean onOwn = plan.target().equals(state.driverSql);
        if (Rows.consumed(state, execution) && !(onOwn && !state.deferred && !state.rowsDeferred)) {
            return asWritten(state, execution); // What a stream held is in the driver's hands alone.
        }
        Run run = runs.beginAtOnce(state.connection, plan, Rows.of(state, execution), start);
        if (run == null) {
            return asWritten(state, execution);
        }
        runs.protect(state.connection, run);
        if (!onOwn) {
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
            prepared.bindToOwn(state, execution, run);
            return null;
        } catch (SQLException e) {
            state.run = null;
            runs.abandoned(run, e);
            return SelfHealingOutcome.threw(e);
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
                        state.connection, run, Rows.of(state, execution), state.statementOrNull(), state.flavour);
            }
        } else {
            runs.abandoned(run, failure);
            if (failure instanceof SQLException refused) {
                outcome = recovery.recover(state, execution, run, refused);
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
        return second == null ? SelfHealingOutcome.threw(failure) : second;
    }

    /** The plan for the statement as things stand now; null where the agent does not look after it. */
    @Nullable
    Plan current(PreparedState state) {
        Plan plan = state.plan;
        int epoch = state.connection.epoch();
        if (state.epoch == epoch && (plan == null || planner.holds(state.connection, plan))) {
            return plan;
        }
        Plan next = planner.plan(state.connection, state.sql);
        state.follow(next, epoch);
        if (next != null && next.heals() && !next.bindsDirectly() && mode.heals()) {
            state.deferred = state.deferred || next.target().equals(state.driverSql);
        }
        return next;
    }

    /** Reads the table again after a value could not be bound, so that the next plan knows its types. */
    void lookAgain(PreparedState state) {
        state.follow(planner.replan(state.connection, state.sql), state.connection.epoch());
    }
}
