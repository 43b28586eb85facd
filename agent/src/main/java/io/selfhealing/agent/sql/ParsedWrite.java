package io.selfhealing.agent.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * An INSERT, UPDATE, DELETE or MERGE, understood far enough to be judged and rewritten.
 *
 * @param sql the text it was parsed from; all spans refer to it
 * @param table the table written
 * @param assignments the columns written, in order; empty for a DELETE, and for an INSERT without a column list. A MERGE …
 *     USING has those of all its branches, each with one value, so that a column can be there twice
 * @param conflictAssignments what ON CONFLICT DO UPDATE or ON DUPLICATE KEY UPDATE writes, each with one value
 * @param uses every mention of a column of {@code table}, those of both sorts of assignments included, in order of their
 *     place; mentions that belong to another table are not in it
 * @param doubtful mentions of which the text alone does not tell whether they belong to {@code table}, such as an unqualified
 *     name in a subquery, in order of their place; none of them is in {@code uses}. A write must not be healed in a column
 *     that is mentioned here
 * @param keyConditions the conjuncts {@code column = value} of an UPDATE's or DELETE's WHERE
 * @param onlyKeyConditions whether there is a WHERE, it consists of nothing but {@code keyConditions}, and no other table is
 *     joined
 * @param rows rows of the VALUES of an INSERT or of H2's MERGE … KEY; 0 for every other source and statement
 * @param landing in which row what it inserts ends up
 * @param joined whether rows of other tables decide which are written, or what
 * @param parameterCount how many {@code ?} the text has
 */
public record ParsedWrite(
        String sql,
        StatementKind kind,
        TableName table,
        List<Assignment> assignments,
        List<Assignment> conflictAssignments,
        List<ColumnUse> uses,
        List<ColumnUse> doubtful,
        List<KeyCondition> keyConditions,
        boolean onlyKeyConditions,
        int rows,
        Landing landing,
        boolean joined,
        int parameterCount) {
    public ParsedWrite {
        assignments = List.copyOf(assignments);
        conflictAssignments = List.copyOf(conflictAssignments);
        uses = List.copyOf(uses);
        doubtful = List.copyOf(doubtful);
        keyConditions = List.copyOf(keyConditions);
        if (!kind.isWrite()) {
            throw new IllegalArgumentException("not a write: " + kind);
        }
    }

    /** A write that joins no table, and whose rows, if it has any, are new ones. */
    public ParsedWrite(
            String sql,
            StatementKind kind,
            TableName table,
            List<Assignment> assignments,
            List<Assignment> conflictAssignments,
            List<ColumnUse> uses,
            List<ColumnUse> doubtful,
            List<KeyCondition> keyConditions,
            boolean onlyKeyConditions,
            int rows,
            int parameterCount) {
        this(
                sql,
                kind,
                table,
                assignments,
                conflictAssignments,
                uses,
                doubtful,
                keyConditions,
                onlyKeyConditions,
                rows,
                rows > 0 && kind == StatementKind.INSERT ? Landing.OWN : Landing.UNKNOWN,
                false,
                parameterCount);
    }

    /** A write in which nothing is doubtful, and no conflict of keys is provided for. */
    public ParsedWrite(
            String sql,
            StatementKind kind,
            TableName table,
            List<Assignment> assignments,
            List<ColumnUse> uses,
            List<KeyCondition> keyConditions,
            boolean onlyKeyConditions,
            int rows,
            int parameterCount) {
        this(
                sql,
                kind,
                table,
                assignments,
                List.of(),
                uses,
                List.of(),
                keyConditions,
                onlyKeyConditions,
                rows,
                parameterCount);
    }

    /** All that may be written: a value is as right or wrong in a row that was there before as in a new one. */
    public List<Assignment> everyAssignment() {
        if (conflictAssignments.isEmpty()) {
            return assignments;
        }
        List<Assignment> all = new ArrayList<>(assignments);
        all.addAll(conflictAssignments);
        return all;
    }

    /** Whether the column, named as the catalog holds it, is mentioned where it may or may not be the table's. */
    public boolean isDoubtful(String column, Dialect dialect) {
        return doubtful.stream().anyMatch(use -> use.column().name(dialect).equals(column));
    }
}
