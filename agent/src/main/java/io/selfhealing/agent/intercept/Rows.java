package io.selfhealing.agent.intercept;

import java.util.List;

/** The bound rows that one execution writes. */
final class Rows {
    private Rows() {}

    /** Whether some value was a stream that the driver alone has. */
    static boolean consumed(PreparedState state, int execution) {
        return of(state, execution).stream().anyMatch(Bindings::consumed);
    }

    static List<Bindings> of(PreparedState state, int execution) {
        return Execution.isBatch(execution) ? state.rows : List.of(state.bindings);
    }
}
