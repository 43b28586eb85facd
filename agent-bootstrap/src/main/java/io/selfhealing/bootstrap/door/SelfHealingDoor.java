package io.selfhealing.bootstrap.door;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/**
 * The one static entry of woven code. The constants name the overloads and acts that the handler tells apart.
 *
 * <p>Nothing that the handler throws passes: it is counted, and the driver goes on as if no one had looked. A call is the
 * handler's business only where it knows the receiver and no other such call is open on the thread; calls that a driver makes
 * to itself, or that the handler makes, pass straight through.
 *
 * <p>Depth is lowered by plain field access, not by a method: near the end of the stack a further call might not be made.
 */
public final class SelfHealingDoor {
    public static final int FLAVOUR_PLAIN = 0;
    public static final int FLAVOUR_TYPE_CONCURRENCY = 1;
    public static final int FLAVOUR_TYPE_CONCURRENCY_HOLDABILITY = 2;
    public static final int FLAVOUR_KEYS_FLAG = 3;
    public static final int FLAVOUR_KEYS_INDEXES = 4;
    public static final int FLAVOUR_KEYS_NAMES = 5;

    public static final int EXECUTE = 0;
    public static final int EXECUTE_QUERY = 1;
    public static final int EXECUTE_UPDATE = 2;
    public static final int EXECUTE_LARGE_UPDATE = 3;
    public static final int EXECUTE_BATCH = 4;
    public static final int EXECUTE_LARGE_BATCH = 5;
    /** {@code Statement.addBatch(String)}. */
    public static final int ADD_BATCH = 6;

    public static final int CLEARED_PARAMETERS = 0;
    public static final int CLEARED_BATCH = 1;
    public static final int CLEARED_CLOSED = 2;
    /** {@code Statement.cancel()}, by any thread, while the statement may be running. */
    public static final int CANCELLED = 3;
    /** {@code Statement.setQueryTimeout}, likewise. */
    public static final int TIMEOUT_SET = 4;
    /** {@code Statement.clearWarnings}. */
    public static final int CLEARED_WARNINGS = 5;

    public static final int RESULT_UPDATE_COUNT = 0;
    public static final int RESULT_LARGE_UPDATE_COUNT = 1;
    public static final int RESULT_GENERATED_KEYS = 2;
    public static final int RESULT_SET = 3;
    public static final int RESULT_MORE = 4;
    public static final int RESULT_MORE_KEEPING = 5;
    public static final int RESULT_WARNINGS = 6;

    public static final int CONNECTION_SCHEMA = 0;
    public static final int CONNECTION_CLOSED = 1;
    public static final int CONNECTION_COMMITTED = 2;
    public static final int CONNECTION_ROLLED_BACK = 3;
    /** To a savepoint: the transaction goes on. */
    public static final int CONNECTION_ROLLED_BACK_TO = 4;

    public static final int CONNECTION_AUTO_COMMIT = 5;
    /** A way was opened to do what the agent does not see. */
    public static final int CONNECTION_BYPASSED = 6;

