package io.selfhealing.agent.spool.replay;

import io.selfhealing.agent.spool.SpoolRecord;
import io.selfhealing.agent.spool.Write;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A row of a table: writes to the same one keep their order.
 *
 * @param row its key as text, so that it is the same row however its key was bound
 */
record OrderKey(String table, String row) {
    /** The rows that a record writes to, as far as they are known: a write that carries no key has no row that another could know. */
    static List<OrderKey> of(SpoolRecord record) {
        return record.transaction().writes().stream()
                .map(OrderKey::of)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    private static @Nullable OrderKey of(Write write) {
        Map<String, Object> key = write.key();
        if (key == null || key.isEmpty()) {
            return null;
        }
        Map<String, String> texts = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        key.forEach((column, value) -> texts.put(column, text(value)));
        return new OrderKey(write.table(), texts.toString());
    }

    private static String text(Object value) {
        if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
        if (value instanceof BigDecimal || value instanceof Double || value instanceof Float) {
            return new BigDecimal(value.toString()).stripTrailingZeros().toPlainString();
        }
        return value.toString();
    }
}
