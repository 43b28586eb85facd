package io.selfhealing.agent.intercept;

import io.selfhealing.agent.event.HealEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What would become of a write.
 *
 * @param outcome in a word or two: {@code heal}, {@code healthy}, {@code refuse}, {@code leave alone}
 * @param event as the log would have it: observed or refused
 * @param values what would become of each value that was given
 */
public record Rehearsed(String outcome, HealEvent event, List<OfValue> values) {
    public Rehearsed {
        values = List.copyOf(values);
    }

    /**
     * One value, of which nothing but its place is told.
     *
     * @param parameter one-based
     * @param type of the column that takes it, as the database spells it; empty where that is not known
     * @param fate what would be done to it
     * @param refusal why the write as a whole is refused because of it; null where it is not
     */
    public record OfValue(
            int parameter,
            String type,
            String fate,
            @Nullable String refusal) {}
}
