package io.selfhealing.agent.event.store;

import io.selfhealing.agent.event.EventKind;
import io.selfhealing.agent.event.HealEvent;
import io.selfhealing.agent.report.Mismatch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a row of {@code detected_errors} is about. The same problem is the same row, whoever meets it and however often.
 *
 * @param type what the row's {@code error_type} says
 * @param table as events name it; null where it is about the database
 * @param mismatch null where it is about none, or none that is known
 */
record Problem(
        String type, @Nullable String table, @Nullable Mismatch mismatch) {
    /**
     * The problems that an event tells of.
     *
     * @param mismatches that it tells of
     */
    static List<Problem> of(HealEvent event, List<Mismatch> mismatches) {
        String type = type(event.kind());
        if (type == null) {
            return List.of();
        }
        if (mismatches.isEmpty()) {
            return List.of(new Problem(type, event.table(), null));
        }
        return mismatches.stream()
                .map(mismatch -> new Problem(type, mismatch.table().toString(), mismatch))
                .toList();
    }

    /** Null for what is no problem: a change that was only thought of is told again by what became of its write. */
    private static @Nullable String type(EventKind kind) {
        return switch (kind) {
            case HEALED, LEFT_OUT, OBSERVED, REFUSED -> "schema_mismatch";
            case DATABASE_DOWN -> "database_down";
            case NOT_SPOOLED -> "write_not_kept";
            case IN_DOUBT -> "write_in_doubt";
            case DEAD_LETTER -> "dead_letter";
            default -> null;
        };
    }

    /** By which severity those that read the table are to be told: whether the application saw an error. */
    static String severity(EventKind kind) {
        return kind == EventKind.HEALED || kind == EventKind.LEFT_OUT ? "warning" : "error";
    }

    /** The application's name for the column; null where it is about none. */
    @Nullable
    String column() {
        if (mismatch instanceof Mismatch.RenamedColumn renamed) {
            return renamed.from();
        }
        return mismatch == null || mismatch instanceof Mismatch.RenamedTable ? null : mismatch.subject();
    }

    /** Of the row: the same in every process of that application. */
    String id(String application) {
        return RowId.of(type, application, String.valueOf(table), kind(), subject());
    }

    private String kind() {
        return mismatch == null ? "" : mismatch.kind();
    }

    private String subject() {
        return mismatch == null ? "" : mismatch.subject();
    }
}
