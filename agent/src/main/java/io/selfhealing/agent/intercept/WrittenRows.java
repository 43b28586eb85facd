package io.selfhealing.agent.intercept;

import io.selfhealing.agent.quarantine.LeftOut;
import io.selfhealing.agent.quarantine.RowFate;
import io.selfhealing.agent.quarantine.WaitingRow;
import io.selfhealing.agent.sql.Product;
import io.selfhealing.agent.sql.StatementKind;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many rows the database says that each execution of a write has written: a write that succeeded may have found no row, and a
 * trigger may have passed it over, also one that was made since the table was looked at.
 */
final class WrittenRows {
    private final LeftOutColumns leftOut;
    private final long[] counts;
    private final boolean zeroIsNone;

    /** What became of the rows of one execution. */
    private enum Rows {
        WRITTEN,
        NONE,
        UNKNOWN
    }

    private WrittenRows(LeftOutColumns leftOut, long[] counts, boolean zeroIsNone) {
        this.leftOut = leftOut;
        this.counts = counts;
        this.zeroIsNone = zeroIsNone;
    }

    /**
     * Of a run that succeeded.
     *
     * @param executions how many rows were bound
     * @param statement that ran, or null where it can no longer be asked
     * @param counts for each row that was bound how many it wrote; null where only the statement can tell, or nobody
     */
    static WrittenRows of(
            Run run,
            LeftOutColumns leftOut,
            int executions,
            @Nullable PreparedStatement statement,
            long @Nullable [] counts) {
        Product product = run.connection.database().product();
        // MySQL's drivers can be told to count the rows that were changed, and not those that were found.
        boolean found = !product.speaksMySql() || run.plan.kind() != StatementKind.UPDATE;
        // A trigger, or a rule, may have put the row into another table, a child of this one among them.
        boolean elsewhere = leftOut.rewritten()
                && product == Product.POSTGRESQL
                && !leftOut.rowColumns().containsAll(LeftOut.ROW_COLUMNS);
        return new WrittenRows(leftOut, counted(executions, statement, counts), found && !elsewhere);
    }

    /** -1 where nobody can tell: in a batch of texts, or where rows are returned. */
    private static long[] counted(int executions, @Nullable PreparedStatement statement, long @Nullable [] counts) {
        if (counts != null && counts.length == executions) {
            return counts;
        }
        try {
            if (executions == 1 && statement != null) {
                return new long[] {Own.call(statement::getUpdateCount)};
            }
        } catch (SQLException e) {
            // As below.
        }
        long[] unknown = new long[executions];
        Arrays.fill(unknown, -1);
        return unknown;
    }

    /** Whether the only execution wrote nothing. */
    boolean none() {
        return counts.length == 1 && rows(0) == Rows.NONE;
    }

    private Rows rows(int execution) {
        long count = counts[execution];
        boolean counted = leftOut.mayMiss() || leftOut.rewritten();
        if (count == leftOut.rows() || (count < 0 && !counted)) {
            return Rows.WRITTEN;
        }
        return count == 0 && zeroIsNone ? Rows.NONE : Rows.UNKNOWN;
    }

    /**
     * What is to be said of the values whose rows were not written, or of which nobody can tell whether they were: there a person has to.
     *
     * @param keys of each value's row
     * @param executions for each value in which of them it was left out
     */
    List<RowFate> fates(String ticket, String table, List<Map<String, Object>> keys, List<Integer> executions) {
        List<RowFate> all = new ArrayList<>();
        for (int place = 0; place < keys.size(); place++) {
            WaitingRow row = new WaitingRow(ticket, place, table, keys.get(place));
            Rows written = rows(executions.get(place));
            if (written == Rows.NONE) {
                all.add(new RowFate.Ended(row, "the write found no such row"));
            } else if (written == Rows.UNKNOWN) {
                all.add(new RowFate.Doubtful(row, "nothing tells whether the write found its row"));
            }
        }
        return all;
    }
}
