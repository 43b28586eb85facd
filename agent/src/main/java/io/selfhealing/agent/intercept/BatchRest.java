package io.selfhealing.agent.intercept;

import static io.selfhealing.bootstrap.door.SelfHealingDoor.EXECUTE_BATCH;

import io.selfhealing.bootstrap.door.SelfHealingOutcome;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a batch that are to run once more, while the others have landed. */
final class BatchRest {
    private final long[] counts;
    private final int[] missing;

    private BatchRest(long[] counts) {
        this.counts = counts;
        this.missing = Batches.missing(counts);
    }

    static BatchRest after(SQLException failure, int rows) {
        return new BatchRest(Batches.counts(failure, rows));
    }

    /** Whether no row has landed after one that did not, so that the rest runs in the order that was asked for. */
    boolean inOrder() {
        return !Batches.wentOn(counts);
    }

    <T> List<T> of(List<T> rows) {
        return Arrays.stream(missing).<T>mapToObj(rows::get).toList();
    }

    /** How the whole batch fared, where this is how its rest did. */
    SelfHealingOutcome with(SelfHealingOutcome rest, int execution) {
        if (rest.failure instanceof SQLException failure) {
            return SelfHealingOutcome.threw(with(failure));
        }
        if (rest.failure != null || rest.value == null) {
            return rest;
        }
        put(Batches.counts(rest.value));
        return SelfHealingOutcome.returned(returned(counts, execution));
    }

    private BatchUpdateException with(SQLException failure) {
        put(Batches.counts(failure, missing.length));
        BatchUpdateException whole = new BatchUpdateException(
                failure.getMessage(), failure.getSQLState(), failure.getErrorCode(), counts, failure.getCause());
        @Nullable SQLException next = failure.getNextException();
        if (next != null) {
            whole.setNextException(next);
        }
        return whole;
    }

    private void put(long[] ofRest) {
        for (int i = 0; i < missing.length; i++) {
            counts[missing[i]] = ofRest[i];
        }
    }

    /** Counts as the form of the batch that was called returns them. */
    static Object returned(long[] counts, int execution) {
        return execution == EXECUTE_BATCH
                ? Arrays.stream(counts).mapToInt(count -> (int) count).toArray()
                : counts;
    }
}
