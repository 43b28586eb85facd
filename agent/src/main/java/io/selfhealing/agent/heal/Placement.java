package io.selfhealing.agent.heal;

import java.util.List;

/** What the search for one missing column came to. */
sealed interface Placement {
    record Found(Step.Rename rename) implements Placement {}

    /**
     * No place.
     *
     * @param suggestions renames that were thought of
     */
    record Open(String reason, List<Step> suggestions) implements Placement {
        public Open {
            suggestions = List.copyOf(suggestions);
        }
    }

    /** The write contradicts itself: its value may neither go anywhere else nor be left out. */
    record Barred(String reason) implements Placement {}
}
