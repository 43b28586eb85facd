package io.selfhealing.agent.heal;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

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

        /** The columns that are filled in. */
        Set<String> filled() {
            Set<String> filled = new LinkedHashSet<>();
            for (Step step : steps) {
                if (step instanceof Step.Fill fill) {
                    filled.add(fill.column());
                }
            }
            return filled;
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
