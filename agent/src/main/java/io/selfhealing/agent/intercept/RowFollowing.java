package io.selfhealing.agent.intercept;

import io.selfhealing.agent.intercept.RowWatch.Taking;
import io.selfhealing.agent.intercept.RowWatch.Touch;
import io.selfhealing.agent.sql.Failure;
import io.selfhealing.agent.sql.Failures;
import io.selfhealing.agent.sql.Product;
import io.selfhealing.agent.sql.Scanner;
import io.selfhealing.agent.sql.StatementKind;
import io.selfhealing.bootstrap.door.SelfHealingDoor;
import io.selfhealing.bootstrap.door.SelfHealingOutcome;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Follows each of the application's executions to the rows of values in quarantine. Whatever fails here concerns nobody else. */
final class RowFollowing {
    private static final List<Bindings> UNKNOWN_ROWS = List.of(new Bindings(0));

    private final RowWatch watch;
    private final ModeSwitch mode;
    private final Planner planner;
    private final PreparedWrites prepared;

    RowFollowing(RowWatch watch, ModeSwitch mode, Planner planner, PreparedWrites prepared) {
        this.watch = watch;
        this.mode = mode;
        this.planner = planner;
        this.prepared = prepared;
    }

    /** Whether nothing is to be followed. */
    private boolean idle() {
        try {
            return mode.isOff() || watch.idle();
        } catch (RuntimeException | LinkageError e) {
            SelfHealingDoor.count(e);
            return true;
        }
    }

    /** A prepared write is about to run. */
    void before(PreparedState state, int execution) {
        state.touches = List.of();
        state.follows = false;
        if (idle()) {
            return;
        }
        try {
            boolean batch = Execution.isBatch(execution);
            boolean known = !state.halfKnown() && !(batch && state.rowsForgotten);
            Plan plan = prepared.current(state);
            if (plan != null) {
                List<Touch> touches =
                        watch.before(state.connection, plan, known ? Rows.of(state, execution) : UNKNOWN_ROWS);
                state.follows = touches != null;
                state.touches = touches == null ? List.of() : touches;
            }
        } catch (RuntimeException | LinkageError e) {
            SelfHealingDoor.count(e);
        }
    }

    /**
     * It ran.
     *
     * @param outcome of what ran instead of the driver's call; null where the driver's call stands
     * @param failure of the driver's call; null where it succeeded, or never was
     */
    void after(PreparedState state, int execution, @Nullable SelfHealingOutcome outcome, @Nullable Throwable failure) {
        List<Touch> touches = state.touches;
        state.touches = List.of();
        Throwable last = outcome == null ? failure : outcome.failure;
        sweep(state.connection, state.sql, state.follows, last);
        if (touches.isEmpty()) {
            return;
        }
        Object value = outcome == null ? null : outcome.value;
        after(state.connection, touches, last, () -> {
            Replacement replacement = state.answeredByReplacement ? state.replacement : null;
            Statement ran = replacement == null ? state.statementOrNull() : replacement.statement();
            return counts(value, Execution.isBatch(execution) ? null : ran);
        });
    }

    /** A text is about to run on a plain statement. */
    void before(PlainState state, String text) {
        state.touches = List.of();
        state.follows = false;
        if (!idle()) {
            look(state, List.of(text));
        }
    }

    /** Texts are about to run as a batch of a plain statement. */
    void beforeBatch(PlainState state) {
        state.touches = List.of();
        state.following = List.of();
        if (!idle()) {
            state.following =
                    state.batch.stream().map(PlainState.Added::original).toList();
            look(state, state.following);
        }
    }

    /** Whether a prepared query is to be looked at when it has run. */
    static boolean matters(StatementKind kind, String sql) {
        return Sweep.isByQuery(kind, sql);
    }

    /** A prepared text that is no write ran, or failed. */
    void after(WitnessedText text, @Nullable Throwable failure) {
        sweep(text.connection(), text.sql(), false, failure);
    }

