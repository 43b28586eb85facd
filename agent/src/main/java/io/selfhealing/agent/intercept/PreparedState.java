package io.selfhealing.agent.intercept;

import io.selfhealing.agent.schema.Database;
import io.selfhealing.agent.sql.Calls;
import io.selfhealing.bootstrap.door.SelfHealingState;
import java.lang.ref.WeakReference;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What the agent knows of one prepared write of the application. Belongs to the thread that uses the statement, like the
 * statement. Holds the application's statement weakly, since the state hangs from it.
 */
final class PreparedState extends SelfHealingState {
    private static final int MOST_ROWS = 50_000;

    final ConnectionState connection;
    final String sql;
    final Flavour flavour;
    /** The text that the application's statement was prepared with, which is another than {@link #sql} where it was healed. */
    final String driverSql;

    final Bindings bindings;
    private final WeakReference<PreparedStatement> statement;

    @Nullable
    Plan plan;

    int epoch = -1;
    /** Setters do not reach the driver any more: all parameters are bound at execution. */
    boolean deferred;
    /** Some string was bound with a type of its own, which the setter's hook is not told. */
    boolean typedText;
    /** Parameters that must be bound before the values of all are known; 0 where they are. */
    int awaited;
    /** It is known that it held something back from its driver. */
    boolean counted;

    private volatile boolean closed;
    /** The agent itself is binding to the application's statement. */
    boolean replaying;
    /** Rows of the batch, kept since the last execution. */
    List<Bindings> rows = List.of();
    /** The driver does not have all of {@link #rows}. */
    boolean rowsDeferred;

    /** There were more rows than are kept: the driver alone has them. */
    boolean rowsForgotten;

    /** How many rows the last execution's write has, which is on disk instead of in the database; negative where none is. */
    int kept = -1;

    /** The last execution ran with a proof. */
    boolean proved;

    @Nullable
    Run run;
    /** How the last execution was healed; null where it was not, or the application does not want to know any more. */
    @Nullable
    HealNotice notice;

    @Nullable
    Replacement replacement;
    /** The replacement's statement while it runs: what another thread's {@code cancel()} is meant for. */
    @Nullable
    volatile PreparedStatement running;
    /** The last execution was the replacement's, so its results are too. */
    boolean answeredByReplacement;
    /** Generated keys that the agent had to read before the application does. */
    @Nullable
    ResultSet keys;

    /** What the execution under way does to rows of which values are in quarantine. */
    List<RowWatch.Touch> touches = List.of();
    /** Whether what runs is seen row by row. */
    boolean follows;

    private @Nullable Boolean mayBeKept;
    private @Nullable Boolean runsCode;

    PreparedState(
            ConnectionState connection,
            PreparedStatement statement,
            String sql,
            String driverSql,
            Flavour flavour,
            int parameters) {
        this.connection = connection;
        this.statement = new WeakReference<>(statement);
        this.sql = sql;
        this.driverSql = driverSql;
        this.flavour = flavour;
        this.bindings = new Bindings(parameters);
    }

    /** Whether its write is one that may have to be kept some time; asked once. */
    boolean mayBeKept(BiPredicate<String, Database> judge) {
        Boolean known = mayBeKept;
        if (known == null) {
            known = judge.test(sql, connection.database());
            mayBeKept = known;
        }
        return known;
    }

    /** Whether its text may run code of somebody's own. */
    boolean runsCode() {
        Boolean known = runsCode;
        if (known == null) {
            known = Calls.mayRunCode(sql);
            runsCode = known;
        }
        return known;
    }

    /** @throws SQLException where it has been collected, which cannot be while a call on it is running */
    PreparedStatement statement() throws SQLException {
        PreparedStatement live = statement.get();
        if (live == null) {
            throw new SQLException("the statement is gone");
        }
        return live;
    }

    /**
     * From here on this is the plan, until names are looked up in another way.
     *
     * @param next null where the agent does not look after the statement; where it could not be known how names are looked up
     *     the question stays open
     */
    void follow(@Nullable Plan next, int epochOfPlan) {
        plan = next;
        epoch = next == null && !connection.knowsPath() ? -1 : epochOfPlan;
    }

    /** Whether the driver's statement alone cannot run what the application asked for. */
    boolean needsAgent() {
        return deferred || rowsDeferred || !driverSql.equals(sql);
    }

    /** Whether some value was bound before anybody looked, so that the agent cannot bind it again. */
    boolean halfKnown() {
        if (awaited == 0) {
            return false;
        }
        for (int i = 1; i <= awaited; i++) {
            if (!bindings.isSet(i)) {
                return true;
            }
        }
        awaited = 0;
        return false;
    }

    /** Whether the driver's own statement does not have all that the application gave. */
    boolean holdsBack() {
        return deferred || rowsDeferred;
    }

    /** Whether the driver alone cannot run what the application asked for, and may still be asked to. */
    boolean standsApart() {
        return !closed && needsAgent();
    }

    @Nullable
    PreparedStatement statementOrNull() {
        return statement.get();
    }

    /** Keeps the bound values as a row of the batch. A batch that the driver has too is kept only up to a bound. */
    void keepRow() {
        if (rowsForgotten) {
            return;
        }
        if (rows.isEmpty()) {
            rows = new ArrayList<>();
        }
        if (!rowsDeferred && rows.size() >= MOST_ROWS) {
            rows = List.of();
            rowsForgotten = true;
            return;
        }
        rows.add(bindings.copy());
    }

    void forgetRows() {
        rows = List.of();
        rowsDeferred = false;
        rowsForgotten = false;
    }

    /** Takes no lock and waits for nothing but the driver. */
    void cancelReplacement() {
        PreparedStatement under = running;
        if (under != null) {
            try {
                Own.act(under::cancel);
            } catch (SQLException e) {
                // It has ended, or cannot be cancelled: the application's own statement could be in the same case.
            }
        }
    }

    /** The driver's own are cleared by the call that this belongs to. */
    void clearWarnings() {
        notice = null;
        Replacement answering = answeredByReplacement ? replacement : null;
        if (answering != null) {
            try {
                Own.act(answering.statement()::clearWarnings);
            } catch (SQLException e) {
                // They go with the next execution.
            }
        }
    }

    void limitReplacement() {
        PreparedStatement under = running;
        PreparedStatement own = statement.get();
        if (under != null && own != null) {
            try {
                Own.act(() -> under.setQueryTimeout(own.getQueryTimeout()));
            } catch (SQLException e) {
                // The next run takes it over.
            }
        }
    }

    void closed() {
        closed = true;
        bindings.clear();
        forgetRows();
        keys = null;
        answeredByReplacement = false;
        Replacement old = replacement;
        replacement = null;
        if (old != null) {
            old.close();
        }
    }
}
