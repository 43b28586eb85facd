package io.selfhealing.agent.event;

/** Statements can be megabytes long, and events wait in memory: a text that is kept is cut. */
final class SqlText {
    static final int LONGEST = 16_384;

    private SqlText() {}

    static String cut(String sql) {
        return sql.length() <= LONGEST
                ? sql
                : sql.substring(0, LONGEST) + "… (" + (sql.length() - LONGEST) + " more characters)";
    }
}
