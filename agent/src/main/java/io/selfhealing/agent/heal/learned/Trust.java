package io.selfhealing.agent.heal.learned;

import java.util.Locale;

/** How far a learned pattern is followed. */
public enum Trust {
    /** Thought of; not followed. */
    PROPOSED,
    /** Followed, with its lower bound as confidence. */
    TRUSTED,
    /** Was trusted once, or lost against another; not followed. */
    DEMOTED;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