    /** @param followed whether what the text does is seen row by row, if it is one statement */
    private void sweep(ConnectionState connection, String sql, boolean followed, @Nullable Throwable failure) {
        try {
            Product product = connection.database().product();
            if (idle() || !Sweep.of(sql, product, followed)) {
                return;
            }
            boolean partly = product.speaksMySql() && !Scanner.isOne(sql);
            if (failure == null || partly || mayHaveRun(connection, failure)) {
                StatementKind kind = Scanner.kind(sql);
                boolean single = kind == StatementKind.DELETE && Scanner.isOne(sql);
                watch.swept(
                        connection,
                        sql,
                        single ? Taking.SOME : Taking.AND_GIVING,
                        product.commitsAtDdl() && kind == StatementKind.DDL);
            }
        } catch (RuntimeException | LinkageError e) {
            SelfHealingDoor.count(e);
        }
    }

    private void look(PlainState state, List<String> texts) {
        try {
            List<Touch> all = new ArrayList<>();
            boolean every = true;
            for (String text : texts) {
                StatementKind kind = Scanner.kind(text);
                Plan plan = kind == StatementKind.UPDATE || kind == StatementKind.DELETE || kind == StatementKind.INSERT
                        ? planner.planOnce(state.connection, text, Flavour.PLAIN)
                        : null;
                List<Touch> touches = plan == null ? null : watch.before(state.connection, plan, UNKNOWN_ROWS);
                every &= touches != null || kind != StatementKind.DELETE;
                if (touches != null) {
                    all.addAll(touches);
                }
            }
            state.follows = every;
            state.touches = List.copyOf(all);
        } catch (RuntimeException | LinkageError e) {
            SelfHealingDoor.count(e);
        }
    }

    /** A text ran on a plain statement. */
    void after(PlainState state, String text, @Nullable Throwable failure) {
        List<Touch> touches = state.touches;
        state.touches = List.of();
        sweep(state.connection, text, state.follows, failure);
        if (!touches.isEmpty()) {
            after(state.connection, touches, failure, () -> counts(null, state.statement()));
        }
    }

    /** A batch of texts ran. How many rows each wrote only the application is told. */
    void afterBatch(PlainState state, @Nullable SelfHealingOutcome outcome, @Nullable Throwable failure) {
        List<Touch> touches = state.touches;
        List<String> texts = state.following;
        state.touches = List.of();
        state.following = List.of();
        Throwable last = outcome == null ? failure : outcome.failure;
        texts.forEach(text -> sweep(state.connection, text, state.follows, last));
        if (!touches.isEmpty()) {
            after(state.connection, touches, outcome == null ? failure : outcome.failure, () -> null);
        }
    }

    private interface Counting {
        long @Nullable [] counts() throws SQLException;
    }

    private void after(
            ConnectionState connection, List<Touch> touches, @Nullable Throwable failure, Counting counting) {
        try {
            if (failure == null) {
                watch.ran(connection, touches, Own.ask(counting::counts));
            } else if (mayHaveRun(connection, failure)) {
                watch.mayHaveRun(connection, touches);
            }
        } catch (SQLException | RuntimeException | LinkageError e) {
            SelfHealingDoor.count(e);
        }
    }

    private static boolean mayHaveRun(ConnectionState connection, Throwable failure) {
        return !(failure instanceof SQLException refused)
                || Batches.partlyDone(refused)
                || Failures.classify(refused, connection.database().product()).kind() == Failure.Kind.CONNECTION;
    }

    /** @param ran that can be asked; null where only a value can tell */
    private static long @Nullable [] counts(@Nullable Object value, @Nullable Statement ran) throws SQLException {
        long[] told = Counts.of(value);
        if (told != null) {
            return told;
        }
        return ran == null ? null : new long[] {ran.getUpdateCount()};
    }
}
