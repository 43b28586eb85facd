package io.selfhealing.agent.intercept;

import io.selfhealing.agent.quarantine.LeftOut;
import io.selfhealing.agent.quarantine.Origin;
import io.selfhealing.agent.schema.DatabaseIdentity;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.sql.Masking;
import io.selfhealing.agent.sql.StatementKind;
import io.selfhealing.agent.sql.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values that a run leaves out, and the keys of their rows, in the terms of the quarantine. */
final class Quarantined {
    private Quarantined() {}

    /**
     * One entry for each value that is left out. A NULL that is inserted is no loss and has none; one that an UPDATE sets takes the
     * place of what was kept for the row before.
     */
    static List<LeftOut> values(ConnectionState connection, Plan plan, LeftOutColumns leftOut, List<Bindings> rows) {
        String table = Recorder.tableName(plan);
        String statement = Masking.mask(plan.original(), connection.database().product());
        Origin origin = origin(connection, plan);
        List<LeftOut> values = new ArrayList<>();
        for (Bindings row : rows) {
            for (int i = 0; i < leftOut.rows(); i++) {
                Map<String, Object> key = leftOut.needsGeneratedKeys() ? null : key(leftOut, row, i);
                for (Map.Entry<String, List<Value>> column : leftOut.columns().entrySet()) {
                    Object value = value(column.getValue().get(i), row);
                    if (value != null || keepsNulls(plan)) {
                        values.add(new LeftOut(
                                connection.database().name(), table, column.getKey(), value, statement, key, origin));
                    }
                }
            }
        }
        return values;
    }

    private static @Nullable Origin origin(ConnectionState connection, Plan plan) {
        DatabaseIdentity identity = connection.database().identity();
        TableSnapshot table = plan.table();
        return identity == null ? null : new Origin(identity.text(), table == null ? null : table.identity());
    }

    /** Whether no key is given as NULL, for which SQLite and others put a value of their own. */
    static boolean keysKnown(LeftOutColumns leftOut, List<Bindings> rows) {
        int columns = leftOut.keys().size();
        for (Bindings row : rows) {
            for (int i = 0; i < leftOut.rows(); i++) {
                if (key(leftOut, row, i).size() < columns) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The key of each row, in the order of {@link #values}' rows, completed by what the database generated. */
    static List<Map<String, Object>> keys(
            Plan plan, LeftOutColumns leftOut, List<Bindings> rows, List<Map<String, Object>> generated) {
        List<Map<String, Object>> keys = new ArrayList<>();
        int number = 0;
        for (Bindings row : rows) {
            for (int i = 0; i < leftOut.rows(); i++, number++) {
                Map<String, Object> key = key(leftOut, row, i);
                if (number < generated.size()) {
                    key.putAll(generated.get(number));
                }
                for (List<Value> column : leftOut.columns().values()) {
                    if (value(column.get(i), row) != null || keepsNulls(plan)) {
                        keys.add(key);
                    }
                }
            }
        }
        return keys;
    }

    private static boolean keepsNulls(Plan plan) {
        return plan.kind() == StatementKind.UPDATE;
    }

    private static Map<String, Object> key(LeftOutColumns leftOut, Bindings row, int i) {
        Map<String, Object> key = new LinkedHashMap<>();
        leftOut.keys().forEach((column, values) -> {
            Object value = value(values.get(i), row);
            if (value != null) {
                key.put(column, value);
            }
        });
        return key;
    }

    private static @Nullable Object value(Value value, Bindings row) {
        if (value instanceof Value.Parameter parameter) {
            return row.isSet(parameter.index()) ? row.boxed(parameter.index()) : null;
        }
        if (value instanceof Value.Literal literal) {
            return literal.string() ? literal.text() : number(literal.text());
        }
        return null;
    }

    private static Object number(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            return text;
        }
    }
}
