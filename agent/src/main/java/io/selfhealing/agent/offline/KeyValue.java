package io.selfhealing.agent.offline;

import io.selfhealing.agent.spool.Parameter;
import io.selfhealing.agent.sql.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A value of a row's key as the statement gives it. Whole numbers are {@code Long}s, however they were bound. */
final class KeyValue {
    private KeyValue() {}

    /** Null where it is NULL or not known. */
    static @Nullable Object of(Value value, List<Parameter> parameters) {
        if (value instanceof Value.Parameter parameter) {
            return normal(parameters.get(parameter.index() - 1).value());
        }
        return value instanceof Value.Literal literal ? of(literal) : null;
    }

    private static @Nullable Object of(Value.Literal literal) {
        if (literal.string()) {
            return literal.text();
        }
        try {
            return normal(new BigDecimal(literal.text()));
        } catch (NumberFormatException e) {
            String word = literal.text().toLowerCase(Locale.ROOT);
            boolean truth = word.equals("true") || word.equals("false");
            return truth ? Boolean.valueOf(word) : null;
        }
    }

    private static @Nullable Object normal(@Nullable Object value) {
        if (value instanceof Byte || value instanceof Short || value instanceof Integer) {
            return ((Number) value).longValue();
        }
        if (value instanceof BigDecimal decimal) {
            try {
                return decimal.longValueExact();
            } catch (ArithmeticException e) {
                return decimal;
            }
        }
        return value;
    }
}
