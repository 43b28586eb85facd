package io.selfhealing.agent.schema;

import io.selfhealing.agent.content.Prints;
import java.time.InstantSource;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * What the databases of one process share.
 *
 * @param threads makes the threads on which the agent's own connections are used, so that the caller can mark them as the
 *     agent's; name, daemon status and context class loader are set afterwards
 * @param shared where agents of the same database leave their history for each other
 * @param prints what rows held; null where no rows are looked at
 * @param workers do what is done on the agent's own connections
 */
public record Surroundings(
        Ledger ledger,
        SchemaListener listener,
        ThreadFactory threads,
        InstantSource clock,
        SchemaSettings settings,
        SharedHistory.Places shared,
        @Nullable Prints prints,
        Workers workers) {
    /** With workers of its own. */
    public Surroundings(
            Ledger ledger,
            SchemaListener listener,
            ThreadFactory threads,
            InstantSource clock,
            SchemaSettings settings,
            SharedHistory.Places shared,
            @Nullable Prints prints) {
        this(ledger, listener, threads, clock, settings, shared, prints, new Workers(threads));
    }

    /** No rows are looked at. */
    public Surroundings(
            Ledger ledger,
            SchemaListener listener,
            ThreadFactory threads,
            InstantSource clock,
            SchemaSettings settings,
            SharedHistory.Places shared) {
        this(ledger, listener, threads, clock, settings, shared, null);
    }

    /** Nothing is shared with other processes. */
    public Surroundings(
            Ledger ledger,
            SchemaListener listener,
            ThreadFactory threads,
            InstantSource clock,
            SchemaSettings settings) {
        this(ledger, listener, threads, clock, settings, SharedHistory.Places.NONE);
    }
}
