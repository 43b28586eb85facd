package io.selfhealing.agent.intercept;

import io.selfhealing.agent.heal.Evidence;
import io.selfhealing.agent.quarantine.Ticket;
import io.selfhealing.agent.quarantine.beside.TableTicket;
import java.sql.Savepoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One execution under way. */
final class Run {
    final Plan plan;
    final ConnectionState connection;
    private final long startNanos;
    private long agentNanos;
    /** The application's own text runs, although there is a heal for it: its failure is the proof that it needs one. */
    boolean asWritten;

    /** What was bound, as far as it is known. */
    List<Bindings> rows = List.of();

    @Nullable
    Savepoint savepoint;

    @Nullable
    Ticket ticket;
    /** Where the values are in a table beside the data. */
    @Nullable
    TableTicket tableTicket;

    /** It ran in a transaction that the application ends. */
    boolean undecided;
    /** Why some value was converted; null where none was. */
    @Nullable
    Evidence conversion;

    Run(Plan plan, long startNanos, ConnectionState connection) {
        this.plan = plan;
        conversion = plan.heals() ? plan.parameterTypes().inText() : null;
        this.connection = connection;
        this.startNanos = startNanos;
    }

    /** The agent has done its part; from here on it is the database's time. */
    void ready(long now) {
        agentNanos = now - startNanos;
    }

    long agentMicros() {
        return agentNanos / 1_000;
    }

    /** The text that was given to the driver. */
    String ran() {
        return asWritten ? plan.original() : plan.target();
    }

    boolean converted() {
        return conversion != null;
    }

    /** Whether what runs is not what the application wrote. */
    boolean heals() {
        return !asWritten && (plan.heals() || converted());
    }
}
