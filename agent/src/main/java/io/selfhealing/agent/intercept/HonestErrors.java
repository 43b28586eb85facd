package io.selfhealing.agent.intercept;

import io.selfhealing.agent.heal.Step;
import io.selfhealing.agent.sql.Failure;
import io.selfhealing.agent.sql.Failures;
import io.selfhealing.agent.sql.Product;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells what the database honestly says to the values that the application wrote from what it says to something that the agent
 * put there. Only the former is the application's to see.
 */
final class HonestErrors {
    private static final int LONGEST_CHAIN = 200;

    private HonestErrors() {}

    /**
     * Whether the application may be shown how a run by that plan failed; otherwise its own text has to speak.
     *
     * @param converted whether some value was converted for it
     * @param ownDoing whether a NULL that was refused is one that the application wrote, into a column that it named
     */
    static boolean isHonest(Plan plan, boolean converted, boolean ownDoing, SQLException failure, Product product) {
        Failure why = Failures.classify(failure, product);
        if (why.kind() == Failure.Kind.CONNECTION) {
            return true;
        }
        boolean said = why.kind() == Failure.Kind.NULL_IN_REQUIRED_COLUMN
                ? ownDoing
                : saidToValues(why.sqlState(), failure.getErrorCode(), product)
                        || (isData(why.sqlState(), failure.getErrorCode(), product) && keepsValues(plan, converted));
        return said && !namesOthers(plan, failure, product);
    }

    /**
     * Constraints, concurrency, limits, what a trigger raises, and parameters that were never bound (07, H2's 90012): for these drivers
     * look before anything else, but for Derby's.
     */
    private static boolean saidToValues(String state, int code, Product product) {
        if (product.speaksMySql() && state.startsWith("HY")) {
            // ER_LOCK_WAIT_TIMEOUT, ER_CHECK_CONSTRAINT_VIOLATED, ER_STATEMENT_TIMEOUT (MariaDB), ER_QUERY_TIMEOUT
            // (MySQL)
            return code == 1205 || code == 3819 || code == 1969 || code == 3024;
        }
        if (product == Product.SQLITE) {
            // SQLITE_BUSY, SQLITE_LOCKED, SQLITE_CONSTRAINT: https://www.sqlite.org/rescode.html
            int primary = code & 0xff;
            return primary == 5 || primary == 6 || primary == 19;
        }
        // A policy of PostgreSQL's row-level security speaks to the row, whatever its columns are called.
        if (product == Product.POSTGRESQL && state.equals("42501")) {
            return true;
        }
        if (state.startsWith("07") || state.startsWith("90012")) {
            return product != Product.DERBY;
        }
        return Stream.of("23", "25", "40", "44", "45", "53", "54", "55", "57", "70", "HYT", "P0")
                .anyMatch(state::startsWith);
    }

    /** A value that is too long, out of range or of a form that its type cannot have. */
    private static boolean isData(String state, int code, Product product) {
        // ER_TRUNCATED_WRONG_VALUE_FOR_FIELD has a general state.
        return state.startsWith("22") || (product.speaksMySql() && code == 1366);
    }

    /** Whether every value goes, as the application gave it, to a column of the type that it was written for. */
    private static boolean keepsValues(Plan plan, boolean converted) {
        return !converted && plan.steps().stream().noneMatch(Step.Fill.class::isInstance) && !plan.retypes();
    }

    /** Whether the database names a table or column that only the agent has written. */
    private static boolean namesOthers(Plan plan, SQLException failure, Product product) {
        List<String> put = new ArrayList<>();
        for (Step step : plan.steps()) {
            if (step instanceof Step.Rename rename) {
                put.add(rename.to());
            } else if (step instanceof Step.RenameTable move) {
                put.add(move.to());
            } else if (step instanceof Step.Fill fill) {
                put.add(fill.column());
            }
        }
        put.removeIf(name -> mentions(plan.original(), name));
        if (put.isEmpty()) {
            return false;
        }
        for (String message : messages(failure, product)) {
            if (put.stream().anyMatch(name -> mentions(message, name))) {
                return true;
            }
        }
        return false;
    }

    private static boolean mentions(String text, String name) {
        return Pattern.compile(
                        "(?<![\\p{L}\\p{N}_])" + Pattern.quote(name) + "(?![\\p{L}\\p{N}_])", Pattern.CASE_INSENSITIVE)
                .matcher(text)
                .find();
    }

    /** What the database said, without the statement that H2 and the batches of some drivers quote. */
    private static List<String> messages(SQLException failure, Product product) {
        List<String> messages = new ArrayList<>();
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        @Nullable SQLException link = failure;
        while (link != null && seen.size() < LONGEST_CHAIN && seen.add(link)) {
            boolean quotes = link instanceof BatchUpdateException && link.getNextException() != null;
            String message = quotes ? null : link.getMessage();
            if (message != null) {
                int quoted = product == Product.H2 ? message.indexOf("; SQL statement:") : -1;
                messages.add(quoted < 0 ? message : message.substring(0, quoted));
            }
            link = link.getNextException();
        }
        return messages;
    }
}
