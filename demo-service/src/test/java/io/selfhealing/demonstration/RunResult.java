package io.selfhealing.demonstration;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one of the two runs came to.
 *
 * @param problems in which way it is not what it claims to be; empty when all is well
 * @param events what the agent's event log holds, kind → count
 */
record RunResult(List<Tally> acts, Tally total, List<String> problems, Map<String, Integer> events) {
    RunResult {
        acts = List.copyOf(acts);
        problems = List.copyOf(problems);
        events = new TreeMap<>(events);
    }
}
