package io.selfhealing.agent.sql;

/**
 * One mention, in a write, of a column of the table that is written.
 *
 * @param span the identifier itself with its quotes, without any qualifier before it
 */
public record ColumnUse(Identifier column, Role role, Span span) {
    /** Where in the statement a column is mentioned. */
    public enum Role {
        /** In the column list of an INSERT (or of the insert branch of a MERGE). */
        INSERTED,
        /** Left of an assignment in a SET clause. */
        ASSIGNED,
        /** In the WHERE condition (or the ON condition of a MERGE). */
        CONDITION,
        /** In ON CONFLICT (…), or the key list of H2's MERGE INTO … KEY(…). */
        CONFLICT_TARGET,
        /** In RETURNING. */
        RETURNED,
        /** Anywhere else, such as the right side of an assignment or {@code excluded.x}. */
        EXPRESSION
    }
}
