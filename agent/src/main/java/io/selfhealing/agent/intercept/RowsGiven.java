package io.selfhealing.agent.intercept;

import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.StoredValue;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.sql.Product;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which of the rows that a statement gave back belongs to which row that was bound. */
final class RowsGiven {
    private final Plan plan;
    private final List<Map<String, Object>> given;
    private final Product product;
    private final boolean wereAsked;
    private final boolean inOrder;

    /** @param rows that were to be written */
    RowsGiven(Plan plan, GeneratedKeys given, int rows, Product product) {
        this.plan = plan;
        this.given = given.rows();
        this.wereAsked = given.wereAsked();
        this.product = product;
        this.inOrder = this.given.size() == rows;
    }

    /**
     * The key as the row has it.
     *
     * @param number of the row, from 0
     * @param exact whether the row is under the key that was bound, if there is one
     * @return empty where that cannot be told, or no such row was written
     */
    Map<String, Object> key(int number, Map<String, Object> bound, boolean exact) {
        if (!wereAsked) {
            return exact ? bound : Map.of();
        }
        Map<String, Object> row = inOrder ? given.get(number) : exact ? byKey(bound) : null;
        if (row == null) {
            return exact && !(plan.leftOut() != null && plan.leftOut().mayMiss()) ? bound : Map.of();
        }
        Map<String, Object> key = new LinkedHashMap<>(bound);
        key.putAll(row);
        return key;
    }

    /** A write that may miss rows gives back, in a batch, only those that it wrote. */
    private @Nullable Map<String, Object> byKey(Map<String, Object> bound) {
        List<Map<String, Object>> same = given.stream()
                .filter(row ->
                        bound.keySet().stream().allMatch(column -> isSame(column, bound.get(column), row.get(column))))
                .toList();
        return same.isEmpty() ? null : same.get(same.size() - 1);
    }

    private boolean isSame(String name, @Nullable Object bound, @Nullable Object read) {
        TableSnapshot table = plan.table();
        Column column = table == null ? null : table.column(name);
        if (column == null || bound == null || read == null) {
            return false;
        }
        StoredValue one = StoredValue.ofBound(bound, column.type(), product);
        return one != null && one.equals(StoredValue.ofBound(read, column.type(), product));
    }
}
