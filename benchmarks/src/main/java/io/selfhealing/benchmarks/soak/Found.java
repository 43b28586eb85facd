package io.selfhealing.benchmarks.soak;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What is wrong, counted, with a few examples. */
final class Found {
    private static final int EXAMPLES = 5;

    private final Map<Fault, Integer> counts = new EnumMap<>(Fault.class);
    private final List<String> examples = new ArrayList<>();

    /** What must not happen to a write. */
    enum Fault {
        LOST("acknowledged and not there"),
        MISPLACED("in another column, or another's value"),
        TWICE("done twice, or both in the table and in quarantine"),
        NOT_KEPT("left out and not in quarantine"),
        DENIED("there although it failed"),
        SWALLOWED("errors that the agent swallowed"),
        KEYLESS("in quarantine without its row's key");

        private final String title;

        Fault(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    void add(Fault fault, String example) {
        int before = counts.merge(fault, 1, Integer::sum);
        if (before <= EXAMPLES) {
            examples.add(fault.title() + ": " + example);
        }
    }

    int count(Fault fault) {
        return counts.getOrDefault(fault, 0);
    }

    boolean nothing() {
        return counts.isEmpty();
    }

    List<String> examples() {
        return List.copyOf(examples);
    }
}
