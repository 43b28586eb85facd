package io.selfhealing.agent.heal;

import io.selfhealing.agent.schema.TableHistory;
import java.util.List;

/** What became of the search for one table. */
sealed interface TablePlacement {
    record Found(TableHistory table, Step.RenameTable rename) implements TablePlacement {}

    /**
     * No place was found for certain.
     *
     * @param suggestions what was thought of and not taken
     */
    record Open(String reason, List<Step> suggestions) implements TablePlacement {
        public Open {
            suggestions = List.copyOf(suggestions);
        }
    }
}
