package io.selfhealing.agent.schema;

import io.selfhealing.agent.config.Printable;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.regex.Pattern;

/** Why a table cannot be read, in words that may be shown. */
final class Reason {
    private static final int LONGEST_MESSAGE = 300;

    /** A parameter that holds a secret, in whatever the driver tells. */
    private static final Pattern SECRET =
            Pattern.compile("(\\w*(?:password|passwd|pwd|secret|token))\\s*=\\s*[^\\s&;,]+", Pattern.CASE_INSENSITIVE);

    private Reason() {}

    /** Class, SQLState and code only: the same for the same trouble, whatever the driver's message counts or measures. */
    static String of(Throwable failure) {
        if (failure instanceof StillFailingException || failure.getClass() == SQLFeatureNotSupportedException.class) {
            return String.valueOf(failure.getMessage());
        }
        String name = failure.getClass().getSimpleName();
        if (!(failure instanceof SQLException sql)) {
            return name;
        }
        return name + ", SQLState " + sql.getSQLState()
                + (sql.getErrorCode() == 0 ? "" : ", code " + sql.getErrorCode());
    }

    /**
     * The same, and what the database or its driver said to it. For failures of the agent's own catalog queries alone, which hold
     * names and no value. A URL is reduced to its address, since a driver's message may carry one with its parameters.
     */
    static String inFull(Throwable failure) {
        String message = failure.getMessage();
        String reason = of(failure);
        if (message == null || message.isBlank() || reason.equals(message)) {
            return reason;
        }
        return reason + ": "
                + Printable.line(SECRET.matcher(shortened(JdbcUrl.maskedIn(message.strip())))
                        .replaceAll("$1=…"));
    }

    /** The first line: what follows repeats the statement, or is a stack trace. */
    private static String shortened(String message) {
        String first = message.lines().findFirst().orElse("");
        return first.length() <= LONGEST_MESSAGE ? first : first.substring(0, LONGEST_MESSAGE) + "…";
    }
}
