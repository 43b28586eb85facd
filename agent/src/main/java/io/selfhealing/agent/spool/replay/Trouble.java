package io.selfhealing.agent.spool.replay;

import io.selfhealing.agent.sql.Failure;
import io.selfhealing.agent.sql.Failures;
import io.selfhealing.agent.sql.Product;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.sql.SQLTransientException;

/**
 * What a failure of a replayed write means for it and for those behind it. Codes: PostgreSQL, appendix A; H2,
 * {@code org.h2.api.ErrorCode}; MySQL and MariaDB, "Server Error Message Reference".
 */
enum Trouble {
    /** The connection is gone. */
    LOST,
    /** The database takes no write at all for now: read only, out of disk, out of memory, shutting down. */
    NOT_NOW,
    /** Somebody else was in the way: deadlock, serialization, lock time-out. */
    CONTENTION,
    /** Nothing goes into that table, whatever it is: it is missing, or the right to write to it. */
    TABLE,
    /** The database does not take this record. */
    RECORD;

    static Trouble of(SQLException e, Product product) {
        Failure failure = Failures.classify(e, product);
        if (failure.kind() == Failure.Kind.CONNECTION || isLoss(e)) {
            return LOST;
        }
        if (failure.kind() == Failure.Kind.MISSING_TABLE) {
            return TABLE;
        }
        Trouble known = product.speaksMySql() ? ofMySql(e.getErrorCode()) : ofState(failure.sqlState());
        return known == RECORD && e instanceof SQLTransientException ? CONTENTION : known;
    }

    private static boolean isLoss(SQLException e) {
        return e instanceof SQLRecoverableException
                || e instanceof SQLNonTransientConnectionException
                || e instanceof SQLTransientConnectionException;
    }

    private static Trouble ofState(String state) {
        return switch (state) {
            case "55P03", "57014", "HYT00", "90131" ->
                CONTENTION; // PostgreSQL: lock, time-out; H2: lock, concurrent update
            case "25006", "90097" -> NOT_NOW; // read only: PostgreSQL, H2
            case "42501", "90096" -> TABLE; // no right: PostgreSQL, H2
            default -> ofClass(state.length() < 2 ? "" : state.substring(0, 2));
        };
    }

    private static Trouble ofClass(String stateClass) {
        return switch (stateClass) {
            case "40" -> CONTENTION;
            case "53", "57", "58" -> NOT_NOW; // PostgreSQL: out of resources, operator's intervention, system error
            default -> RECORD;
        };
    }

    private static Trouble ofMySql(int code) {
        return switch (code) {
            case 1205, 1213, 3024, 1969 -> CONTENTION;
            case 1021, 1037, 1040, 1041, 1114, 1203, 1290, 1792, 1836 -> NOT_NOW;
            case 1044, 1142, 1143, 1227 -> TABLE;
            default -> RECORD;
        };
    }
}
