package io.selfhealing.agent.sql;

import io.selfhealing.agent.sql.Failure.Kind;
import java.sql.SQLException;

/**
 * What the codes of the databases mean that are not read by SQLState alone, or not in the standard's terms.
 *
 * <p>HSQLDB: {@code org.hsqldb.error.ErrorCode}. Derby: reference manual, "SQL error messages and exceptions". SQLite: "Result and
 * Error Codes"; its driver gives no SQLState, and one code for every error in a statement's text. Oracle: "Database Error
 * Messages". SQL Server: "Database engine events and errors". The last two were never run: their codes are the documentation's.
 */
final class VendorCodes {
    private static final int SQLITE_ERROR = 1;
    private static final int SQLITE_CONSTRAINT = 19;

    private VendorCodes() {}

    static Kind hsqldb(String state) {
        return switch (state) {
            // One code for a column, a table and a missing right; the reader sees to it that it is not the right.
            case "42501" -> Kind.MISSING_COLUMN;
            case "42561" -> Kind.TYPE_MISMATCH;
            case "23502" -> Kind.NULL_IN_REQUIRED_COLUMN;
            case "07502" -> Kind.STALE_PLAN;
            default -> Kind.OTHER;
        };
    }

    static Kind derby(String state) {
        return switch (state) {
            case "42X14", "42X04" -> Kind.MISSING_COLUMN;
            case "42X05" -> Kind.MISSING_TABLE;
            case "42821", "42818" -> Kind.TYPE_MISMATCH;
            case "23502" -> Kind.NULL_IN_REQUIRED_COLUMN;
            default -> Kind.OTHER;
        };
    }

    /** The driver's message is its own name of the code, a sentence, and in brackets what SQLite said. */
    static Kind sqlite(SQLException e) {
        String message = String.valueOf(e.getMessage());
        return switch (e.getErrorCode() & 0xff) {
            case SQLITE_ERROR -> sqliteText(message);
            case SQLITE_CONSTRAINT ->
                message.startsWith("[SQLITE_CONSTRAINT_NOTNULL]") ? Kind.NULL_IN_REQUIRED_COLUMN : Kind.OTHER;
            default -> Kind.OTHER;
        };
    }

    private static Kind sqliteText(String message) {
        String said = message.substring(message.indexOf('(') + 1);
        if (said.startsWith("no such table: ")) {
            return Kind.MISSING_TABLE;
        }
        boolean column = said.startsWith("no such column: ")
                || (said.startsWith("table ") && said.contains(" has no column named "));
        return column ? Kind.MISSING_COLUMN : Kind.OTHER;
    }

    static Kind oracle(int code) {
        return switch (code) {
            case 904 -> Kind.MISSING_COLUMN; // invalid identifier
            case 942 -> Kind.MISSING_TABLE; // table or view does not exist
            case 1400, 1407 -> Kind.NULL_IN_REQUIRED_COLUMN; // cannot insert NULL, cannot update to NULL
            case 932 -> Kind.TYPE_MISMATCH; // inconsistent datatypes
            default -> Kind.OTHER; // 1722, invalid number, is about the value
        };
    }

    static Kind sqlServer(int code) {
        return switch (code) {
            case 207 -> Kind.MISSING_COLUMN; // invalid column name
            case 208 -> Kind.MISSING_TABLE; // invalid object name
            case 515 -> Kind.NULL_IN_REQUIRED_COLUMN; // cannot insert the value NULL
            case 206 -> Kind.TYPE_MISMATCH; // operand type clash
            default -> Kind.OTHER; // 245 and 8114, conversions, are about the value; 3930 is a doomed transaction
        };
    }
}
