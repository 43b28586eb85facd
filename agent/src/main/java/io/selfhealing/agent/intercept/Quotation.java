package io.selfhealing.agent.intercept;

import io.selfhealing.agent.sql.Product;
import java.lang.reflect.Method;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The failure of a write that ran changed, as the application may see it: where a driver quotes the statement (H2 in every message,
 * pgjdbc in that of a batch) it quotes what the application wrote.
 */
final class Quotation {
    private static final int LONGEST_CHAIN = 200;
    /** Of H2's exceptions, all of which tell the statement. */
    private static final String H2_EXCEPTION = "org.h2.jdbc.JdbcException";

    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private Quotation() {}

    /** The same for a statement of which every row has one text. */
    static SQLException ofOriginal(SQLException failure, Plan plan, Product product) {
        return ofOriginal(failure, Map.of(plan.target(), plan.original()), row -> plan.original(), product);
    }

    /** Which text a row of a batch had. */
    interface Texts {
        String original(int row);
    }

    /**
     * The failure to show: the same, unless its message had to be another.
     *
     * @param originals what ran → what the application wrote
     * @param rows the application's text of each row, where the failure is of a batch
     */
    static SQLException ofOriginal(SQLException failure, Map<String, String> originals, Texts rows, Product product) {
        if (product == Product.H2) {
            Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
            for (SQLException link = failure;
                    link != null && seen.size() < LONGEST_CHAIN && seen.add(link);
                    link = link.getNextException()) {
                requote(link, originals);
                if (link.getCause() instanceof SQLException cause) {
                    requote(cause, originals);
                }
            }
        }
        if (!(failure instanceof BatchUpdateException batch)) {
            return failure;
        }
        String message =
                product == Product.POSTGRESQL ? postgres(batch, rows) : replaced(batch.getMessage(), originals);
        return message == null || message.equals(batch.getMessage()) ? failure : with(batch, message);
    }

    private static @Nullable String replaced(@Nullable String message, Map<String, String> originals) {
        String text = message;
        for (Map.Entry<String, String> each : originals.entrySet()) {
            text = text == null ? null : text.replace(each.getKey(), each.getValue());
        }
        return text;
    }

    /** Said anew, since pgjdbc puts the values into the statement, and speaks the language of the JVM. */
    private static @Nullable String postgres(BatchUpdateException batch, Texts rows) {
        Throwable why = batch.getNextException() == null ? batch.getCause() : batch.getNextException();
        Matcher row = NUMBER.matcher(String.valueOf(batch.getMessage()));
        return why == null || !row.find()
                ? null
                : "Batch entry " + row.group() + " " + rows.original(number(row.group())) + " was aborted: "
                        + why.getMessage() + "  Call getNextException to see other errors in the batch.";
    }

    private static int number(String digits) {
        return digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits);
    }

    private static void requote(SQLException link, Map<String, String> originals) {
        try {
            Class<?> type = Class.forName(H2_EXCEPTION, false, link.getClass().getClassLoader());
            if (type.isInstance(link)) {
                Method tells = type.getMethod("getSQL");
                String original = originals.get(String.valueOf(tells.invoke(link)));
                if (original != null) {
                    type.getMethod("setSQL", String.class).invoke(link, original);
                }
            }
        } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
            // None of H2's: it quotes nothing.
        }
    }

    private static BatchUpdateException with(BatchUpdateException batch, String message) {
        BatchUpdateException shown = new BatchUpdateException(
                message, batch.getSQLState(), batch.getErrorCode(), batch.getLargeUpdateCounts(), batch.getCause());
        shown.setStackTrace(batch.getStackTrace());
        if (batch.getNextException() != null) {
            shown.setNextException(batch.getNextException());
        }
        for (Throwable suppressed : batch.getSuppressed()) {
            shown.addSuppressed(suppressed);
        }
        return shown;
    }
}
