package io.selfhealing.agent.schema;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A sample that has been read or is about to be. Safe for use by several threads. */
public final class Sampling {
    /** Of what nobody reads. */
    static final Sampling NONE = of(ColumnSample.NONE, Instant.MAX);

    private final CompletableFuture<ColumnSample> sample = new CompletableFuture<>();
    private final Instant asked;
    /** Who waited in vain tells the others not to. */
    private volatile boolean late;

    Sampling(Instant asked) {
        this.asked = asked;
    }

    private static Sampling of(ColumnSample sample, Instant asked) {
        Sampling sampling = new Sampling(asked);
        sampling.done(sample);
        return sampling;
    }

    void done(ColumnSample read) {
        sample.complete(read);
    }

    boolean askedBefore(Instant moment) {
        return asked.isBefore(moment);
    }

    /**
     * Waits for the sample, but not again once somebody has waited in vain.
     *
     * @return null where it is not there yet; {@link ColumnSample#NONE} where there is none to be had
     */
    public @Nullable ColumnSample await(Duration atMost) {
        if (late || sample.isDone()) {
            return sample.getNow(null);
        }
        try {
            return sample.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            late = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return sample.getNow(null);
    }
}
