package io.selfhealing.agent.config;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * How far, how long and how often writes are healed: by the keys, and for some tables by a policy file, which is read again when it
 * changes. So what is asked here may be answered otherwise a moment later.
 *
 * @param policy {@link PolicyFile#NONE} where there is none
 * @param expire how long a heal is applied after its first use, {@link #NEVER} for ever
 * @param budget heals of a table in an hour, {@link #UNLIMITED} for any number
 */
public record Bounds(PolicyFile policy, Duration expire, long budget) {
    /** Longer than anybody waits. */
    public static final Duration NEVER = ChronoUnit.FOREVER.getDuration();

    public static final long UNLIMITED = Long.MAX_VALUE;

    /**
     * How far the agent may go on a table, in whatever mode it is.
     *
     * @param schema null where it is not known
     */
    public Mode mode(@Nullable String schema, String table) {
        return policy.rules().mode(schema, table);
    }

    /**
     * How long its heals are applied.
     *
     * @param schema null where it is not known
     */
    public Duration expire(@Nullable String schema, String table) {
        Duration said = policy.rules().expire(schema, table);
        return said == null ? expire : said;
    }

    /**
     * How many of its rows are healed in an hour.
     *
     * @param schema null where it is not known
     */
    public long budget(@Nullable String schema, String table) {
        Long said = policy.rules().budget(schema, table);
        return said == null ? budget : said;
    }
}
