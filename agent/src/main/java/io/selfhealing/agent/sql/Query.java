package io.selfhealing.agent.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which tokens of one SELECT play which part.
 *
 * @param items what it selects
 * @param sources behind its FROM; {@link Sources#NONE} where there is none
 * @param conditions its WHERE
 * @param late its GROUP BY, HAVING and ORDER BY, where a name may be that of an item
 * @param labels names that items have of their own
 */
record Query(Range items, Sources sources, List<Range> conditions, List<Range> late, List<Identifier> labels) {

    /**
     * What stands behind FROM, or USING.
     *
     * @param tables each that can be named
     * @param conditions behind ON
     * @param derived queries whose rows are read like those of a table
     */
    record Sources(List<Source> tables, List<Range> conditions, List<Range> derived) {
        static final Sources NONE = new Sources(List.of(), List.of(), List.of());
    }

    /**
     * One of them.
     *
     * @param table null where it is none that is in the catalog under that name, such as a query or a function
     * @param visible the name that qualifies its columns; null where it has none
     * @param token of the table's own name, behind that of its schema
     */
    record Source(@Nullable TableName table, @Nullable Identifier visible, int token) {}
}