    // Setters with a primitive value.
    public static final int SET_BOOLEAN = 0;
    public static final int SET_BYTE = 1;
    public static final int SET_SHORT = 2;
    public static final int SET_INT = 3;
    public static final int SET_LONG = 4;
    public static final int SET_FLOAT = 5;
    public static final int SET_DOUBLE = 6;
    // Setters with (int, X).
    public static final int SET_BIG_DECIMAL = 7;
    public static final int SET_STRING = 8;
    public static final int SET_BYTES = 9;
    public static final int SET_DATE = 10;
    public static final int SET_TIME = 11;
    public static final int SET_TIMESTAMP = 12;
    public static final int SET_ASCII_STREAM = 13;
    public static final int SET_UNICODE_STREAM = 14;
    public static final int SET_BINARY_STREAM = 15;
    public static final int SET_OBJECT = 16;
    public static final int SET_CHARACTER_STREAM = 17;
    public static final int SET_REF = 18;
    public static final int SET_BLOB = 19;
    public static final int SET_CLOB = 20;
    public static final int SET_ARRAY = 21;
    public static final int SET_URL = 22;
    public static final int SET_ROW_ID = 23;
    public static final int SET_N_STRING = 24;
    public static final int SET_N_CHARACTER_STREAM = 25;
    public static final int SET_N_CLOB = 26;
    public static final int SET_SQL_XML = 27;
    public static final int SET_BLOB_STREAM = 28;
    public static final int SET_CLOB_READER = 29;
    public static final int SET_N_CLOB_READER = 30;
    // Setters with (int, X, Calendar): the calendar is `extra`.
    public static final int SET_DATE_CALENDAR = 31;
    public static final int SET_TIME_CALENDAR = 32;
    public static final int SET_TIMESTAMP_CALENDAR = 33;
    // Setters with a length (int or long: `a`; `b` is 1 where the overload takes a long).
    public static final int SET_ASCII_STREAM_LENGTH = 34;
    public static final int SET_UNICODE_STREAM_LENGTH = 35;
    public static final int SET_BINARY_STREAM_LENGTH = 36;
    public static final int SET_CHARACTER_STREAM_LENGTH = 37;
    public static final int SET_N_CHARACTER_STREAM_LENGTH = 38;
    public static final int SET_BLOB_STREAM_LENGTH = 39;
    public static final int SET_CLOB_READER_LENGTH = 40;
    public static final int SET_N_CLOB_READER_LENGTH = 41;
    // setObject with a type (`a`, or SQLType in `extra`) and a scale or length (`b`).
    public static final int SET_OBJECT_TYPE = 42;
    public static final int SET_OBJECT_TYPE_SCALE = 43;
    public static final int SET_OBJECT_SQL_TYPE = 44;
    public static final int SET_OBJECT_SQL_TYPE_SCALE = 45;
    // setNull: the type is `a`; the type's name is `extra`.
    public static final int SET_NULL = 46;
    public static final int SET_NULL_NAMED = 47;

    /** Goes up when the agent forgets what objects carry. */
    static volatile int generation;

    private static final AtomicInteger GENERATIONS = new AtomicInteger();

    private static final ThreadLocal<SelfHealingCall> CALLS = new ThreadLocal<SelfHealingCall>();
    private static final AtomicLong SWALLOWED = new AtomicLong();
    private static volatile String lastSwallowed;
    private static volatile Runnable swallowListener;
    private static volatile SelfHealingHandler handler;
    private static volatile UnaryOperator<String> commands;
    /** Plain and not volatile: read on the path, and only ever set before the classes that read it are woven. */
    private static boolean late;

    private SelfHealingDoor() {}

    /** Opens the door to {@code next}, or closes it with null. Calls that are open end with the handler they began with. */
    public static void install(SelfHealingHandler next) {
        handler = next;
    }

    /** How many errors of the handler were kept from the application. */
    public static long swallowed() {
        return SWALLOWED.get();
    }

    /** The class of the latest error that was swallowed and where it was thrown, or null. No message: it may hold a value. */
    public static String lastSwallowed() {
        return lastSwallowed;
    }

    /** The handler kept an error from the application itself. */
    public static void count(Throwable failure) {
        swallow(failure);
    }

    /** What to run after an error was swallowed, on the application's thread; null for nothing. */
    public static void onSwallowed(Runnable listener) {
        swallowListener = listener;
    }

    /** The agent's own JDBC calls on this thread begin: none of them is reported until {@link #exit()}. */
    public static void enter() {
        current().depth++;
    }

    /** Ends what {@link #enter()} began. */
    public static void exit() {
        current().depth--;
    }

    /** From here on there may be statements that were made while nobody looked: one that is not known may be adopted. */
    public static void late() {
        late = true;
    }

