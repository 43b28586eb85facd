package io.selfhealing.agent.intercept;

import io.selfhealing.agent.config.Mode;
import io.selfhealing.agent.heal.Evidence;
import io.selfhealing.agent.sql.Failure;
import io.selfhealing.agent.sql.Failures;
import io.selfhealing.agent.sql.Scanner;
import io.selfhealing.bootstrap.door.SelfHealingOutcome;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The life of a prepared write: prepared, run, and, where the database refused it, run once more as it should be. */
final class PreparedWrites {
    private final Mode mode;
    private final Planner planner;
    private final Transactions transactions;
    private final Binder binder;
    private final Runs runs;
    private final InstantSource clock;

    PreparedWrites(
            Mode mode, Planner planner, Transactions transactions, Binder binder, Runs runs, InstantSource clock) {
        this.clock = clock;
        this.mode = mode;
        this.planner = planner;
        this.transactions = transactions;
        this.binder = binder;
        this.runs = runs;
    }

    /** A statement that the agent prepared for the application, and what it knows of it. */
    record Healed(PreparedStatement statement, PreparedState state) {}

    /** The statement healed already at its preparation, or null where the driver should prepare what was asked. */
    @Nullable
    Healed prepare(ConnectionState connection, String sql, Flavour flavour) {
        if (!Scanner.kind(sql).isWrite()) {
            return null;
        }
        return prepared(connection, sql, flavour, planner.plan(connection, sql));
    }

    /** The statement healed after the driver refused to prepare it, or null where the refusal stands. */
    @Nullable
    Healed prepareFailed(ConnectionState connection, String sql, Flavour flavour, SQLException failure) {
        Failure why = Failures.classify(failure, connection.database().product());
        if (!why.kind().schemaRelated() || !Scanner.kind(sql).isWrite()) {
            return null;
        }
        Plan plan = planner.replan(connection, sql);
        Healed healed = prepared(connection, sql, flavour, plan);
        if (healed == null && plan != null) {
            runs.refused(connection, plan, why, null);
        }
        return healed;
    }

