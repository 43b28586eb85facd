package io.selfhealing.agent.quarantine.backfill;

import io.selfhealing.agent.sql.Failure;
import io.selfhealing.agent.sql.Failures;
import io.selfhealing.agent.sql.Product;
import java.sql.SQLException;
import java.util.Set;

/** What the failure of writing a value back means for it. */
enum Obstacle {
    /** The database is gone: nothing more is tried now. */
    CONNECTION,
    /** The agent's user may not: nothing more is tried on the table now. */
    DENIED,
    /** Somebody has the row locked, or the table changed: another time. */
    BUSY,
    /** The column does not take the value. */
    REFUSED,
    /** Not known: another time. */
    UNKNOWN;

    private static final Set<String> BUSY_STATES = Set.of("55P03", "57014", "HYT00", "25P02");
    private static final Set<Integer> BUSY_CODES = Set.of(1205, 1213, 1969, 3024, 50200, 90131);
    private static final Set<Integer> DENIED_CODES = Set.of(1044, 1142, 1143, 90096);

    /** pgjdbc: it knows no type for the value. */
    private static final String NO_TYPE = "07006";

    static Obstacle of(SQLException failure, Product product) {
        Failure told = Failures.classify(failure, product);
        String state = told.sqlState();
        if (told.kind() == Failure.Kind.CONNECTION) {
            return CONNECTION;
        }
        if (state.equals("42501") || DENIED_CODES.contains(failure.getErrorCode())) {
            return DENIED;
        }
        if (state.startsWith("40") || BUSY_STATES.contains(state) || BUSY_CODES.contains(failure.getErrorCode())) {
            return BUSY;
        }
        return switch (told.kind()) {
            case MISSING_COLUMN, MISSING_TABLE, STALE_PLAN -> BUSY;
            case TYPE_MISMATCH, NULL_IN_REQUIRED_COLUMN -> REFUSED;
            default -> state.startsWith("22") || state.startsWith("23") || state.equals(NO_TYPE) ? REFUSED : UNKNOWN;
        };
    }
}
