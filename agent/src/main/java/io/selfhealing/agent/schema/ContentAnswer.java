package io.selfhealing.agent.schema;

import io.selfhealing.agent.content.ContentFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What the rows of a table say of what it lost, when it has been asked or is about to be. Safe for use by several threads. */
public final class ContentAnswer {
    /** Of tables whose rows nobody can be asked about. */
    static final ContentAnswer NONE = of(ContentFacts.NONE);

    private final CompletableFuture<ContentFacts> facts = new CompletableFuture<>();
    private final Instant asked;
    private volatile boolean late;
    private volatile boolean superseded;

    ContentAnswer(Instant asked) {
        this.asked = asked;
    }

    private static ContentAnswer of(ContentFacts facts) {
        ContentAnswer answer = new ContentAnswer(Instant.MAX);
        answer.done(facts);
        return answer;
    }

    void done(ContentFacts said) {
        facts.complete(said);
    }

    /** Another answer has been given since. */
    void supersede() {
        superseded = true;
    }

    boolean isDone() {
        return facts.isDone();
    }

    /** What it says now; nothing before it is there. */
    ContentFacts said() {
        return facts.getNow(ContentFacts.NONE);
    }

    Instant asked() {
        return asked;
    }

    /** Whether nobody has found out anything else since. Costs next to nothing. */
    public boolean holds() {
        return !superseded;
    }

    /**
     * Waits for it, but not again once somebody has waited in vain.
     *
     * @return null where it is not there yet
     */
    public @Nullable ContentFacts await(Duration atMost) {
        if (late || facts.isDone()) {
            return facts.getNow(null);
        }
        try {
            return facts.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            late = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return facts.getNow(null);
    }
}
