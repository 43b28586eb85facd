package io.selfhealing.agent.schema;

import java.util.List;

/**
 * Some of the values that a column holds. It lives in memory alone, and is neither logged nor printed.
 *
 * @param values not NULL; by the column's type {@link String} (cut after {@link #LONGEST} characters),
 *     {@link java.math.BigDecimal}, {@link java.time.LocalDate}, {@link java.time.LocalDateTime} or {@link java.time.Instant}
 */
public record ColumnSample(List<Object> values) {
    /** Nothing is known of the column's values. */
    public static final ColumnSample NONE = new ColumnSample(List.of());

    /** No more characters of a value are read than that. */
    public static final int LONGEST = 256;

    public ColumnSample {
        values = List.copyOf(values);
    }

    @Override
    public String toString() {
        return values.size() + " values";
    }
}
