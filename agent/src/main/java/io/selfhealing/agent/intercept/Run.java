package io.selfhealing.agent.intercept;

import io.selfhealing.agent.heal.Evidence;
import io.selfhealing.agent.quarantine.Ticket;
import java.sql.Savepoint;
import org.jspecify.annotations.Nullable;

/** One execution under way. */
final class Run {
    final Plan plan;
    private final long startNanos;
    private long agentNanos;

    @Nullable
    Savepoint savepoint;

    @Nullable
    Ticket ticket;
    /** Why some value was converted; null where none was. */
    @Nullable
    Evidence conversion;

    Run(Plan plan, long startNanos) {
        this.plan = plan;
        this.startNanos = startNanos;
    }

    /** The agent has done its part; from here on it is the database's time. */
    void ready(long now) {
        agentNanos = now - startNanos;
    }

    long agentMicros() {
        return agentNanos / 1_000;
    }

    boolean converted() {
        return conversion != null;
    }

    /** Whether what runs is not what the application wrote. */
    boolean heals() {
        return plan.heals() || converted();
    }
}
