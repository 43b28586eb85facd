package io.selfhealing.agent.offline;

import io.selfhealing.agent.offline.Keeper.Kept;
import io.selfhealing.agent.spool.Parameter;
import java.lang.reflect.Method;
import java.sql.BatchUpdateException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A statement, prepared or plain, whose writes are kept on disk. */
final class OfflineStatement extends OfflineObject {
    private static final List<Kept> NO_BATCH = List.of();

    private final OfflineConnection connection;
    /** Null for a plain statement. */
    private final @Nullable Draft prepared;

    private final List<@Nullable Parameter> bound = new ArrayList<>();
    private final Map<String, @Nullable Object> settings = new HashMap<>();
    private List<Kept> batch = NO_BATCH;
    private long count = -1;
    private @Nullable SQLWarning warnings;
    private boolean closed;

    OfflineStatement(OfflineConnection connection, @Nullable Draft prepared) {
        this.connection = connection;
        this.prepared = prepared;
    }

    @Override
    Refusals refusals() {
        return connection.refusals();
    }

    @Override
    @Nullable
    Object answer(Method method, @Nullable Object[] arguments) throws SQLException {
        String name = method.getName();
        if (name.equals("close") || name.equals("isClosed")) {
            closed |= name.equals("close");
            return name.equals("close") ? null : closed;
        }
        if (closed) {
            throw new SQLException("This statement has been closed.", "55000");
        }
        return switch (name) {
            case "execute" -> {
                run(arguments);
                yield false;
            }
            case "executeUpdate" -> (int) run(arguments);
            case "executeLargeUpdate" -> run(arguments);
            case "addBatch" -> addBatch(arguments);
            case "clearBatch" -> {
                batch = NO_BATCH;
                yield null;
            }
            case "executeBatch" ->
                Arrays.stream(runBatch()).mapToInt(n -> (int) n).toArray();
            case "executeLargeBatch" -> runBatch();
            case "clearParameters" -> {
                bound.clear();
                yield null;
            }
            default -> told(method, arguments);
        };
    }

    private @Nullable Object told(Method method, @Nullable Object[] arguments) throws SQLException {
        String name = method.getName();
        return switch (name) {
            case "getConnection" -> connection.self;
            case "getUpdateCount" -> (int) count;
            case "getLargeUpdateCount" -> count;
            case "getMoreResults" -> {
                count = -1;
                yield false;
            }
            case "getResultSet" -> null;
            case "getWarnings" -> warnings;
            case "clearWarnings" -> {
                warnings = null;
                yield null;
            }
            case "getResultSetType" -> ResultSet.TYPE_FORWARD_ONLY;
            case "getResultSetConcurrency" -> ResultSet.CONCUR_READ_ONLY;
            case "getResultSetHoldability" -> ResultSet.HOLD_CURSORS_OVER_COMMIT;
            case "getFetchDirection" -> ResultSet.FETCH_FORWARD;
            case "cancel", "closeOnCompletion" -> null;
            case "isPoolable", "isCloseOnCompletion" -> false;
            default -> setOrAsk(method, arguments);
        };
    }

    private @Nullable Object setOrAsk(Method method, @Nullable Object[] arguments) throws SQLException {
        String name = method.getName();
        boolean parameter = prepared != null && arguments.length > 1 && arguments[0] instanceof Integer;
        if (name.startsWith("set") && parameter) {
            bind(name, arguments);
            return null;
        }
        if (name.startsWith("set") && arguments.length == 1) {
            settings.put(name.substring("set".length()), arguments[0]);
            return null;
        }
        boolean number = method.getReturnType() == int.class || method.getReturnType() == long.class;
        if (name.startsWith("get") && arguments.length == 0 && number) {
            Object known = settings.get(name.substring("get".length()));
            return known == null ? empty(method.getReturnType()) : known;
        }
        throw connection.refuse(name + " needs the database", masked());
    }

    private @Nullable String masked() {
        return prepared == null ? null : prepared.masked();
    }

    private void bind(String setter, @Nullable Object[] arguments) throws SQLException {
        Draft draft = draft(prepared);
        int index = number(arguments, 0);
        if (index < 1 || index > draft.parameters()) {
            throw new SQLException("there is no parameter " + index + " among " + draft.parameters(), "22023");
        }
        while (bound.size() < index) {
            bound.add(null);
        }
        try {
            bound.set(
                    index - 1,
                    Setters.value(setter, arguments)
                            .kept(draft.family(index), draft.product(), connection.maxValueBytes()));
        } catch (NotKeptException e) {
            throw connection.refuse(e, draft.masked());
        }
    }

    private static Draft draft(@Nullable Draft prepared) {
        if (prepared == null) {
            throw new IllegalStateException("not prepared");
        }
        return prepared;
    }

    private long run(@Nullable Object[] arguments) throws SQLException {
        Kept write = next(arguments);
        warnings = null;
        count = -1;
        connection.keep(List.of(write));
        warnings = Keeper.warning();
        count = write.draft().rows();
        return count;
    }

    /** The write of a plain statement's text, or of what is bound. */
    private Kept next(@Nullable Object[] arguments) throws SQLException {
        boolean plain = prepared == null;
        if (plain != arguments.length > 0) {
            throw new SQLException("a prepared statement runs its own text, and another needs one", "42601");
        }
        Draft draft = plain
                ? connection.draft((String) given(arguments, 0), OfflineConnection.asksForKeys(arguments))
                : draft(prepared);
        try {
            return connection.keeper().write(draft, bound);
        } catch (NotKeptException e) {
            throw connection.refuse(e, draft.masked());
        }
    }

    private @Nullable Object addBatch(@Nullable Object[] arguments) throws SQLException {
        Kept write = next(arguments);
        if (batch.isEmpty()) {
            batch = new ArrayList<>();
        }
        batch.add(write);
        return null;
    }

    /** All of them or none, in one record. */
    private long[] runBatch() throws SQLException {
        List<Kept> all = batch;
        batch = NO_BATCH;
        warnings = null;
        count = -1;
        if (all.isEmpty()) {
            return new long[0];
        }
        try {
            connection.keep(all);
        } catch (SQLException e) {
            BatchUpdateException failure =
                    new BatchUpdateException(e.getMessage(), e.getSQLState(), e.getErrorCode(), new int[0], e);
            failure.setNextException(e);
            throw failure;
        }
        warnings = Keeper.warning();
        return all.stream().mapToLong(kept -> kept.draft().rows()).toArray();
    }

    @Override
    public String toString() {
        return prepared == null ? "a statement that is kept on disk" : prepared.masked();
    }
}
