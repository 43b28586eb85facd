package io.selfhealing.agent.intercept;

import static io.selfhealing.bootstrap.door.SelfHealingDoor.*;

import io.selfhealing.agent.sql.Scanner;
import io.selfhealing.agent.sql.StatementKind;
import io.selfhealing.bootstrap.door.SelfHealingDoor;
import io.selfhealing.bootstrap.door.SelfHealingHandler;
import io.selfhealing.bootstrap.door.SelfHealingOutcome;
import io.selfhealing.bootstrap.door.SelfHealingState;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the door calls: finds what is known of the JDBC object and passes the call on. Objects are held weakly and told apart
 * by identity, so that the agent never keeps an object of the application alive.
 */
public final class Handler implements SelfHealingHandler {
    private final States states = new States();
    /** Statements that held something back from their drivers at some time. */
    private final Set<PreparedState> holding =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private final ModeSwitch mode;
    private final Databases databases;
    private final Newcomers newcomers;
    private final PreparedWrites prepared;
    private final PlainWrites plain;
    private final PlainBatches plainBatches;
    private final Runs runs;
    private final Binder binder;
    private final Witness witness;
    private final Rescue rescue;
    private final @Nullable Proving proving;
    private final @Nullable RowFollowing following;
    private final boolean warnings;

    /** @param warnings whether a statement is to tell that its write was healed */
    Handler(
            ModeSwitch mode,
            Databases databases,
            PreparedWrites prepared,
            PlainWrites plain,
            PlainBatches plainBatches,
            Runs runs,
            Binder binder,
            Witness witness,
            Rescue rescue,
            @Nullable Proving proving,
            @Nullable RowFollowing following,
            boolean warnings) {
        this.mode = mode;
        this.databases = databases;
        this.newcomers = new Newcomers(databases, states);
        this.prepared = prepared;
        this.plain = plain;
        this.plainBatches = plainBatches;
        this.runs = runs;
        this.binder = binder;
        this.witness = witness;
        this.rescue = rescue;
        this.proving = proving;
        this.following = following;
        this.warnings = warnings;
    }

    @Override
    public void connected(Object driver, Object connection, String url, Object properties) {
        ConnectionState state =
                databases.connected((Driver) driver, (Connection) connection, url, (Properties) properties);
        if (state != null) {
            remember(connection, state);
        }
    }

    /** With null: that there is nothing to look after. */
    private void remember(Object jdbc, @Nullable SelfHealingState state) {
        if (state == null) {
            states.pass(jdbc);
        } else {
            states.put(jdbc, state);
        }
    }

    @Override
    public @Nullable Object connecting(Object driver, String url, Object properties) {
        return databases.connecting(url, (Properties) properties);
    }

    @Override
    public @Nullable Object connectFailed(Object driver, Throwable failure, String url, Object properties) {
        Connection second = databases.secondTry((Driver) driver, failure, url, (Properties) properties);
        if (second == null) {
            return databases.connectFailed((Driver) driver, failure, url, (Properties) properties);
        }
        connected(driver, second, url, properties);
        return second;
    }

    @Override
    public @Nullable Object supplying(Object source, @Nullable Object user, @Nullable Object password) {
        return databases.insteadOf(source, null, (String) user);
    }

    @Override
    public @Nullable Object supplyFailed(
            Object source, Throwable failure, @Nullable Object user, @Nullable Object password) {
        return databases.insteadOf(source, failure, (String) user);
    }

    @Override
    public void supplied(Object source, Object product, @Nullable Object user, @Nullable Object password) {
        if (mode.isOff() || states.of(product) != null) {
            return;
        }
        ConnectionState state =
                newcomers.supplied(source, product, (String) user, (String) password, SelfHealingDoor.distributed());
        if (state != null) {
            states.put(product, state);
        }
    }

    @Override
    public @Nullable Object adopt(Object jdbc) {
        if (jdbc instanceof Connection connection) {
            return connection(connection);
        }
        return jdbc instanceof Statement statement && !mode.isOff()
                ? kept(statement, newcomers.statement(statement, this::connection))
                : null;
    }

    private @Nullable ConnectionState connection(Connection connection) {
        SelfHealingState known = states.of(connection);
        if (known == null && !mode.isOff()) {
            known = kept(connection, newcomers.connection(connection));
        }
        return (ConnectionState) known;
    }

    private @Nullable SelfHealingState kept(Object jdbc, @Nullable SelfHealingState state) {
        if (state != null) {
            states.put(jdbc, state);
        }
        return state;
    }

    /**
     * How many open statements their drivers alone cannot run as the application wrote them, since they do not have all the values or
     * have another text: to stop now would lose the former, and go on healing with the latter.
     */
    public long heldBack() {
        synchronized (holding) {
            return holding.stream().filter(PreparedState::standsApart).count();
        }
    }

