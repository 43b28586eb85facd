package io.selfhealing.agent.event;

import io.selfhealing.agent.config.LogLevel;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says the first event of its kind on the console, and no more: one line for a rename, not one for each row. */
final class Announcer {
    /** After so many different ones there is nothing left to be learnt from another line. */
    static final int MOST = 1000;

    private final Console console;
    private final Set<Kind> said = new HashSet<>();

    Announcer(Console console) {
        this.console = console;
    }

    private record Kind(
            EventKind kind,
            @Nullable String database,
            @Nullable String table,
            Map<String, @Nullable String> mapping,
            @Nullable String evidence,
            @Nullable String reason) {
        static Kind of(HealEvent event) {
            String evidence =
                    event.evidence().isEmpty() ? null : event.evidence().get(0).kind();
            return new Kind(event.kind(), event.database(), event.table(), event.mapping(), evidence, event.reason());
        }
    }

    /** Returns whether it was the first. */
    boolean announce(HealEvent event) {
        boolean first = said.size() < MOST && said.add(Kind.of(event));
        if (first) {
            console.say(importance(event.kind()), text(event));
        }
        return first;
    }

    private static LogLevel importance(EventKind kind) {
        return switch (kind) {
            case HEALED, LEFT_OUT, OBSERVED, SUGGESTED, SPOOLED, REPLAY_STARTED, REPLAY_FINISHED, BACKFILL_FINISHED ->
                LogLevel.INFO;
            case REFUSED, EXPIRED, NOT_SPOOLED, IN_DOUBT, DEAD_LETTER, SWALLOWED_ERROR, DROPPED -> LogLevel.WARN;
            // An outage is said as it comes and goes, each time.
            case SCHEMA_CHANGED, ROLLED_BACK, DATABASE_DOWN, DATABASE_UP -> LogLevel.DEBUG;
        };
    }

    private static String text(HealEvent event) {
        StringBuilder text = new StringBuilder(verb(event.kind()));
        if (event.table() != null) {
            text.append(' ').append(event.table());
        }
        if (event.database() != null) {
            text.append(" in ").append(event.database());
        }
        String separator = ": ";
        for (Map.Entry<String, @Nullable String> pair : event.mapping().entrySet()) {
            text.append(separator).append(pair.getKey());
            text.append(pair.getValue() == null ? " -> (left out)" : " -> " + pair.getValue());
            separator = ", ";
        }
        if (!event.evidence().isEmpty()) {
            Reason strongest = event.evidence().get(0);
            text.append(String.format(
                    Locale.ROOT,
                    " (%s, confidence %.2f: %s)",
                    strongest.kind(),
                    strongest.confidence(),
                    strongest.detail()));
        }
        return event.reason() == null ? text.toString() : text + separator + event.reason();
    }

    private static String verb(EventKind kind) {
        return switch (kind) {
            case HEALED -> "healed a write to";
            case LEFT_OUT -> "healed, with a value kept in quarantine, a write to";
            case OBSERVED -> "would heal a write to";
            case SUGGESTED -> "is not sure enough to heal a write to";
            case REFUSED -> "does not heal a write to";
            case EXPIRED -> "no longer heals a write to";
            case ROLLED_BACK -> "saw rolled back what it healed of";
            case SCHEMA_CHANGED -> "noticed a change of";
            case DATABASE_DOWN -> "lost";
            case DATABASE_UP -> "found again";
            case SPOOLED -> "keeps on disk, until their database is back, writes to";
            case NOT_SPOOLED -> "does not keep on disk a write";
            case IN_DOUBT -> "does not know whether the database has a write to";
            case REPLAY_STARTED -> "writes what waited on disk";
            case REPLAY_FINISHED -> "wrote what waited on disk";
            case DEAD_LETTER -> "gave up a write that waited on disk, to";
            case BACKFILL_FINISHED -> "wrote back values of";
            case SWALLOWED_ERROR -> "failed, and the application goes on";
            case DROPPED -> "dropped events";
        };
    }
}