    /** Who answers what is said to the running agent from outside. */
    public static void onCommand(UnaryOperator<String> listener) {
        commands = listener;
    }

    /** Says something to the running agent. @return what it answers in one line, or null where nobody listens */
    public static String command(String words) {
        UnaryOperator<String> listener = commands;
        return listener == null ? null : listener.apply(words);
    }

    /** From here on it is noted which connection this thread asks for a statement. */
    public static void watch() {
        SelfHealingCall mine = current();
        mine.watching = true;
        mine.asked = null;
    }

    /** Ends what {@link #watch()} began. @return the connection that was asked last, or null */
    public static Object watched() {
        SelfHealingCall mine = current();
        Object asked = mine.asked;
        mine.watching = false;
        mine.asked = null;
        return asked;
    }

    /** Whether a data source on this thread is about to give out a connection for distributed transactions. */
    public static boolean distributed() {
        return current().distributed != 0;
    }

    /** A data source is asked for a connection. {@code kind} is 1 where it is for distributed transactions. @return a mark */
    public static int supplying(int kind) {
        try {
            if (handler != null) {
                current().distributed += kind;
                return 1;
            }
        } catch (Throwable failure) {
            swallow(failure);
        }
        return 0;
    }

    /** A data source answered; {@code product} is null where it failed. */
    public static void supplied(int mark, int kind, Object source, Object product, Object user, Object password) {
        if (mark == 0) {
            return;
        }
        SelfHealingCall call = null;
        try {
            SelfHealingCall mine = current();
            SelfHealingHandler behind = handler;
            if (behind != null && product != null && mine.depth == 0) {
                mine.depth++;
                call = mine;
                behind.supplied(source, product, user, password);
            }
        } catch (Throwable failure) {
            swallow(failure);
        } finally {
            if (call != null) {
                call.depth--;
            }
            leave(kind);
        }
    }

    private static void leave(int kind) {
        try {
            current().distributed -= kind;
        } catch (Throwable failure) {
            swallow(failure);
        }
    }

    /** A driver is asked to connect. @return a mark to hand to {@link #connected} */
    public static int connecting() {
        try {
            return handler == null ? 0 : current().connections;
        } catch (Throwable failure) {
            swallow(failure);
            return 0;
        }
    }

    /** A driver answered a request to connect; silent where a driver below it has reported since {@code mark}. */
    public static void connected(int mark, Object driver, Object connection, String url, Object properties) {
        SelfHealingHandler behind = handler;
        if (behind == null || connection == null) {
            return;
        }
        SelfHealingCall call = null;
        try {
            SelfHealingCall mine = current();
            if (mine.depth == 0 && mine.connections == mark) {
                mine.depth++;
                call = mine;
                mine.connections++;
                behind.connected(driver, connection, url, properties);
            }
        } catch (Throwable failure) {
            swallow(failure);
        } finally {
            if (call != null) {
                call.depth--;
            }
        }
    }

    /** A driver is asked. @return the connection to give instead, or null */
    public static Object insteadOfDriver(Object driver, String url, Object properties) {
        SelfHealingHandler behind = handler;
        SelfHealingCall call = null;
        try {
            SelfHealingCall mine = behind == null ? null : current();
            if (mine == null || mine.depth != 0) {
                return null;
            }
            mine.depth++;
            call = mine;
            return reported(mine, behind.connecting(driver, url, properties));
        } catch (Throwable failure) {
            swallow(failure);
            return null;
        } finally {
            if (call != null) {
                call.depth--;
            }
        }
    }

