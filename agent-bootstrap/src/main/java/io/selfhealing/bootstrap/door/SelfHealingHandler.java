package io.selfhealing.bootstrap.door;

/**
 * What stands behind the door. Everything is an {@code Object} because the door cannot see {@code java.sql}: it belongs to
 * the bootstrap loader, {@code java.sql} to the platform loader.
 *
 * <p>A <em>state</em> is what the agent keeps of a JDBC object; the door only carries it about. {@code null} or {@code false}
 * returned means: let the driver do what it was asked. No method should throw; the door swallows and counts what is thrown
 * all the same.
 */
public interface SelfHealingHandler {
    /** A driver returned {@code connection} from {@code connect(url, properties)}; only the innermost driver is reported. */
    void connected(Object driver, Object connection, String url, Object properties);

    /**
     * A driver is asked to connect.
     *
     * @return the connection to give to the application instead of asking the driver, or null
     */
    default Object connecting(Object driver, String url, Object properties) {
        return null;
    }

    /**
     * A driver could not connect; only the innermost driver is reported.
     *
     * @return the connection to give to the application instead of the failure, or null
     */
    default Object connectFailed(Object driver, Throwable failure, String url, Object properties) {
        return null;
    }

    /**
     * A data source is asked for a connection; the other arguments as in {@link #supplied}.
     *
     * @return the connection to give to the application instead of asking it, or null
     */
    default Object supplying(Object source, Object user, Object password) {
        return null;
    }

    /**
     * A data source has none; the other arguments as in {@link #supplied}.
     *
     * @return the connection to give to the application instead of the failure, or null
     */
    default Object supplyFailed(Object source, Throwable failure, Object user, Object password) {
        return null;
    }

    /** What the agent keeps of a connection or statement; null where it has nothing to do with it. */
    Object stateOf(Object jdbc);

    /**
     * A connection that is asked for a statement, or a statement that was made while nobody looked, is not known.
     *
     * @return what is kept of it from now on, or null where the agent has nothing to do with it
     */
    default Object adopt(Object jdbc) {
        return null;
    }

    /**
     * A {@code DataSource}, {@code XADataSource}, {@code ConnectionPoolDataSource} or {@code PooledConnection} gave out what it
     * was asked for.
     *
     * @param user and {@code password}: as the overload was given them, or null
     */
    default void supplied(Object source, Object product, Object user, Object password) {}

    /**
     * The application prepares a statement.
     *
     * @param state of the connection
     * @param flavour one of the door's {@code FLAVOUR_} constants: which overload
     * @param a result set type, or the flag for generated keys; 0 where the overload has none
     * @param b result set concurrency; 0 where the overload has none
     * @param c result set holdability; 0 where the overload has none
     * @param keys the {@code int[]} or {@code String[]} of the overload, or null
     * @return the statement to give to the application instead of asking the driver, or null
     */
    Object prepare(Object state, String sql, int flavour, int a, int b, int c, Object keys);

    /** The driver prepared {@code statement}; the other arguments as in {@link #prepare}. */
    void prepared(Object state, Object statement, String sql, int flavour, int a, int b, int c, Object keys);

    /**
     * The driver refused to prepare; the other arguments as in {@link #prepare}.
     *
     * @return the statement to give to the application instead of the failure, or null
     */
    Object prepareFailed(Object state, Throwable failure, String sql, int flavour, int a, int b, int c, Object keys);

    /** The driver made a plain {@code statement}; {@code state} is the connection's. */
    void created(Object state, Object statement);

    /**
     * A setter is about to run.
     *
     * @param setter one of the door's {@code SET_} constants
     * @param value the value where it is an object, else null
     * @return true where it must not reach the driver, because the agent binds at execution
     */
    boolean defers(Object state, int setter, int index, Object value);

    /** A setter of a primitive ran or was deferred; {@code bits} is the value widened (floating point: its raw bits). */
    void bound(Object state, int setter, int index, long bits);

    /** Any other setter ran or was deferred, with its further arguments where it has them (else null and 0). */
    void bound(Object state, int setter, int index, Object value, Object extra, long a, int b);

    /** A setter of the driver threw. @return true where the agent binds the value at execution, so that it is no failure */
    boolean bindFailed(Object state, int setter, int index, Object value, Throwable failure);

    /**
     * The door's {@code CLEARED_} constants: parameters or batch cleared, or the object closed; or {@code CANCELLED} or
     * {@code TIMEOUT_SET}, which may come from another thread while the statement runs.
     */
    void cleared(Object state, int what);

    /** {@code PreparedStatement.addBatch()} is called. @return true where the agent keeps the row and the driver is not asked */
    boolean batching(Object state);

    /** The driver has done {@code addBatch()}; {@code failure} is null where it succeeded. Not called where it was not asked. */
    void batched(Object state, Throwable failure);

    /**
     * A prepared statement, or a batch, is about to run.
     *
     * @param execution one of the door's {@code EXECUTE_} constants
     * @return the outcome where the agent ran it, or null to let the driver run it
     */
    SelfHealingOutcome execute(Object state, int execution);

    /** The driver ran it; {@code failure} is null where it succeeded. @return the outcome to use instead, or null */
    SelfHealingOutcome executed(Object state, int execution, Throwable failure);

    /**
     * A text is about to run on a plain statement, or to be added to its batch.
     *
     * @param keys the further argument of the overload ({@code Integer}, {@code int[]} or {@code String[]}), or null
     * @return the text to run: {@code sql} itself where there is nothing to heal
     */
    String text(Object state, int execution, String sql, Object keys);

    /**
     * The driver ran a text.
     *
     * @param original what the application asked for
     * @param sql what ran
     * @param failure null where it succeeded
     * @return another text to run once instead of letting the failure through, or null; after that second run, anything but
     *     null lets the application see the second failure rather than the first
     */
    String textExecuted(Object state, int execution, String original, String sql, Object keys, Throwable failure);

    /**
     * A result is asked of a statement.
     *
     * @param what one of the door's {@code RESULT_} constants
     * @param argument of {@code getMoreResults(int)}, else 0
     * @return the outcome where the agent ran the statement elsewhere, or null to ask the driver
     */
    SelfHealingOutcome result(Object state, int what, int argument);

    /** A connection is about to commit its transaction, or to set its auto-commit mode, which may do so. */
    default void ending(Object state) {}

    /** What the application did to a connection: one of the door's {@code CONNECTION_} constants (after it succeeded). */
    void connectionChanged(Object state, int what);

    /**
     * The application set the schema or catalog of a connection, by its method.
     *
     * @param name as it was given
     */
    default void pathSet(Object state, String name) {
        connectionChanged(state, SelfHealingDoor.CONNECTION_SCHEMA);
    }

    /**
     * {@code Connection.commit()} failed.
     *
     * @param state of the connection
     * @return true where the agent has the transaction safe, so that it is no failure
     */
    default boolean commitFailed(Object state, Throwable failure) {
        return false;
    }
}
