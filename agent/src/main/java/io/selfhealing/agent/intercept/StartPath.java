package io.selfhealing.agent.intercept;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The schemas in which a connection looks up names when it is new: the same for all that were opened in the same way. */
final class StartPath {
    private volatile @Nullable List<String> schemas;

    /** Null while no connection has been asked. */
    @Nullable
    List<String> known() {
        return schemas;
    }

    void learn(List<String> found) {
        schemas = List.copyOf(found);
    }
}