    /**
     * A driver threw; silent where a driver below it has reported since {@code mark}.
     *
     * @return the connection to give instead of the failure, or null
     */
    public static Object connectFailed(int mark, Object driver, Throwable thrown, String url, Object properties) {
        SelfHealingHandler behind = handler;
        SelfHealingCall call = null;
        try {
            SelfHealingCall mine = behind == null ? null : current();
            if (mine == null || mine.depth != 0 || mine.connections != mark) {
                return null;
            }
            mine.depth++;
            call = mine;
            return reported(mine, behind.connectFailed(driver, thrown, url, properties));
        } catch (Throwable failure) {
            swallow(failure);
            return null;
        } finally {
            if (call != null) {
                call.depth--;
            }
        }
    }

    /** What an outer driver makes of this connection is no news. */
    private static Object reported(SelfHealingCall mine, Object connection) {
        if (connection != null) {
            mine.connections++;
        }
        return connection;
    }

    /** A data source is asked. @return the connection to give instead, or null */
    public static Object insteadOfSource(Object source, Object user, Object password) {
        return insteadOfSource(source, null, user, password);
    }

    /** A data source threw. @return the connection to give instead, or null */
    public static Object supplyFailed(Object source, Throwable thrown, Object user, Object password) {
        return insteadOfSource(source, thrown, user, password);
    }

    private static Object insteadOfSource(Object source, Throwable thrown, Object user, Object password) {
        SelfHealingHandler behind = handler;
        SelfHealingCall call = null;
        try {
            SelfHealingCall mine = behind == null ? null : current();
            if (mine == null || mine.depth != 0) {
                return null;
            }
            mine.depth++;
            call = mine;
            return thrown == null
                    ? behind.supplying(source, user, password)
                    : behind.supplyFailed(source, thrown, user, password);
        } catch (Throwable failure) {
            swallow(failure);
            return null;
        } finally {
            if (call != null) {
                call.depth--;
            }
        }
    }

    /**
     * Has a JDBC object carry a state, or with null the knowledge that the agent has nothing to do with it.
     *
     * @return false where its class was loaded too early to carry anything
     */
    public static boolean carry(Object jdbc, SelfHealingState state) {
        if (jdbc instanceof SelfHealingCarrier) {
            ((SelfHealingCarrier) jdbc).selfHealingState(state == null ? new SelfHealingState() : state);
            return true;
        }
        return false;
    }

    /** What the object carries, or null. */
    public static SelfHealingState carried(Object jdbc) {
        if (jdbc instanceof SelfHealingCarrier) {
            SelfHealingState state = ((SelfHealingCarrier) jdbc).selfHealingState();
            if (state != null && state.generation == generation) {
                return state;
            }
        }
        return null;
    }

    /** Whether the object that carries this is none of the agent's business. */
    public static boolean isNothing(SelfHealingState state) {
        return state.getClass() == SelfHealingState.class;
    }

    /** What objects carry now counts no more. */
    public static void forgetCarried() {
        generation = GENERATIONS.incrementAndGet();
    }

    /** Begins a prepare; null where the agent has no part in it. The answer is the statement to return, if any. */
    public static SelfHealingCall preparing(
            Object connection, String sql, int flavour, int a, int b, int c, Object keys) {
        SelfHealingCall call = begin(connection, true);
        if (call != null) {
            try {
                call.answer = call.handler.prepare(call.state, sql, flavour, a, b, c, keys);
            } catch (Throwable failure) {
                swallow(failure);
            }
        }
        return call;
    }

    /** Ends a prepare. @return the statement to return instead of what the driver did, or null */
    public static Object prepared(
            SelfHealingCall call,
            Object statement,
            Throwable failure,
            String sql,
            int flavour,
            int a,
            int b,
            int c,
            Object keys) {
        try {
            if (call.answer != null) {
                return call.answer;
            }
            if (failure != null) {
                return call.handler.prepareFailed(call.state, failure, sql, flavour, a, b, c, keys);
            }
            call.handler.prepared(call.state, statement, sql, flavour, a, b, c, keys);
        } catch (Throwable thrown) {
            swallow(thrown);
        } finally {
            call.depth--;
            call.forget();
        }
        return null;
    }

