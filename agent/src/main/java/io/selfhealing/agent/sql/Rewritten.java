package io.selfhealing.agent.sql;

import java.util.List;

/**
 * A statement's new text, and where its parameters went.
 *
 * @param reliesOn the other tables, as the statement names them, on whose columns it depends that the text is right
 */
public record Rewritten(String sql, ParameterMap parameters, List<TableName> reliesOn) {
    public Rewritten {
        reliesOn = List.copyOf(reliesOn);
    }

    /** One that depends on no other table. */
    public Rewritten(String sql, ParameterMap parameters) {
        this(sql, parameters, List.of());
    }
}
