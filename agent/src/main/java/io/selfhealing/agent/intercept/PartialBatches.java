package io.selfhealing.agent.intercept;

import io.selfhealing.agent.config.BatchPolicy;
import io.selfhealing.agent.sql.Failure;
import io.selfhealing.agent.sql.Failures;
import io.selfhealing.agent.sql.Product;
import io.selfhealing.bootstrap.door.SelfHealingOutcome;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code selfhealing.batch=partial}: outside a transaction the rows that can land do, and the others are named. */
final class PartialBatches {
    private final BatchPolicy policy;
    private final Transactions transactions;

    PartialBatches(BatchPolicy policy, Transactions transactions) {
        this.policy = policy;
        this.transactions = transactions;
    }

    /** Whether rows that can land are to do so without the others. */
    boolean wanted(ConnectionState connection) {
        return policy == BatchPolicy.PARTIAL && !transactions.inTransaction(connection);
    }

    /** Runs some rows of a batch as a batch of their own. Returns its counts, as {@code executeBatch} or its large form does. */
    interface Part<T> {
        Object run(List<T> rows) throws SQLException;
    }

    /**
     * After a batch failed for good.
     *
     * @param oneText all rows are written by the same text, so that they have its fate
     * @return null where the failure stands as it is
     */
    <T> @Nullable SelfHealingOutcome finish(
            ConnectionState connection,
            int execution,
            List<T> rows,
            SQLException failure,
            boolean oneText,
            Part<T> part) {
        Product product = connection.database().product();
        if (rows.isEmpty()
                || !(failure instanceof BatchUpdateException)
                || !isOfARow(failure, product, oneText)
                || !wanted(connection)) {
            return null;
        }
        Bisection<T> bisection = new Bisection<>(rows, part, e -> isOfARow(e, product, oneText));
        long[] counts = bisection.run(failure);
        return Batches.missing(counts).length == 0
                ? SelfHealingOutcome.returned(BatchRest.returned(counts, execution))
                : SelfHealingOutcome.threw(bisection.failure());
    }

    /** Whether another row may fare better: not where the database is gone, busy or asked to stop. */
    private static boolean isOfARow(SQLException failure, Product product, boolean oneText) {
        Failure why = Failures.classify(failure, product);
        return switch (why.kind()) {
            case NULL_IN_REQUIRED_COLUMN, TYPE_MISMATCH -> true;
            case MISSING_COLUMN, MISSING_TABLE -> !oneText;
            case STALE_PLAN, CONNECTION -> false;
            case OTHER ->
                isOfAValue(why.sqlState()) || (!oneText && why.sqlState().startsWith("42"));
        };
    }

    /** Data exceptions, violated constraints and views' checks, and what a trigger raises (P0001). */
    private static boolean isOfAValue(String sqlState) {
        return sqlState.startsWith("22")
                || sqlState.startsWith("23")
                || sqlState.startsWith("44")
                || sqlState.startsWith("P0");
    }
}