    /** Begins a call that the handler is only told of at its end; null where the agent has no part in it. */
    public static SelfHealingCall passing(Object receiver) {
        return begin(receiver);
    }

    /** The same for a call that may commit a transaction: the handler is told before as well. */
    public static SelfHealingCall ending(Object connection) {
        SelfHealingCall call = begin(connection);
        if (call != null) {
            try {
                call.handler.ending(call.state);
            } catch (Throwable failure) {
                swallow(failure);
            }
        }
        return call;
    }

    /** Begins {@code createStatement}; null where the agent has no part in it. */
    public static SelfHealingCall creating(Object connection) {
        return begin(connection, true);
    }

    /** Ends {@code createStatement}; {@code statement} is null where it failed. */
    public static void created(SelfHealingCall call, Object statement) {
        try {
            if (statement != null) {
                call.handler.created(call.state, statement);
            }
        } catch (Throwable failure) {
            swallow(failure);
        } finally {
            call.depth--;
            call.forget();
        }
    }

    /** Ends a call that changes a connection: one of the {@code CONNECTION_} constants. */
    public static void connectionChanged(SelfHealingCall call, int what, Throwable failure) {
        try {
            if (failure == null) {
                call.handler.connectionChanged(call.state, what);
            }
        } catch (Throwable thrown) {
            swallow(thrown);
        } finally {
            call.depth--;
            call.forget();
        }
    }

    /** Ends {@code setSchema} or {@code setCatalog}. */
    public static void pathSet(SelfHealingCall call, String name, Throwable failure) {
        try {
            if (failure == null) {
                call.handler.pathSet(call.state, name);
            }
        } catch (Throwable thrown) {
            swallow(thrown);
        } finally {
            call.depth--;
            call.forget();
        }
    }

    /** Ends {@code commit()}, which {@code what} stands for. @return true where its failure is to be forgotten */
    public static boolean committed(SelfHealingCall call, int what, Throwable failure) {
        try {
            if (failure == null) {
                call.handler.connectionChanged(call.state, what);
                return false;
            }
            return call.handler.commitFailed(call.state, failure);
        } catch (Throwable thrown) {
            swallow(thrown);
            return false;
        } finally {
            call.depth--;
            call.forget();
        }
    }

    /** Ends a call that clears or closes a statement: one of the {@code CLEARED_} constants. */
    public static void cleared(SelfHealingCall call, int what, Throwable failure) {
        try {
            if (failure == null || what == CLEARED_CLOSED) {
                call.handler.cleared(call.state, what);
            }
        } catch (Throwable thrown) {
            swallow(thrown);
        } finally {
            call.depth--;
            call.forget();
        }
    }

    /** The state of a statement whose setter is called, or null. Setters are told at every depth: the outermost is last. */
    public static Object setting(Object statement) {
        SelfHealingHandler behind = handler;
        try {
            if (behind == null) {
                return null;
            }
            SelfHealingState carried = carried(statement);
            if (carried != null) {
                return isNothing(carried) ? null : carried;
            }
            Object state = behind.stateOf(statement);
            return state == null && late ? settingLate(behind, statement) : state;
        } catch (Throwable failure) {
            swallow(failure);
            return null;
        }
    }

    private static Object settingLate(SelfHealingHandler behind, Object statement) {
        SelfHealingCall mine = current();
        if (mine.depth != 0) {
            return null;
        }
        mine.depth++;
        try {
            return behind.adopt(statement);
        } finally {
            mine.depth--;
        }
    }

    /** Whether a setter must not reach the driver. */
    public static boolean defers(Object state, int setter, int index, Object value) {
        SelfHealingHandler behind = handler;
        try {
            return behind != null && behind.defers(state, setter, index, value);
        } catch (Throwable failure) {
            swallow(failure);
            return false;
        }
    }