    /** To be called whenever a statement holds something back from its driver, or was prepared with a text of the agent's. */
    private void holdsBack(PreparedState statement) {
        if (!statement.counted) {
            statement.counted = true;
            holding.add(statement);
        }
    }

    /** What the application connects to: for each database its URL without parameters. */
    public List<String> databases() {
        return databases.names();
    }

    /** Forgets what is known of connections and statements, and closes the agent's own connections. */
    public void forget() {
        states.forget();
        databases.forget();
    }

    @Override
    public @Nullable Object stateOf(Object jdbc) {
        SelfHealingState state = states.uncarried(jdbc);
        return state == null || isNothing(state) ? null : state;
    }

    @Override
    public @Nullable Object prepare(Object state, String sql, int flavour, int a, int b, int c, @Nullable Object keys) {
        return registered(prepared.prepare((ConnectionState) state, sql, new Flavour(flavour, a, b, c, keys)));
    }

    @Override
    public void prepared(
            Object state, Object statement, String sql, int flavour, int a, int b, int c, @Nullable Object keys) {
        ConnectionState connection = (ConnectionState) state;
        boolean isKnownWrite = connection.recentPlans().ofText(sql) != null;
        StatementKind kind = isKnownWrite ? null : Scanner.kind(sql);
        if (kind == null || kind.isWrite()) {
            Flavour asked = new Flavour(flavour, a, b, c, keys);
            remember(statement, new PreparedState(connection, (PreparedStatement) statement, sql, sql, asked, 8));
        } else {
            Witness.asked(connection, kind, sql);
            boolean seen = proving != null
                    || Witness.matters(connection, kind, sql)
                    || (following != null && RowFollowing.matters(kind, sql));
            remember(statement, seen ? new WitnessedText(connection, sql) : null);
        }
    }

    @Override
    public @Nullable Object prepareFailed(
            Object state, Throwable failure, String sql, int flavour, int a, int b, int c, @Nullable Object keys) {
        return failure instanceof SQLException refused
                ? registered(prepared.prepareFailed(
                        (ConnectionState) state, sql, new Flavour(flavour, a, b, c, keys), refused))
                : null;
    }

    private @Nullable Object registered(PreparedWrites.@Nullable Healed healed) {
        if (healed == null) {
            return null;
        }
        remember(healed.statement(), healed.state());
        holdsBack(healed.state());
        return healed.statement();
    }

    @Override
    public void created(Object state, Object statement) {
        remember(statement, new PlainState((ConnectionState) state, (Statement) statement));
    }

    @Override
    public boolean defers(Object state, int setter, int index, @Nullable Object value) {
        if (!(state instanceof PreparedState statement) || statement.replaying) {
            return false;
        }
        if (statement.deferred) {
            holdsBack(statement);
            return true;
        }
        if (value != null
                && mode.heals()
                && !statement.halfKnown()
                && !statement.bindings.consumed()
                && statement.rows.isEmpty()
                && converts(statement, setter, index, value)) {
            statement.deferred = true;
            holdsBack(statement);
            return true;
        }
        return false;
    }

    private boolean converts(PreparedState statement, int setter, int index, Object value) {
        Plan plan = prepared.current(statement);
        return plan != null && binder.converts(setter, index, value, plan, statement.connection.database());
    }

    @Override
    public void bound(Object state, int setter, int index, long bits) {
        if (state instanceof PreparedState statement && !statement.replaying) {
            statement.bindings.primitive(setter, index, bits);
        }
    }

    @Override
    public void bound(
            Object state, int setter, int index, @Nullable Object value, @Nullable Object extra, long a, int b) {
        if (state instanceof PreparedState statement && !statement.replaying) {
            Object kept = statement.deferred ? Buffered.of(value, hasLength(setter) ? a : 0) : value;
            statement.bindings.object(setter, index, kept, extra, a, b);
            statement.typedText |= setter == SET_OBJECT_TYPE && value instanceof String;
        }
    }

    /** With other setters the same place holds a type. */
    private static boolean hasLength(int setter) {
        return setter >= SET_ASCII_STREAM_LENGTH && setter <= SET_N_CLOB_READER_LENGTH;
    }

    @Override
    public boolean bindFailed(Object state, int setter, int index, @Nullable Object value, Throwable failure) {
        if (!(state instanceof PreparedState statement)
                || statement.replaying
                || setter != SET_OBJECT
                || value == null
                || statement.halfKnown()
                || !mode.heals()) {
            return false;
        }
        prepared.lookAgain(statement);
        if (!converts(statement, setter, index, value)) {
            return false;
        }
        statement.deferred = true;
        holdsBack(statement);
        statement.bindings.object(setter, index, value, null, 0, 0);
        return true;
    }

