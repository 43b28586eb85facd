package io.selfhealing.agent.spool.replay;

import io.selfhealing.agent.spool.Parameter;
import java.util.List;

/** What becomes of a write that waited, by its table as it is now. */
public sealed interface Mended {
    /**
     * It can run.
     *
     * @param statement text to prepare
     * @param parameters one for each of its places
     * @param key columns of its table's primary key as the table is now; empty where that is not known, or there is none
     * @param generated columns whose generated values {@code fate} wants to read; then it runs alone, else with others in a batch
     * @param fate told what became of it: exactly once
     */
    record Ready(String statement, List<Parameter> parameters, List<String> key, List<String> generated, Fate fate)
            implements Mended {
        public Ready {
            parameters = List.copyOf(parameters);
            key = List.copyOf(key);
            generated = List.copyOf(generated);
        }
    }

    /**
     * It must not run.
     *
     * @param reason for people; no values
     */
    record Refused(String reason) implements Mended {}

    /**
     * It cannot run for now, whatever the database would say.
     *
     * @param reason for people; no values
     */
    record Waiting(String reason) implements Mended {}
}