    /** A setter of a primitive ended. @return true where its failure is to be forgotten */
    public static boolean bound(Object state, int setter, int index, long bits, Throwable failure) {
        SelfHealingHandler behind = handler;
        try {
            if (behind == null) {
                return false;
            }
            if (failure != null) {
                return behind.bindFailed(state, setter, index, null, failure);
            }
            behind.bound(state, setter, index, bits);
        } catch (Throwable thrown) {
            swallow(thrown);
        }
        return false;
    }

    /** Any other setter ended. @return true where its failure is to be forgotten */
    public static boolean bound(
            Object state, int setter, int index, Object value, Object extra, long a, int b, Throwable failure) {
        SelfHealingHandler behind = handler;
        try {
            if (behind == null) {
                return false;
            }
            if (failure != null) {
                return behind.bindFailed(state, setter, index, value, failure);
            }
            behind.bound(state, setter, index, value, extra, a, b);
        } catch (Throwable thrown) {
            swallow(thrown);
        }
        return false;
    }

    /** Begins {@code addBatch()}; null where the agent has no part in it. There is an answer where the agent keeps the row. */
    public static SelfHealingCall batching(Object statement) {
        SelfHealingCall call = begin(statement);
        if (call != null) {
            try {
                call.answer = call.handler.batching(call.state) ? call : null;
            } catch (Throwable failure) {
                swallow(failure);
            }
        }
        return call;
    }

    /** Ends {@code addBatch()}. */
    public static void batched(SelfHealingCall call, Throwable failure) {
        try {
            if (call.answer == null) {
                call.handler.batched(call.state, failure);
            }
        } catch (Throwable thrown) {
            swallow(thrown);
        } finally {
            call.depth--;
            call.forget();
        }
    }

    /** Begins the execution of a prepared statement or a batch; null where the agent has no part in it. */
    public static SelfHealingCall executing(Object statement, int execution) {
        SelfHealingCall call = begin(statement);
        if (call != null) {
            try {
                call.answer = call.handler.execute(call.state, execution);
            } catch (Throwable failure) {
                swallow(failure);
            }
        }
        return call;
    }

    /** Ends an execution. @return the outcome to use instead of the driver's, or null */
    public static SelfHealingOutcome executed(SelfHealingCall call, int execution, Throwable failure) {
        try {
            return call.answer != null
                    ? (SelfHealingOutcome) call.answer
                    : call.handler.executed(call.state, execution, failure);
        } catch (Throwable thrown) {
            swallow(thrown);
            return null;
        } finally {
            call.depth--;
            call.forget();
        }
    }

    /** {@link #text(Object, int, String, Object)} with the flag that says whether generated keys are wanted. */
    public static SelfHealingCall text(Object statement, int execution, String sql, int flag) {
        return text(statement, execution, sql, (Object) Integer.valueOf(flag));
    }

    /**
     * Begins the execution of a text, {@link SelfHealingCall#sql} is what is to run; null where the agent has no part in it.
     *
     * @param keys the columns whose generated keys are wanted, or null
     */
    public static SelfHealingCall text(Object statement, int execution, String sql, Object keys) {
        SelfHealingCall call = begin(statement);
        if (call != null) {
            call.code = execution;
            call.original = sql;
            call.sql = sql;
            call.keys = keys;
            try {
                String healed = call.handler.text(call.state, execution, sql, keys);
                call.sql = healed == null ? sql : healed;
            } catch (Throwable failure) {
                swallow(failure);
            }
        }
        return call;
    }

    /**
     * A text ran. Where {@link SelfHealingCall#again} is set, {@link SelfHealingCall#sql} is to run once more, and this is
     * to be called again.
     *
     * @return what the application is to be thrown, or null
     */
    public static Throwable textExecuted(SelfHealingCall call, Throwable failure) {
        boolean second = call.again;
        Throwable first = call.firstFailure;
        call.again = false;
        try {
            String other =
                    call.handler.textExecuted(call.state, call.code, call.original, call.sql, call.keys, failure);
            if (other != null && failure != null && !second) {
                call.firstFailure = failure;
                call.sql = other;
                call.again = true;
                return null;
            }
            // What the application is told is how its own text fared, not how a repair of it did.
            return second && failure != null && other == null && !call.sql.equals(call.original) ? first : failure;
        } catch (Throwable thrown) {
            swallow(thrown);
            return second && failure != null ? first : failure;
        } finally {
            if (!call.again) {
                call.depth--;
                call.forget();
            }
        }
    }

