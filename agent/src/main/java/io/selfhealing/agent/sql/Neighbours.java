package io.selfhealing.agent.sql;

/** What is known of the columns of the tables that a statement names. */
public interface Neighbours {
    /** Nothing is known of any. */
    Neighbours UNKNOWN = (table, column) -> Ownership.UNKNOWN;

    /** Whether a table has a column. */
    enum Ownership {
        /** It has, and had for as long as it matters. */
        OWNED,
        /** It has not, and had not. */
        NOT_OWNED,
        /** That is not known, or was not always so. */
        UNKNOWN
    }

    /**
     * Whether that table has that column.
     *
     * @param table as the statement names it; of the one that it writes, a column that it once had is its own as well
     * @param column as the catalog would hold it
     */
    Ownership of(TableName table, String column);
}
