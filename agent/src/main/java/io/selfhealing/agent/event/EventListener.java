package io.selfhealing.agent.event;

import java.time.Instant;

/** Is told what happened. */
@FunctionalInterface
public interface EventListener {
    /**
     * Something happened.
     *
     * @param event one of those that are alike
     * @param time of the last of them
     * @param count how often, since it was told last
     */
    void happened(HealEvent event, Instant time, long count);
}
