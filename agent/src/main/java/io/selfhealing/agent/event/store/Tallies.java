package io.selfhealing.agent.event.store;

import java.util.LinkedHashMap;
import java.util.Map;

/** What waits to be written to one database: one tally for each problem, at most so many. Safe for use by several threads. */
final class Tallies {
    static final int MOST = 500;

    private final Map<Problem, Tally> waiting = new LinkedHashMap<>();

    /** Adds one, or adds it to what waits. @return whether there was room for it */
    synchronized boolean add(Problem problem, Tally tally) {
        if (waiting.size() >= MOST && !waiting.containsKey(problem)) {
            return false;
        }
        waiting.merge(problem, tally, (before, now) -> before.and(now));
        return true;
    }

    /** Takes up to so many of them out. */
    synchronized Map<Problem, Tally> take(int most) {
        Map<Problem, Tally> taken = new LinkedHashMap<>();
        var each = waiting.entrySet().iterator();
        while (each.hasNext() && taken.size() < most) {
            Map.Entry<Problem, Tally> next = each.next();
            taken.put(next.getKey(), next.getValue());
            each.remove();
        }
        return taken;
    }

    synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }

    synchronized int size() {
        return waiting.size();
    }
}
