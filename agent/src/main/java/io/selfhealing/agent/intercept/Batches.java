package io.selfhealing.agent.intercept;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** What a failed batch left behind, by the driver's counts. */
final class Batches {
    /** What makes an INSERT depend on the rows that are there, so that it matters which of two comes first. */
    private static final Pattern LOOKS_AT_ROWS =
            Pattern.compile("\\b(on|select|ignore|replace|set|overwriting)\\b", Pattern.CASE_INSENSITIVE);

    private static final Pattern INSERT = Pattern.compile("\\s*insert\\b", Pattern.CASE_INSENSITIVE);

    private Batches() {}

    /** Whether some row of the batch succeeded, so that the batch as a whole must not be tried again. */
    static boolean partlyDone(SQLException failure) {
        if (!(failure instanceof BatchUpdateException batch)) {
            return false;
        }
        for (long count : batch.getLargeUpdateCounts()) {
            if (count != Statement.EXECUTE_FAILED) {
                return true;
            }
        }
        return false;
    }

    /** A count for each row: {@code EXECUTE_FAILED} also for those that a driver which stops at a failure did not reach. */
    static long[] counts(SQLException failure, int rows) {
        long[] counts = new long[rows];
        Arrays.fill(counts, Statement.EXECUTE_FAILED);
        if (failure instanceof BatchUpdateException batch) {
            long[] told = batch.getLargeUpdateCounts();
            System.arraycopy(told, 0, counts, 0, Math.min(told.length, rows));
        }
        return counts;
    }

    /** As a batch returns them, whichever of its two forms was called. */
    static long[] counts(Object returned) {
        return returned instanceof int[] counts
                ? Arrays.stream(counts).asLongStream().toArray()
                : (long[]) returned;
    }

    /** The rows that did not land, in order. */
    static int[] missing(long[] counts) {
        return IntStream.range(0, counts.length)
                .filter(row -> counts[row] == Statement.EXECUTE_FAILED)
                .toArray();
    }

    /** Whether the driver goes on after a failure, so that each row that did not land failed by itself. */
    static boolean wentOn(long[] counts) {
        int[] missing = missing(counts);
        return missing.length > 0 && missing[0] + missing.length < counts.length;
    }

    /** Whether writes by this text end in the same rows in whatever order they run. */
    static boolean runsInAnyOrder(String sql) {
        return INSERT.matcher(sql).lookingAt() && !LOOKS_AT_ROWS.matcher(sql).find();
    }
}
