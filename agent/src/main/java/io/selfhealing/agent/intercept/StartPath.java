package io.selfhealing.agent.intercept;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The schemas in which a connection looks up names when it is new: the same for all that were opened in the same way. */
final class StartPath {
    private final String entrance;
    private volatile @Nullable List<String> schemas;
    private volatile @Nullable List<String> recalled;
    private volatile boolean told;
    private volatile boolean strays;
    private volatile int changes;

    StartPath() {
        this("");
    }

    /** @param entrance stands for the way of opening; empty where nothing does */
    StartPath(String entrance) {
        this.entrance = entrance;
    }

    String entrance() {
        return entrance;
    }

    /** Null while no connection has been asked. */
    @Nullable
    List<String> known() {
        return schemas;
    }

    /**
     * As a connection said, or before one did, as one said to an earlier process; null where nobody was asked, or where connections
     * that are opened so have looked up names elsewhere by the time of their first write.
     */
    @Nullable
    List<String> presumed() {
        List<String> known = schemas == null ? recalled : schemas;
        return strays || (known != null && known.isEmpty()) ? null : known;
    }

    /** Whether connections that are opened so are led elsewhere before they write, by something that a new one would not have run. */
    boolean strays() {
        List<String> earlier = recalled;
        return strays || (schemas == null && earlier != null && earlier.isEmpty());
    }

    void strayed() {
        if (!strays) {
            strays = true;
            told = false;
        }
    }

    void recall(@Nullable List<String> earlier) {
        recalled = earlier;
    }

    /** Whether there is something to be told that was not told before. */
    boolean isNews() {
        boolean news = schemas != null && !told;
        told |= news;
        return news;
    }

    /** A new connection was found to look up names elsewhere: the next is asked. */
    void mistaken() {
        schemas = null;
    }

    synchronized void learn(List<String> found) {
        List<String> before = schemas;
        if (!found.equals(before)) {
            schemas = List.copyOf(found);
            told = false;
            if (before != null) {
                changes++;
            }
        }
    }

    /** How often new connections were found to look up names otherwise than those before them. */
    int changes() {
        return changes;
    }
}
