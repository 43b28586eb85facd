package io.selfhealing.agent.heal;

import java.util.List;

/** What to do about a write. */
public sealed interface Verdict {
    /** The write and the table agree. */
    record Healthy() implements Verdict {}

    /**
     * Change the write as the steps say.
     *
     * @param steps never empty
     */
    record Heal(List<Step> steps) implements Verdict {
        public Heal {
            steps = List.copyOf(steps);
            if (steps.isEmpty()) {
                throw new IllegalArgumentException("a heal without a step");
            }
        }
    }

    /**
     * The write does not fit the table and nothing safe can be done: the application sees its own error.
     *
     * @param columns that have no place
     * @param reason names and types only, never a value
     * @param suggestions steps that were thought of and not taken, such as a rename below the least confidence
     */
    record Refusal(List<String> columns, String reason, List<Step> suggestions) implements Verdict {
        public Refusal {
            columns = List.copyOf(columns);
            suggestions = List.copyOf(suggestions);
        }
    }
}
