package io.selfhealing.agent.intercept;

import io.selfhealing.agent.sql.Failure;
import io.selfhealing.agent.sql.Failures;
import io.selfhealing.agent.sql.Product;
import java.sql.SQLException;

/** Tells what a failure says of the connection itself. */
final class Losses {
    /** The server answered and said no, for example because it has too many connections: it is not down. */
    private static final String REJECTED = "08004";

    /** The connection was closed before: nothing was sent. */
    private static final String NO_CONNECTION = "08003";

    private Losses() {}

    /** Whether a connection could not be opened, or is lost. */
    static boolean isLoss(Throwable failure, Product product) {
        if (!(failure instanceof SQLException refused)) {
            return false;
        }
        Failure why = Failures.classify(refused, product);
        return why.kind() == Failure.Kind.CONNECTION && !why.sqlState().equals(REJECTED);
    }

    /** Whether the connection was gone already, so that the driver had nobody to send anything to. */
    static boolean wasGone(SQLException failure) {
        return NO_CONNECTION.equals(failure.getSQLState());
    }
}
