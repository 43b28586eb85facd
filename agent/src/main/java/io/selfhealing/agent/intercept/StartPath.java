package io.selfhealing.agent.intercept;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The schemas in which a connection looks up names when it is new: the same for all that were opened in the same way. */
final class StartPath {
    private volatile @Nullable List<String> schemas;
    private volatile @Nullable List<String> recalled;
    private volatile boolean told;

    /** Null while no connection has been asked. */
    @Nullable
    List<String> known() {
        return schemas;
    }

    /** As a connection said, or before one did, as one said to an earlier process; null where nobody was asked. */
    @Nullable
    List<String> presumed() {
        List<String> known = schemas;
        return known == null ? recalled : known;
    }

    void recall(@Nullable List<String> earlier) {
        recalled = earlier;
    }

    /** Whether a connection was asked, and nobody was told so before. */
    boolean isNews() {
        boolean news = schemas != null && !told;
        told |= news;
        return news;
    }

    void learn(List<String> found) {
        schemas = List.copyOf(found);
    }
}
