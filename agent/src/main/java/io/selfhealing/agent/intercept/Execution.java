package io.selfhealing.agent.intercept;

import static io.selfhealing.bootstrap.door.SelfHealingDoor.*;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** The ways to run a statement, and to ask for what came of it, by the door's constants. */
final class Execution {
    private Execution() {}

    static boolean isBatch(int execution) {
        return execution == EXECUTE_BATCH || execution == EXECUTE_LARGE_BATCH;
    }

    static @Nullable Object run(PreparedStatement statement, int execution) throws SQLException {
        return switch (execution) {
            case EXECUTE -> statement.execute();
            case EXECUTE_QUERY -> statement.executeQuery();
            case EXECUTE_UPDATE -> statement.executeUpdate();
            case EXECUTE_LARGE_UPDATE -> statement.executeLargeUpdate();
            case EXECUTE_BATCH -> statement.executeBatch();
            case EXECUTE_LARGE_BATCH -> statement.executeLargeBatch();
            default -> throw new IllegalStateException("no such execution: " + execution);
        };
    }

    static Object runBatch(Statement statement, int execution) throws SQLException {
        return execution == EXECUTE_BATCH ? statement.executeBatch() : statement.executeLargeBatch();
    }

    static @Nullable Object result(Statement statement, int what, int argument) throws SQLException {
        return switch (what) {
            case RESULT_UPDATE_COUNT -> statement.getUpdateCount();
            case RESULT_LARGE_UPDATE_COUNT -> statement.getLargeUpdateCount();
            case RESULT_GENERATED_KEYS -> statement.getGeneratedKeys();
            case RESULT_SET -> statement.getResultSet();
            case RESULT_MORE -> statement.getMoreResults();
            case RESULT_MORE_KEEPING -> statement.getMoreResults(argument);
            case RESULT_WARNINGS -> statement.getWarnings();
            default -> throw new IllegalStateException("no such result: " + what);
        };
    }
}
