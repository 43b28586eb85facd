package io.selfhealing.agent.schema;

import java.util.Set;

/**
 * What changed among the tables of one schema between two looks.
 *
 * @param gone names that the newer list has not
 * @param come names that the older list has not
 */
public record Turnover(Set<String> gone, Set<String> come) {
    static final Turnover UNKNOWN = new Turnover(Set.of(), Set.of());

    public Turnover {
        gone = Set.copyOf(gone);
        come = Set.copyOf(come);
    }

    /** Whether nothing happened but that one table went and another came. */
    public boolean isExchange() {
        return gone.size() == 1 && come.size() == 1;
    }
}
