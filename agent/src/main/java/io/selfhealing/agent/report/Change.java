package io.selfhealing.agent.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * SQL that changes a schema.
 *
 * @param sql statements without their end, in order; empty where none is written
 * @param undo statements that take it back; empty where nothing does
 * @param risks locks and what else to mind, one sentence each
 * @param additive whether nothing that is there is changed or taken away, for this application or any other
 */
public record Change(List<String> sql, List<String> undo, List<String> risks, boolean additive) {
    public Change {
        sql = List.copyOf(sql);
        undo = List.copyOf(undo);
        risks = List.copyOf(risks);
    }

    static Change none(String why) {
        return new Change(List.of(), List.of(), List.of(why), false);
    }

    /** The same with something more to mind; null for nothing. */
    Change minding(@Nullable String risk) {
        if (risk == null) {
            return this;
        }
        List<String> more = new ArrayList<>(risks);
        more.add(risk);
        return new Change(sql, undo, more, additive);
    }

    /** The same, which nobody should apply unless they chose it. */
    Change toBeChosen(String why) {
        Change minded = minding(why);
        return new Change(minded.sql, minded.undo, minded.risks, false);
    }
}