    /** What a statement is to answer when asked for a result, or null to ask the driver. */
    public static SelfHealingOutcome result(Object statement, int what, int argument) {
        SelfHealingCall call = begin(statement);
        if (call == null) {
            return null;
        }
        try {
            return call.handler.result(call.state, what, argument);
        } catch (Throwable failure) {
            swallow(failure);
            return null;
        } finally {
            call.depth--;
            call.forget();
        }
    }

    /** The outcome's value as the woven method returns it; {@code otherwise} where it is of another type. */
    public static int value(SelfHealingOutcome outcome, int otherwise) {
        try {
            return ((Integer) outcome.value).intValue();
        } catch (Throwable failure) {
            swallow(failure);
            return otherwise;
        }
    }

    public static long value(SelfHealingOutcome outcome, long otherwise) {
        try {
            return ((Long) outcome.value).longValue();
        } catch (Throwable failure) {
            swallow(failure);
            return otherwise;
        }
    }

    public static boolean value(SelfHealingOutcome outcome, boolean otherwise) {
        try {
            return ((Boolean) outcome.value).booleanValue();
        } catch (Throwable failure) {
            swallow(failure);
            return otherwise;
        }
    }

    public static int[] value(SelfHealingOutcome outcome, int[] otherwise) {
        try {
            return (int[]) outcome.value;
        } catch (Throwable failure) {
            swallow(failure);
            return otherwise;
        }
    }

    public static long[] value(SelfHealingOutcome outcome, long[] otherwise) {
        try {
            return (long[]) outcome.value;
        } catch (Throwable failure) {
            swallow(failure);
            return otherwise;
        }
    }

    private static SelfHealingCall begin(Object receiver) {
        return begin(receiver, false);
    }

    /** Raises the depth where the call is the agent's business; null where it is not. */
    private static SelfHealingCall begin(Object receiver, boolean makesStatement) {
        SelfHealingHandler behind = handler;
        if (behind == null) {
            return null;
        }
        SelfHealingCall mine = null;
        boolean raised = false;
        boolean kept = false;
        try {
            SelfHealingState carried = carried(receiver);
            if (carried != null && isNothing(carried)) {
                return null;
            }
            mine = current();
            if (mine.depth != 0) {
                if (makesStatement && mine.watching) {
                    mine.asked = receiver;
                }
                return null;
            }
            mine.depth++;
            raised = true;
            Object state = carried == null ? behind.stateOf(receiver) : carried;
            if (state == null && (makesStatement || late)) {
                state = behind.adopt(receiver);
            }
            if (state == null) {
                return null;
            }
            mine.handler = behind;
            mine.state = state;
            kept = true;
            return mine;
        } catch (Throwable failure) {
            swallow(failure);
            return null;
        } finally {
            if (raised && !kept) {
                mine.depth--;
            }
        }
    }

    private static SelfHealingCall current() {
        SelfHealingCall mine = CALLS.get();
        if (mine == null) {
            mine = new SelfHealingCall();
            CALLS.set(mine);
        }
        return mine;
    }

    private static void swallow(Throwable failure) {
        try {
            SWALLOWED.incrementAndGet();
            StackTraceElement[] trace = failure.getStackTrace();
            lastSwallowed = failure.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
            Runnable listener = swallowListener;
            if (listener != null) {
                listener.run();
            }
        } catch (Throwable further) {
            // Counted or not, it must not reach the application.
        }
    }
}
