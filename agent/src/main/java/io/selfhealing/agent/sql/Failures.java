package io.selfhealing.agent.sql;

import io.selfhealing.agent.sql.Failure.Kind;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says what a {@link SQLException} means.
 *
 * <p>Codes of PostgreSQL: manual, appendix A, "PostgreSQL Error Codes". Codes of H2: {@code org.h2.api.ErrorCode} and its
 * {@code getState(int)}. Class 08: SQL standard, connection exception. Codes of the other databases: {@link VendorCodes}.
 *
 * <table>
 * <caption>SQLStates</caption>
 * <tr><td>42703</td><td>PostgreSQL undefined_column</td></tr>
 * <tr><td>42P01</td><td>PostgreSQL undefined_table</td></tr>
 * <tr><td>42804</td><td>PostgreSQL datatype_mismatch</td></tr>
 * <tr><td>42883</td><td>PostgreSQL undefined_function: "operator does not exist: integer = character varying"</td></tr>
 * <tr><td>22P02</td><td>PostgreSQL invalid_text_representation, such as a label that an enumeration has no more</td></tr>
 * <tr><td>23502</td><td>PostgreSQL not_null_violation, H2 NULL_NOT_ALLOWED</td></tr>
 * <tr><td>0A000</td><td>PostgreSQL feature_not_supported; here only "cached plan must not change result type"</td></tr>
 * <tr><td>57P01, 57P02, 57P03, 57P05</td><td>PostgreSQL admin_shutdown, crash_shutdown, cannot_connect_now,
 *     idle_session_timeout</td></tr>
 * <tr><td>42S22</td><td>H2 COLUMN_NOT_FOUND_1 (42122)</td></tr>
 * <tr><td>42S02, 42S03, 42S04</td><td>H2 TABLE_OR_VIEW_NOT_FOUND_1 (42102), with candidates (42103), in an empty database
 *     (42104)</td></tr>
 * <tr><td>90110</td><td>H2 TYPES_ARE_NOT_COMPARABLE_2</td></tr>
 * <tr><td>90067, 90098, 90121</td><td>H2 CONNECTION_BROKEN_1, DATABASE_IS_CLOSED, DATABASE_CALLED_AT_SHUTDOWN</td></tr>
 * </table>
 *
 * <p>MySQL and MariaDB share one SQLState between errors of quite different meaning, so their own codes count (MySQL 8.0 Error
 * Message Reference, "Server Error Message Reference" and "Client Error Message Reference"; MariaDB Knowledge Base, "MariaDB
 * Error Code Reference"). A value out of range (1264), too long (1406) or refused by a check (3819, 4025) is honest, as are
 * deadlocks (1213) and lock waits (1205).
 *
 * <table>
 * <caption>Vendor codes of MySQL and MariaDB</caption>
 * <tr><td>1054</td><td>ER_BAD_FIELD_ERROR</td></tr>
 * <tr><td>1146</td><td>ER_NO_SUCH_TABLE</td></tr>
 * <tr><td>1048, 1364</td><td>ER_BAD_NULL_ERROR, ER_NO_DEFAULT_FOR_FIELD</td></tr>
 * <tr><td>1292, 1366, 3140, 3144</td><td>ER_TRUNCATED_WRONG_VALUE, ER_TRUNCATED_WRONG_VALUE_FOR_FIELD, ER_INVALID_JSON_TEXT,
 *     ER_INVALID_JSON_CHARSET</td></tr>
 * <tr><td>1053, 1927, 2006, 2013, 3169</td><td>ER_SERVER_SHUTDOWN, ER_CONNECTION_KILLED, CR_SERVER_GONE_ERROR, CR_SERVER_LOST,
 *     ER_SESSION_WAS_KILLED</td></tr>
 * </table>
 */
public final class Failures {
    private static final int LONGEST_CHAIN = 100;

    private Failures() {}

    /**
     * What the first exception of the chain that has an SQLState says: the exception itself, the ones it was chained to, their
     * causes. An honest error in front is not explained away by another behind it.
     */
    public static Failure classify(SQLException e, Product product) {
        List<SQLException> chain = chain(e);
        for (SQLException link : chain) {
            String state = state(link);
            if (!state.isEmpty() || (product == Product.SQLITE && link.getErrorCode() != 0)) {
                Kind kind = kind(link, state, chain, product);
                return new Failure(kind, state, kind.schemaRelated() ? column(chain, state, product) : null);
            }
        }
        return new Failure(Kind.OTHER, "", null);
    }

    /** Whether the server has no connection left, for anybody or for this user or database. */
    public static boolean isFull(SQLException e) {
        return chain(e).stream().anyMatch(link -> {
            String message = String.valueOf(link.getMessage()).toLowerCase(Locale.ROOT);
            return switch (state(link)) {
                case "53300" -> true; // PostgreSQL too_many_connections
                case "08004" -> link.getErrorCode() == 1040 || message.contains("too many connections");
                case "42000" -> link.getErrorCode() == 1203 || message.contains("'max_user_connections'");
                default -> false;
            };
        });
    }

    /** Empty where there is none, as for every error of SQLite. */
    private static String state(SQLException e) {
        String state = e.getSQLState();
        return state == null ? "" : state;
    }

    private static Kind kind(SQLException link, String state, List<SQLException> chain, Product product) {
        if (state.startsWith("08")) {
            return Kind.CONNECTION;
        }
        return switch (product) {
            case POSTGRESQL -> ofPostgres(state, chain);
            case H2 -> ofH2(state);
            case MARIADB, MYSQL -> ofMySql(link.getErrorCode());
            case HSQLDB -> VendorCodes.hsqldb(state);
            case DERBY -> VendorCodes.derby(state);
            case SQLITE -> VendorCodes.sqlite(link);
            case ORACLE -> VendorCodes.oracle(link.getErrorCode());
            case SQLSERVER -> VendorCodes.sqlServer(link.getErrorCode());
            default -> Kind.OTHER;
        };
    }

    private static Kind ofPostgres(String state, List<SQLException> chain) {
        return switch (state) {
            case "42703" -> Kind.MISSING_COLUMN;
            case "42P01" -> Kind.MISSING_TABLE;
            case "42804", "42883", "22P02" -> Kind.TYPE_MISMATCH;
            case "23502" -> Kind.NULL_IN_REQUIRED_COLUMN;
            case "0A000" -> chain.stream().anyMatch(Failures::isStalePlan) ? Kind.STALE_PLAN : Kind.OTHER;
            case "57P01", "57P02", "57P03", "57P05" -> Kind.CONNECTION;
            default -> Kind.OTHER;
        };
    }

    private static boolean isStalePlan(SQLException e) {
        String message = e.getMessage();
        return message != null && message.contains("cached plan must not change result type");
    }

    private static Kind ofMySql(int code) {
        return switch (code) {
            case 1054 -> Kind.MISSING_COLUMN;
            case 1146 -> Kind.MISSING_TABLE;
            case 1292, 1366, 3140, 3144 -> Kind.TYPE_MISMATCH;
            case 1048, 1364 -> Kind.NULL_IN_REQUIRED_COLUMN;
            case 1053, 1927, 2006, 2013, 3169 -> Kind.CONNECTION;
            default -> Kind.OTHER;
        };
    }

    private static Kind ofH2(String state) {
        return switch (state) {
            case "42S22" -> Kind.MISSING_COLUMN;
            case "42S02", "42S03", "42S04" -> Kind.MISSING_TABLE;
            case "90110" -> Kind.TYPE_MISMATCH;
            case "23502" -> Kind.NULL_IN_REQUIRED_COLUMN;
            case "90067", "90098", "90121" -> Kind.CONNECTION;
            default -> Kind.OTHER;
        };
    }

    /** From a message of the same state; a batch's own message quotes the statement, and so could lead astray. */
    private static @Nullable String column(List<SQLException> chain, String state, Product product) {
        for (SQLException link : chain) {
            String message = link.getMessage();
            boolean speaks = !(link instanceof BatchUpdateException) || product == Product.H2 || product.speaksMySql();
            if (message != null && speaks && state.equals(state(link))) {
                return FailureColumn.in(message, product);
            }
        }
        return null;
    }

    private static List<SQLException> chain(SQLException first) {
        List<SQLException> chain = new ArrayList<>();
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> open = new ArrayDeque<>(List.of(first));
        while (!open.isEmpty() && seen.size() < LONGEST_CHAIN) {
            Throwable link = open.poll();
            if (!seen.add(link)) {
                continue;
            }
            if (link.getCause() != null) {
                open.addFirst(link.getCause());
            }
            if (link instanceof SQLException sql) {
                chain.add(sql);
                if (sql.getNextException() != null) {
                    open.addFirst(sql.getNextException());
                }
            }
        }
        return chain;
    }
}
