package io.selfhealing.agent.event;

import org.jspecify.annotations.Nullable;

/**
 * What one rung of the evidence ladder said about one column, on the way to a decision. Names and types only, never a value.
 *
 * @param column null where it is about the table itself
 * @param rung its name
 * @param answer {@code named}, {@code objected}, {@code silent}, {@code refused}, {@code advised} or {@code not_asked}
 * @param target what it named; null where it named nothing
 * @param confidence of that, 0 to 1; 0 where it named and advised nothing
 * @param detail why, or empty
 */
public record RungAnswer(
        @Nullable String column,
        String rung,
        String answer,
        @Nullable String target,
        double confidence,
        String detail) {}
