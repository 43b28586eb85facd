package io.selfhealing.agent.intercept;

import io.selfhealing.agent.schema.TableSnapshot;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a write that waited goes today.
 *
 * @param objection why it goes nowhere; null where it goes somewhere
 * @param waits whether the objection may pass by itself
 * @param text with the names of today, and the table's in full
 * @param plan by which the names became those of today; null where they were that already
 * @param table where it goes; null where there is an objection
 * @param gone names of columns that exist no more
 * @param retyped whether a column that it names has another type than it had
 * @param changed whether any column of the table changed since the write was acknowledged
 */
record SpoolTarget(
        @Nullable String objection,
        boolean waits,
        String text,
        @Nullable Plan plan,
        @Nullable TableSnapshot table,
        Set<String> gone,
        boolean retyped,
        boolean changed) {
    /** It must not be made. */
    static SpoolTarget refused(String reason) {
        return new SpoolTarget(reason, false, "", null, null, Set.of(), false, true);
    }

    /** It cannot be made for now. */
    static SpoolTarget waiting(String reason) {
        return new SpoolTarget(reason, true, "", null, null, Set.of(), false, true);
    }
}
