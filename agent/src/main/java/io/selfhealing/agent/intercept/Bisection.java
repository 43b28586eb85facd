package io.selfhealing.agent.intercept;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the bad rows of a batch by running halves of it, each a batch of its own, until every other row has landed. A row is
 * run again only where the driver has said that it did not land.
 */
final class Bisection<T> {
    /** So many bad rows are named, and have their failures chained; the counts tell of all. */
    private static final int MOST_NAMED = 100;

    private final List<T> rows;
    private final PartialBatches.Part<T> part;
    private final Predicate<SQLException> ofARow;
    private final long[] counts;
    private final Deque<int[]> open = new ArrayDeque<>();
    private final TreeMap<Integer, SQLException> bad = new TreeMap<>();
    /** What ended the search: the fate of a row that was under way is unknown, others were not tried. */
    private @Nullable SQLException stopped;

    /** @param ofARow whether a failure leaves hope for other rows */
    Bisection(List<T> rows, PartialBatches.Part<T> part, Predicate<SQLException> ofARow) {
        this.rows = rows;
        this.part = part;
        this.ofARow = ofARow;
        this.counts = new long[rows.size()];
        Arrays.fill(counts, Statement.EXECUTE_FAILED);
    }

    /** @param first how the batch as a whole failed */
    long[] run(SQLException first) {
        int[] all = new int[rows.size()];
        Arrays.setAll(all, i -> i);
        failed(all, first);
        while (stopped == null && !open.isEmpty()) {
            int[] some = open.pop();
            try {
                Object returned =
                        part.run(Arrays.stream(some).<T>mapToObj(rows::get).toList());
                put(some, Batches.counts(returned));
            } catch (SQLException e) {
                failed(some, e);
            }
        }
        return counts;
    }

    private void put(int[] some, long[] told) {
        for (int i = 0; i < some.length; i++) {
            counts[some[i]] = told[i];
        }
    }

    private void failed(int[] some, SQLException failure) {
        long[] told = Batches.counts(failure, some.length);
        put(some, told);
        if (!ofARow.test(failure)) {
            stopped = failure;
            return;
        }
        int[] missing = Arrays.stream(Batches.missing(told)).map(i -> some[i]).toArray();
        if (missing.length == 1 || Batches.wentOn(told)) {
            for (int row : missing) {
                bad.put(row, failure);
            }
        } else {
            int middle = missing.length / 2;
            open.push(Arrays.copyOfRange(missing, middle, missing.length));
            open.push(Arrays.copyOfRange(missing, 0, middle));
        }
    }

    /** Says which rows are not in the database, and why. */
    BatchUpdateException failure() {
        int[] missing = Batches.missing(counts);
        SQLException reason = reason(stopped == null ? bad.firstEntry().getValue() : stopped);
        BatchUpdateException failure = new BatchUpdateException(
                missing.length + " of " + counts.length + " rows did not land, counted from 0: " + named(missing) + ". "
                        + (stopped == null ? "The first failed with: " : "The others were not tried after: ")
                        + reason.getMessage(),
                reason.getSQLState(),
                reason.getErrorCode(),
                counts,
                reason);
        bad.values().stream().limit(MOST_NAMED).map(Bisection::reason).forEach(further -> chain(failure, further));
        return failure;
    }

    /** A driver may have chained some of them already: a chain must not become a ring. */
    private static void chain(SQLException first, SQLException further) {
        SQLException link = first;
        while (link != null) {
            if (link == further) {
                return;
            }
            link = link.getNextException();
        }
        first.setNextException(further);
    }

    private static String named(int[] missing) {
        return Arrays.stream(missing)
                        .limit(MOST_NAMED)
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(", "))
                + (missing.length > MOST_NAMED ? ", …" : "");
    }

    /** What the database said, under what the driver says of the batch. */
    private static SQLException reason(SQLException failure) {
        if (failure instanceof BatchUpdateException && failure.getCause() instanceof SQLException cause) {
            return cause;
        }
        return failure instanceof BatchUpdateException && failure.getNextException() != null
                ? failure.getNextException()
                : failure;
    }
}
