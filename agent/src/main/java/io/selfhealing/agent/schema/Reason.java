package io.selfhealing.agent.schema;

import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;

/** Why a table cannot be read, in words that may be shown. */
final class Reason {
    private Reason() {}

    /** Class and SQLState only: a driver's message may carry a URL with its parameters. */
    static String of(Throwable failure) {
        if (failure instanceof StillFailingException || failure.getClass() == SQLFeatureNotSupportedException.class) {
            return String.valueOf(failure.getMessage());
        }
        String name = failure.getClass().getSimpleName();
        return failure instanceof SQLException sql ? name + ", SQLState " + sql.getSQLState() : name;
    }
}
