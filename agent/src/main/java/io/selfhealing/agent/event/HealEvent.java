package io.selfhealing.agent.event;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened. Carries names and types only: the texts of statements come masked, databases without
 * credentials. What a kind of event has no notion of is null or empty.
 *
 * <p>In a mapping the key is the name that the statement uses, the value where it went: null for a column that was left
 * out. Evidence is sorted, strongest first.
 */
public sealed interface HealEvent {
    EventKind kind();

    default @Nullable String database() {
        return null;
    }

    default @Nullable String table() {
        return null;
    }

    default Map<String, @Nullable String> mapping() {
        return Map.of();
    }

    default List<Reason> evidence() {
        return List.of();
    }

    /** Where a decision comes from. */
    default Provenance provenance() {
        return Provenance.NONE;
    }

    default @Nullable String originalSql() {
        return null;
    }

    default @Nullable String healedSql() {
        return null;
    }

    default @Nullable String reason() {
        return null;
    }

    /** What the agent needed, in microseconds; not the database. */
    default long durationMicros() {
        return 0;
    }

    /** The same event where the agent needed another time; itself where it has no notion of that. */
    default HealEvent lasting(long micros) {
        return this;
    }

    /** A write was changed, and every value of it is where it belongs. */
    record Healed(
            String database,
            String table,
            Map<String, @Nullable String> mapping,
            List<Reason> evidence,
            String originalSql,
            String healedSql,
            Provenance provenance,
            long durationMicros)
            implements HealEvent {
        public Healed {
            mapping = copy(mapping);
            evidence = List.copyOf(evidence);
            originalSql = SqlText.cut(originalSql);
            healedSql = SqlText.cut(healedSql);
        }

        /** One of which no more is known. */
        public Healed(
                String database,
                String table,
                Map<String, @Nullable String> mapping,
                List<Reason> evidence,
                String originalSql,
                String healedSql,
                long durationMicros) {
            this(database, table, mapping, evidence, originalSql, healedSql, Provenance.NONE, durationMicros);
        }

        @Override
        public EventKind kind() {
            return EventKind.HEALED;
        }

        @Override
        public HealEvent lasting(long micros) {
            return new Healed(database, table, mapping, evidence, originalSql, healedSql, provenance, micros);
        }
    }

    /** A write was changed, and the values of the columns that map to null are in quarantine. */
    record LeftOut(
            String database,
            String table,
            Map<String, @Nullable String> mapping,
            List<Reason> evidence,
            String originalSql,
            String healedSql,
            Provenance provenance,
            long durationMicros)
            implements HealEvent {
        public LeftOut {
            mapping = copy(mapping);
            evidence = List.copyOf(evidence);
            originalSql = SqlText.cut(originalSql);
            healedSql = SqlText.cut(healedSql);
        }

        /** One of which no more is known. */
        public LeftOut(
                String database,
                String table,
                Map<String, @Nullable String> mapping,
                List<Reason> evidence,
                String originalSql,
                String healedSql,
                long durationMicros) {
            this(database, table, mapping, evidence, originalSql, healedSql, Provenance.NONE, durationMicros);
        }

        @Override
        public EventKind kind() {
            return EventKind.LEFT_OUT;
        }

        @Override
        public HealEvent lasting(long micros) {
            return new LeftOut(database, table, mapping, evidence, originalSql, healedSql, provenance, micros);
        }
    }

    /** A write would have been changed, in another mode. */
    record Observed(
            String database,
            String table,
            Map<String, @Nullable String> mapping,
            List<Reason> evidence,
            String originalSql,
            String healedSql,
            Provenance provenance,
            long durationMicros)
            implements HealEvent {
        public Observed {
            mapping = copy(mapping);
            evidence = List.copyOf(evidence);
            originalSql = SqlText.cut(originalSql);
            healedSql = SqlText.cut(healedSql);
        }

        /** One of which no more is known. */
        public Observed(
                String database,
                String table,
                Map<String, @Nullable String> mapping,
                List<Reason> evidence,
                String originalSql,
                String healedSql,
                long durationMicros) {
            this(database, table, mapping, evidence, originalSql, healedSql, Provenance.NONE, durationMicros);
        }

        @Override
        public EventKind kind() {
            return EventKind.OBSERVED;
        }
    }

