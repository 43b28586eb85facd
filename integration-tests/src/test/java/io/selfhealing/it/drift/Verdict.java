package io.selfhealing.it.drift;

/** What came of a unit of writes. */
enum Verdict {
    /** As without the agent, which had nothing to do. */
    PLAIN(true),
    /** Where it belongs, although plain JDBC fails. */
    HEALED(true),
    /** Healed, and a value whose column is gone is in quarantine. */
    LEFT_OUT(true),
    /** The row landed, and a value is in quarantine although its column is there under another name. */
    KEPT(true),
    /** The same error as without the agent. */
    REFUSED(true),
    /** A value in a column or a table that is not its own. */
    MISPLACED(false),
    /** Rows that plain JDBC does not touch are changed or gone. */
    OTHER_ROWS(false),
    /** It was acknowledged, and a value is neither in the tables nor in quarantine. */
    LOST(false),
    /** Plain JDBC fails, nothing was done, and the application was told that all is well. */
    ACKNOWLEDGED(false),
    /** It was acknowledged without a column that no table ever had. */
    UNKNOWN_COLUMN(false),
    /** More or fewer rows than were executed. */
    COUNT(false),
    /** The application was told of an error, and something has landed. */
    ERROR_LANDED(false),
    /** The error is not the one of plain JDBC. */
    OTHER_ERROR(false),
    /** The error names what the application did not write. */
    ERROR_NAMES(false),
    /** The application was told something else than is true. */
    RESULT(false),
    /** The application was told nothing for two minutes. */
    SILENT(false),
    /** Plain JDBC does it, and it failed. */
    BROKEN(false),
    /** A value came back out of quarantine into a row or a column that is not its own. */
    STRAY(false);

    final boolean right;

    Verdict(boolean right) {
        this.right = right;
    }
}
