package app;

import java.io.Serializable;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything about an exception by which an application could tell it from another, as values.
 *
 * @param type its class's name
 * @param madeIn the method that created it: the top of its stack trace
 * @param sqlState null also where it is no {@link SQLException}
 * @param updateCounts of a {@link BatchUpdateException}; empty for any other
 */
public record Thrown(
        String type,
        @Nullable String message,
        String madeIn,
        @Nullable String sqlState,
        int errorCode,
        List<Long> updateCounts,
        @Nullable Thrown cause,
        @Nullable Thrown next)
        implements Serializable {
    public static Thrown of(Throwable thrown) {
        SQLException sql = thrown instanceof SQLException s ? s : null;
        return new Thrown(
                thrown.getClass().getName(),
                thrown.getMessage(),
                top(thrown.getStackTrace()),
                sql == null ? null : sql.getSQLState(),
                sql == null ? 0 : sql.getErrorCode(),
                thrown instanceof BatchUpdateException batch ? counts(batch) : List.of(),
                thrown.getCause() == null ? null : of(thrown.getCause()),
                sql == null || sql.getNextException() == null ? null : of(sql.getNextException()));
    }

    private static List<Long> counts(BatchUpdateException batch) {
        return Arrays.stream(batch.getLargeUpdateCounts()).boxed().toList();
    }

    private static String top(StackTraceElement[] trace) {
        return trace.length == 0 ? "" : trace[0].getClassName() + "." + trace[0].getMethodName();
    }
}