    @Override
    public void cleared(Object state, int what) {
        if (state instanceof PreparedState statement) {
            clear(statement, what);
        } else if (state instanceof PlainState statement) {
            if (what == CLEARED_WARNINGS) {
                statement.notice = null;
            } else if (what <= CLEARED_CLOSED) {
                plainBatches.cleared(statement);
            }
        }
    }

    private static void clear(PreparedState statement, int what) {
        switch (what) {
            case CLEARED_PARAMETERS -> {
                statement.bindings.clear();
                statement.awaited = 0;
            }
            case CLEARED_BATCH -> {
                if (!statement.replaying) {
                    statement.forgetRows();
                }
            }
            case CANCELLED -> statement.cancelReplacement();
            case CLEARED_WARNINGS -> statement.clearWarnings();
            case TIMEOUT_SET -> statement.limitReplacement();
            default -> statement.closed();
        }
    }

    @Override
    public boolean batching(Object state) {
        if (!(state instanceof PreparedState statement)
                || statement.replaying
                || (!mode.heals() && !statement.holdsBack())
                || statement.halfKnown()) {
            return false;
        }
        Plan plan = prepared.current(statement);
        if (statement.rowsForgotten) {
            return false;
        }
        if (statement.deferred
                || statement.rowsDeferred
                || (plan != null && !plan.needsProof() && !plan.target().equals(statement.driverSql))
                || (plan != null && plan.leftOut() != null && plan.leftOut().mayMiss())) {
            statement.rowsDeferred = true;
            holdsBack(statement);
            statement.keepRow();
            return true;
        }
        return false;
    }

    @Override
    public void batched(Object state, @Nullable Throwable failure) {
        if (failure == null && state instanceof PreparedState statement && !statement.replaying) {
            if (statement.halfKnown()) {
                statement.forgetRows();
                statement.rowsForgotten = true;
            } else {
                statement.keepRow();
            }
        }
    }

    @Override
    public @Nullable SelfHealingOutcome execute(Object state, int execution) {
        if (state instanceof PreparedState statement) {
            statement.proved = false;
            if (following != null) {
                following.before(statement, execution);
            }
            SelfHealingOutcome kept = rescue.before(statement, execution);
            SelfHealingOutcome outcome = kept == null ? prepared.execute(statement, execution) : kept;
            if (outcome != null && proving != null && !statement.proved) {
                Proving.aside(statement.connection);
            }
            if (outcome != null && kept == null) {
                if (following != null) {
                    following.after(statement, execution, outcome, null);
                }
                rescue.ran(statement);
            }
            return outcome;
        }
        if (state instanceof PlainState statement && Execution.isBatch(execution)) {
            statement.notice = null;
            if (following != null) {
                following.beforeBatch(statement);
            }
            SelfHealingOutcome outcome = plainBatches.running(statement, execution);
            if (outcome != null) {
                statement.connection.mayHaveMoved();
                if (following != null) {
                    following.afterBatch(statement, outcome, null);
                }
            }
            return outcome;
        }
        return null;
    }

    @Override
    public @Nullable SelfHealingOutcome executed(Object state, int execution, @Nullable Throwable failure) {
        if (state instanceof PreparedState statement) {
            if (statement.connection.isUndecided() && !Scanner.isOne(statement.sql)) {
                Witness.severalRan(statement.connection);
            }
            if (proving != null) {
                proving.ran(statement, execution, failure);
            }
            rescue.ran(statement);
            SelfHealingOutcome outcome = prepared.executed(statement, execution, failure);
            if (following != null) {
                following.after(statement, execution, outcome, failure);
            }
            return failure == null || outcome != null ? outcome : rescue.after(statement, execution, failure);
        }
        if (state instanceof WitnessedText text) {
            Witness.mayHaveMoved(text.connection(), text.sql());
            if (proving != null) {
                Proving.aside(text.connection());
            }
        }
        if (state instanceof WitnessedText text) {
            if (failure == null) {
                witness.ran(text.connection(), text.sql());
            }
            if (following != null) {
                following.after(text, failure);
            }
        }
        if (state instanceof PlainState statement && Execution.isBatch(execution)) {
            statement.connection.mayHaveMoved();
            SelfHealingOutcome outcome = plainBatches.ran(statement, execution, failure);
            if (following != null) {
                following.afterBatch(statement, outcome, failure);
            }
            return outcome;
        }
        return null;
    }

