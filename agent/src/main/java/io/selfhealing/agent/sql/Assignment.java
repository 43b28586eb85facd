package io.selfhealing.agent.sql;

import java.util.List;

/**
 * A column that a statement writes, and what it writes there.
 *
 * @param values for an INSERT one per row of VALUES, in order; for an UPDATE exactly one; empty for INSERT … SELECT
 */
public record Assignment(ColumnUse column, List<Value> values) {
    public Assignment {
        values = List.copyOf(values);
    }
}
