package io.selfhealing.agent.schema;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What changed among the tables of one schema between two looks.
 *
 * @param gone names that the newer list has not
 * @param come names that the older list has not
 * @param bearer where the table that is missed is by its own number; null where tables have none or nothing is known
 */
public record Turnover(
        Set<String> gone, Set<String> come, @Nullable TableKey bearer) {
    static final Turnover UNKNOWN = new Turnover(Set.of(), Set.of());

    /** Of tables without numbers. */
    public Turnover(Set<String> gone, Set<String> come) {
        this(gone, come, null);
    }

    public Turnover {
        gone = Set.copyOf(gone);
        come = Set.copyOf(come);
    }

    Turnover borne(@Nullable TableKey by) {
        return new Turnover(gone, come, by);
    }

    /** Whether nothing happened but that one table went and another came. */
    public boolean isExchange() {
        return gone.size() == 1 && come.size() == 1;
    }
}
