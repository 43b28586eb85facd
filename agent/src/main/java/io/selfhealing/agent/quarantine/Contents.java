package io.selfhealing.agent.quarantine;

import java.util.List;

/**
 * All that is in quarantine.
 *
 * @param entries oldest first
 * @param unreadable lines that could not be read: torn by the end of a process before anybody relied on them, or damaged
 */
public record Contents(List<Entry> entries, int unreadable) {
    public Contents {
        entries = List.copyOf(entries);
    }
}