    private @Nullable Healed prepared(ConnectionState connection, String sql, Flavour flavour, @Nullable Plan plan) {
        if (plan == null || !plan.heals() || mode != Mode.HEAL) {
            return null;
        }
        Flavour wanted = Flavours.of(plan, flavour);
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
            state.plan = plan;
            state.epoch = connection.epoch();
            state.deferred = !plan.bindsDirectly();
            return new Healed(statement, state);
        } catch (SQLException e) {
            return null; // The table changed again: the driver will say what it thinks of the original.
        }
    }

    /** Before the application's statement runs. Null where the driver should run it. */
    @Nullable
    SelfHealingOutcome execute(PreparedState state, int execution) {
        state.answeredByReplacement = false;
        state.keys = null;
        Plan plan = current(state);
        if (plan == null) {
            return null;
        }
        plan.cell().touch();
        if (state.typedText && !state.deferred && mode == Mode.HEAL && converts(state, execution, plan)) {
            state.deferred = true;
            state.rowsDeferred = Execution.isBatch(execution);
        }
        boolean asPrepared = plan.target().equals(state.driverSql);
        if (asPrepared && !plan.heals() && !state.deferred && !state.rowsDeferred) {
            state.run = runs.unhealed(state.connection, plan);
            return null;
        }
        if (mode != Mode.HEAL) {
            runs.observed(state.connection, plan);
            return null;
        }
        return healed(state, execution, plan);
    }

    private @Nullable SelfHealingOutcome healed(PreparedState state, int execution, Plan plan) {
        Run run = runs.begin(state.connection, plan, Rows.of(state, execution), runs.now());
        if (run == null) {
            return asWritten(state, execution);
        }
        runs.protect(state.connection, run);
        if (plan.target().equals(state.driverSql)) {
            state.run = run;
            try {
                bindToOwn(state, execution, run);
                return null;
            } catch (SQLException e) {
                return givenUp(state, e);
            }
        }
        try {
            return onReplacement(state, execution, run);
        } catch (SQLException e) {
            return failedAgain(state, execution, run, e);
        }
    }

    /** A value could not be kept safe, so nothing is healed: the application sees what the database says to its own text. */
    private @Nullable SelfHealingOutcome asWritten(PreparedState state, int execution) {
        if (state.sql.equals(state.driverSql) && !state.deferred && !state.rowsDeferred) {
            return null;
        }
        Plan plan = state.plan == null ? null : state.plan.unhealed();
        if (plan == null) {
            return null;
        }
        try {
            return onReplacement(state, execution, new Run(plan, runs.now()));
        } catch (SQLException e) {
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
                state.keys =
                        runs.succeeded(state.connection, run, Rows.of(state, execution), own(state), state.flavour);
            }
        } else {
            runs.abandoned(run);
            if (failure instanceof SQLException refused) {
                outcome = recover(state, execution, run, refused);
            }
        }
        if (Execution.isBatch(execution)) {
            state.forgetRows();
        }
        return outcome;
    }

    private @Nullable SelfHealingOutcome recover(
            PreparedState state, int execution, @Nullable Run failed, SQLException refused) {
        long start = runs.now();
        Failure why = Failures.classify(refused, state.connection.database().product());
        if (!why.kind().schemaRelated()) {
            return null;
        }
        Plan next = planner.replan(state.connection, state.sql);
        if (next == null) {
            return null;
        }
        next.cell().disturbed(clock.instant());
        state.plan = next;
        state.epoch = state.connection.epoch();
        String ran = failed == null ? state.driverSql : failed.plan.target();
        boolean differs = !next.target().equals(ran)
                || ((failed == null || !failed.converted()) && converts(state, execution, next));
        String obstacle = obstacle(state, execution, failed, refused);
        if (!differs || mode != Mode.HEAL || obstacle != null) {
            runs.refused(state.connection, next, why, differs ? obstacle : null);
            return null;
        }
        Run run = runs.begin(state.connection, next, Rows.of(state, execution), start);
        if (run == null) {
            return null;
        }
        runs.protect(state.connection, run);
        try {
            return next.target().equals(state.driverSql)
                    ? onOwn(state, execution, run)
                    : onReplacement(state, execution, run);
        } catch (SQLException e) {
            runs.abandoned(run);
            return secondFailure(state, next, why, e);
        }
    }

    /**
     * What the application sees after the second try failed too: what the database honestly says to the write, healed or as the
     * application wrote it; otherwise the first failure.
     */
    private @Nullable SelfHealingOutcome secondFailure(
            PreparedState state, Plan next, Failure first, SQLException second) {
        Failure why = Failures.classify(second, state.connection.database().product());
        if (why.kind().schemaRelated()) {
            runs.refused(state.connection, next, first, null);
            return next.heals() ? null : SelfHealingOutcome.threw(second);
        }
        return SelfHealingOutcome.threw(second);
    }

    /** Why a failed write may not be tried again; null where it may. Rolls back to the savepoint of the failed run. */
    private @Nullable String obstacle(PreparedState state, int execution, @Nullable Run failed, SQLException refused) {
        if (Batches.partlyDone(refused)) {
            return "some rows of the batch have already landed";
        }
        if (Rows.of(state, execution).stream().anyMatch(Bindings::readOnce)) {
            return "a bound stream can be read only once";
        }
        return transactions.mayRetry(state.connection, failed == null ? null : failed.savepoint)
                ? null
                : "the database has aborted the application's transaction";
    }

    /** The healed text failed on a replacement. */
    private @Nullable SelfHealingOutcome failedAgain(
            PreparedState state, int execution, Run run, SQLException failure) {
        runs.abandoned(run);
        SelfHealingOutcome second = recover(state, execution, run, failure);
        state.run = null;
        if (Execution.isBatch(execution)) {
            state.forgetRows();
        }
        return second == null ? SelfHealingOutcome.threw(failure) : second;
    }

    private SelfHealingOutcome onReplacement(PreparedState state, int execution, Run run) throws SQLException {
        Flavour flavour = Flavours.of(run.plan, state.flavour);
        Replacement replacement = state.replacement;
        if (flavour == null) {
            throw new SQLException("the generated keys that identify the row cannot be asked for");
        }
        if (replacement == null || !replacement.serves(run.plan.target(), flavour)) {
            if (replacement != null) {
                replacement.close();
            }
            replacement = Own.call(() -> Replacement.of(state, run.plan.target(), flavour));
            state.replacement = replacement;
        }
        PreparedStatement statement = replacement.statement();
        state.answeredByReplacement = true;
        Object value = Own.ask(() -> {
            fill(state, execution, run, statement);
            return Execution.run(statement, execution);
        });
        state.keys = runs.succeeded(state.connection, run, Rows.of(state, execution), statement, state.flavour);
        if (Execution.isBatch(execution)) {
            state.forgetRows();
        }
        return SelfHealingOutcome.returned(value);
    }

    private SelfHealingOutcome onOwn(PreparedState state, int execution, Run run) throws SQLException {
        bindToOwn(state, execution, run);
        PreparedStatement statement = state.statement();
        state.answeredByReplacement = false;
        Object value = Own.ask(() -> Execution.run(statement, execution));
        state.keys = runs.succeeded(state.connection, run, Rows.of(state, execution), statement, state.flavour);
        return SelfHealingOutcome.returned(value);
    }

    private void bindToOwn(PreparedState state, int execution, Run run) throws SQLException {
        state.replaying = true;
        try {
            PreparedStatement statement = state.statement();
            Own.act(() -> fill(state, execution, run, statement));
        } finally {
            state.replaying = false;
        }
    }

    private void fill(PreparedState state, int execution, Run run, PreparedStatement target) throws SQLException {
        var product = state.connection.database().product();
        if (!Execution.isBatch(execution)) {
            run.conversion = binder.bind(state.bindings, target, run.plan, product);
            run.ready(runs.now());
            return;
        }
        target.clearBatch();
        for (Bindings row : state.rows) {
            Evidence converted = binder.bind(row, target, run.plan, product);
            run.conversion = converted == null ? run.conversion : converted;
            target.addBatch();
        }
        run.ready(runs.now());
    }

    private boolean converts(PreparedState state, int execution, Plan plan) {
        var product = state.connection.database().product();
        return Rows.of(state, execution).stream().anyMatch(row -> binder.converts(row, plan, product));
    }

    private @Nullable SelfHealingOutcome givenUp(PreparedState state, SQLException failure) {
        Run run = state.run;
        state.run = null;
        runs.abandoned(run);
        return SelfHealingOutcome.threw(failure);
    }

    /** The plan for the statement as things stand now; null where the agent does not look after it. */
    @Nullable
    Plan current(PreparedState state) {
        Plan plan = state.plan;
        int epoch = state.connection.epoch();
        if (state.epoch == epoch && (plan == null || plan.current())) {
            return plan;
        }
        Plan next = planner.plan(state.connection, state.sql);
        state.plan = next;
        state.epoch = epoch;
        if (next != null && next.heals() && !next.bindsDirectly() && mode == Mode.HEAL) {
            state.deferred = state.deferred || next.target().equals(state.driverSql);
        }
        return next;
    }

    /** Reads the table again after a value could not be bound, so that the next plan knows its types. */
    void lookAgain(PreparedState state) {
        state.plan = planner.replan(state.connection, state.sql);
        state.epoch = state.connection.epoch();
    }

    private static @Nullable PreparedStatement own(PreparedState state) {
        try {
            return state.statement();
        } catch (SQLException e) {
            return null;
        }
    }
}
