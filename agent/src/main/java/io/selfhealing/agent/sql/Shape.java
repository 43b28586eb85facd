package io.selfhealing.agent.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which tokens of a write play which part.
 *
 * @param tableToken the token of the table's own name, behind that of its schema
 * @param alias the name by which the statement calls the table, null where it has none of its own
 * @param inserted the tokens of the column list of an INSERT or of a MERGE … KEY
 * @param rows the values of each row of VALUES
 * @param sets all assignments of SET clauses, and those of the insert branches of a MERGE … USING
 * @param conflictTargets the columns of ON CONFLICT (…) or KEY (…)
 * @param regions where expressions stand
 * @param where the WHERE of an UPDATE or DELETE; null where there is none
 * @param conflict whether {@code excluded} has a meaning
 * @param conflictRow what MySQL calls {@code excluded} in this statement; null where it has no name
 * @param otherSources whether columns of other tables can be named without a qualifier, as in UPDATE … FROM
 * @param sources what stands behind the FROM of an UPDATE, or USING; null where nothing does, or it is not told apart
 * @param expressions the names of the queries behind WITH
 * @param fromQuery whether the one row of an INSERT is what a query without tables selects, if it selects it
 * @param limited whether it writes not all of the rows that its WHERE finds, or in an order of its own
 * @param plain whether the clauses alone say what the statement does, so that no second reader is needed
 */
record Shape(
        StatementKind kind,
        TableName table,
        int tableToken,
        @Nullable Identifier alias,
        boolean columnList,
        List<Integer> inserted,
        List<List<Range>> rows,
        List<Setting> sets,
        List<Integer> conflictTargets,
        List<Region> regions,
        @Nullable Range where,
        boolean conflict,
        @Nullable Identifier conflictRow,
        boolean otherSources,
        @Nullable Range sources,
        List<Identifier> expressions,
        boolean fromQuery,
        boolean limited,
        boolean plain) {

    /**
     * One assignment.
     *
     * @param target the token of the column
     * @param first where the assignment starts, its qualifier included
     * @param role INSERTED in the insert branch of a MERGE, ASSIGNED elsewhere
     * @param onConflict whether it stands in DO UPDATE
     */
    record Setting(int target, int first, Range value, ColumnUse.Role role, boolean onConflict) {}

    /**
     * A stretch of tokens in which columns may be mentioned.
     *
     * @param isolated whether the columns of the table written cannot be seen from there, as in VALUES or a joined table
     */
    record Region(Range range, ColumnUse.Role role, boolean isolated) {}

    /** The name that qualifies a column of the table in this statement. */
    Identifier visibleName() {
        return alias != null ? alias : table.table();
    }
}