    @Override
    public String text(Object state, int execution, String sql, @Nullable Object keys) {
        if (!(state instanceof PlainState statement)) {
            return sql;
        }
        if (proving != null) {
            Proving.aside(statement.connection);
        }
        if (execution != ADD_BATCH) {
            statement.notice = null;
            if (following != null) {
                following.before(statement, sql);
            }
        }
        return plain.before(statement, execution, sql, Flavour.asking(keys));
    }

    @Override
    public @Nullable String textExecuted(
            Object state,
            int execution,
            String original,
            String sql,
            @Nullable Object keys,
            @Nullable Throwable failure) {
        if (!(state instanceof PlainState statement)) {
            return null;
        }
        if (execution != ADD_BATCH) {
            Witness.mayHaveMoved(statement.connection, original);
        }
        if (failure != null) {
            rescue.textFailed(statement.connection, original, failure);
        }
        String again = plain.after(statement, execution, original, sql, Flavour.asking(keys), failure);
        if (following != null && execution != ADD_BATCH && again == null) {
            following.after(statement, original, failure);
        }
        return again;
    }

    @Override
    public @Nullable SelfHealingOutcome result(Object state, int what, int argument) {
        if (state instanceof PlainState plainStatement) {
            return what == RESULT_WARNINGS && warnings && plainStatement.notice != null
                    ? plainStatement.notice.before(plainStatement::statement)
                    : null;
        }
        if (!(state instanceof PreparedState statement)) {
            return null;
        }
        if (what == RESULT_GENERATED_KEYS && statement.keys != null) {
            return SelfHealingOutcome.returned(statement.keys);
        }
        SelfHealingOutcome kept = Rescue.result(statement, what);
        Replacement replacement = statement.replacement;
        if (kept != null) {
            return kept;
        }
        if (what == RESULT_WARNINGS && warnings && statement.notice != null) {
            Replacement answering = statement.answeredByReplacement ? replacement : null;
            return statement.notice.before(answering == null ? statement::statement : answering::statement);
        }
        if (!statement.answeredByReplacement || replacement == null) {
            return null;
        }
        try {
            return SelfHealingOutcome.returned(
                    Own.ask(() -> Execution.result(replacement.statement(), what, argument)));
        } catch (SQLException e) {
            return SelfHealingOutcome.threw(e);
        }
    }

    @Override
    public void ending(Object state) {
        if (state instanceof ConnectionState connection) {
            runs.ending(connection);
        }
    }

    @Override
    public void connectionChanged(Object state, int what) {
        if (!(state instanceof ConnectionState connection)) {
            return;
        }
        rescue.changed(connection, what);
        if (proving != null) {
            provingChanged(connection, what);
        }
        switch (what) {
            case CONNECTION_SCHEMA -> connection.pathChanged();
            case CONNECTION_COMMITTED -> {
                runs.committed(connection);
                connection.transactionEnded();
            }
            case CONNECTION_AUTO_COMMIT -> {
                runs.autoCommitSet(connection);
                connection.transactionEnded();
            }
            case CONNECTION_CLOSED -> {
                connection.database().leaves(connection);
                connection.ended();
                connection.transactionEnded();
            }
            case CONNECTION_ROLLED_BACK_TO -> connection.rolledBackTo();
            case CONNECTION_ROLLED_BACK -> {
                runs.rolledBack(connection);
                connection.transactionEnded();
            }
            default -> {}
        }
    }

    @Override
    public void pathSet(Object state, @Nullable String name) {
        connectionChanged(state, CONNECTION_SCHEMA);
        if (name != null && state instanceof ConnectionState connection) {
            connection.database().schemaSet(name);
        }
    }

    private static void provingChanged(ConnectionState connection, int what) {
        switch (what) {
            case CONNECTION_COMMITTED, CONNECTION_CLOSED, CONNECTION_ROLLED_BACK -> Proving.ended(connection);
            case CONNECTION_AUTO_COMMIT -> {
                if (connection.isAutoCommit()) {
                    Proving.ended(connection); // Set to what it was, it ends nothing.
                }
            }
            case CONNECTION_BYPASSED -> connection.bypassed();
            default -> Proving.aside(connection);
        }
    }

    @Override
    public boolean commitFailed(Object state, Throwable failure) {
        if (!(state instanceof ConnectionState connection)) {
            return false;
        }
        boolean kept =
                proving != null && failure instanceof SQLException refused && proving.commitFailed(connection, refused);
        if (kept) {
            runs.committed(connection);
        } else {
            connection.ended(); // The next commit must not count for what this one refused.
        }
        connection.transactionEnded();
        return kept;
    }

    /** From now on the application may write in ways that nobody sees. Returns at once. */
    public void bypassed() {
        if (proving != null) {
            proving.bypassed();
        }
    }
}
