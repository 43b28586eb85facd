package io.selfhealing.agent.sql;

import java.util.List;

/**
 * An INSERT, UPDATE, DELETE or MERGE, understood far enough to be judged and rewritten.
 *
 * @param sql the text it was parsed from; all spans refer to it
 * @param table the table written
 * @param assignments the columns written, in order; empty for a DELETE, and for an INSERT without a column list
 * @param uses every mention of a column of {@code table}, those of {@code assignments} included, in order of their place;
 *     mentions that belong to another table are not in it
 * @param keyConditions the conjuncts {@code column = value} of an UPDATE's or DELETE's WHERE
 * @param onlyKeyConditions whether WHERE consists of nothing but {@code keyConditions}
 * @param rows rows of an INSERT's VALUES; 0 for every other source and statement
 * @param parameterCount how many {@code ?} the text has
 */
public record ParsedWrite(
        String sql,
        StatementKind kind,
        TableName table,
        List<Assignment> assignments,
        List<ColumnUse> uses,
        List<KeyCondition> keyConditions,
        boolean onlyKeyConditions,
        int rows,
        int parameterCount) {
    public ParsedWrite {
        assignments = List.copyOf(assignments);
        uses = List.copyOf(uses);
        keyConditions = List.copyOf(keyConditions);
        if (!kind.isWrite()) {
            throw new IllegalArgumentException("not a write: " + kind);
        }
    }
}
