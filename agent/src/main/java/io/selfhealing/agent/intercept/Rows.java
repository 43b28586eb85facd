package io.selfhealing.agent.intercept;

import java.util.List;

/** The bound rows that one execution writes. */
final class Rows {
    private Rows() {}

    static List<Bindings> of(PreparedState state, int execution) {
        return Execution.isBatch(execution) ? state.rows : List.of(state.bindings);
    }
}