    /** A change was thought of and not made: its confidence is too low. */
    record Suggested(
            String database,
            String table,
            Map<String, @Nullable String> mapping,
            List<Reason> evidence,
            String originalSql)
            implements HealEvent {
        public Suggested {
            mapping = copy(mapping);
            evidence = List.copyOf(evidence);
            originalSql = SqlText.cut(originalSql);
        }

        @Override
        public EventKind kind() {
            return EventKind.SUGGESTED;
        }
    }

    /** A write that does not fit its table was left as it is: the application sees its own error. */
    record Refused(
            String database,
            String table,
            String originalSql,
            String reason,
            Provenance provenance,
            long durationMicros)
            implements HealEvent {
        public Refused {
            originalSql = SqlText.cut(originalSql);
        }

        /** One of which no more is known. */
        public Refused(String database, String table, String originalSql, String reason, long durationMicros) {
            this(database, table, originalSql, reason, Provenance.NONE, durationMicros);
        }

        @Override
        public EventKind kind() {
            return EventKind.REFUSED;
        }
    }

    /**
     * A write was not changed any more, because its heal is older than heals may become: the application sees its own error.
     *
     * @param mapping what was done until then
     */
    record Expired(
            String database,
            String table,
            Map<String, @Nullable String> mapping,
            List<Reason> evidence,
            String originalSql,
            String reason)
            implements HealEvent {
        public Expired {
            mapping = copy(mapping);
            evidence = List.copyOf(evidence);
            originalSql = SqlText.cut(originalSql);
        }

        @Override
        public EventKind kind() {
            return EventKind.EXPIRED;
        }
    }

    /** The application rolled back a transaction in which writes were changed: what was kept for them is void. */
    record RolledBack(
            String database, String table, Map<String, @Nullable String> mapping, String originalSql, String healedSql)
            implements HealEvent {
        public RolledBack {
            mapping = copy(mapping);
            originalSql = SqlText.cut(originalSql);
            healedSql = SqlText.cut(healedSql);
        }

        @Override
        public EventKind kind() {
            return EventKind.ROLLED_BACK;
        }
    }

    /**
     * A table is no longer what it was.
     *
     * @param reason what changed
     */
    record SchemaChanged(String database, String table, String reason) implements HealEvent {
        @Override
        public EventKind kind() {
            return EventKind.SCHEMA_CHANGED;
        }
    }

    /**
     * A database went or came, or what became of a write meanwhile.
     *
     * @param kind one of the kinds about outages
     */
    record Outage(
            EventKind kind,
            String database,
            @Nullable String table,
            @Nullable String originalSql,
            @Nullable String reason)
            implements HealEvent {
        public Outage {
            originalSql = originalSql == null ? null : SqlText.cut(originalSql);
        }
    }

    /**
     * Writes that waited on disk begin to go to their database.
     *
     * @param reason how many
     */
    record ReplayStarted(String database, String reason) implements HealEvent {
        @Override
        public EventKind kind() {
            return EventKind.REPLAY_STARTED;
        }
    }

    /**
     * All writes that waited on disk and could go have gone.
     *
     * @param reason how many, and how long it took
     */
    record ReplayFinished(String database, String reason) implements HealEvent {
        @Override
        public EventKind kind() {
            return EventKind.REPLAY_FINISHED;
        }
    }

    /**
     * A write that waited on disk was given up. It is kept as a dead letter.
     *
     * @param reason why, without the database's words, which may hold values
     */
    record DeadLetter(String database, String table, String reason) implements HealEvent {
        @Override
        public EventKind kind() {
            return EventKind.DEAD_LETTER;
        }
    }

    /**
     * Values that were in quarantine went back to their rows, or turned out to have no place.
     *
     * @param mapping the column that writes went without → the column of today
     * @param reason how many values came to what
     */
    record BackfillFinished(String database, String table, Map<String, @Nullable String> mapping, String reason)
            implements HealEvent {
        public BackfillFinished {
            mapping = copy(mapping);
        }

        @Override
        public EventKind kind() {
            return EventKind.BACKFILL_FINISHED;
        }
    }

    /**
     * The agent failed at something, and the application did not notice.
     *
     * @param reason where it failed, and the class of what was thrown; no message, since that may hold a value
     */
    record SwallowedError(String reason) implements HealEvent {
        @Override
        public EventKind kind() {
            return EventKind.SWALLOWED_ERROR;
        }
    }

    private static Map<String, @Nullable String> copy(Map<String, @Nullable String> mapping) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(mapping));
    }
}
