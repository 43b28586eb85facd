package io.selfhealing.agent.intercept;

import io.selfhealing.agent.quarantine.ColumnMark;
import io.selfhealing.agent.quarantine.HashKey;
import io.selfhealing.agent.quarantine.LeftOut;
import io.selfhealing.agent.quarantine.Origin;
import io.selfhealing.agent.quarantine.RowMark;
import io.selfhealing.agent.quarantine.Waiting;
import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.ColumnType;
import io.selfhealing.agent.schema.DatabaseIdentity;
import io.selfhealing.agent.schema.StoredValue;
import io.selfhealing.agent.schema.TableHistory;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.schema.TypeFamily;
import io.selfhealing.agent.sql.Masking;
import io.selfhealing.agent.sql.Product;
import io.selfhealing.agent.sql.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The values that a run leaves out, and the keys of their rows, in the terms of the quarantine. */
final class Quarantined {
    private Quarantined() {}

    /**
     * One entry for each value that is left out. A NULL that is inserted is no loss and has none; one that an UPDATE or an upsert sets
     * takes the place of what was kept for the row before.
     *
     * @param hashing of what else is written to the rows
     */
    static List<LeftOut> values(
            ConnectionState connection, Plan plan, LeftOutColumns leftOut, List<Bindings> rows, HashKey hashing) {
        String table = Recorder.tableName(plan);
        Product product = connection.database().product();
        String statement = Masking.mask(plan.original(), product);
        Origin origin = origin(connection, plan);
        List<LeftOut> values = new ArrayList<>();
        for (Bindings row : rows) {
            for (int i = 0; i < leftOut.rows(); i++) {
                Map<String, Object> key = isExact(plan, leftOut, row, i, product) ? key(leftOut, row, i) : null;
                RowMark mark = mark(plan, leftOut, row, i, product, hashing);
                for (Map.Entry<String, List<Value>> column : leftOut.columns().entrySet()) {
                    Object value = value(column.getValue().get(i), row);
                    if (value != null || leftOut.overwrites()) {
                        values.add(new LeftOut(
                                connection.database().name(),
                                table,
                                column.getKey(),
                                value,
                                statement,
                                key,
                                origin,
                                mark));
                    }
                }
            }
        }
        return values;
    }

    /** The table to whose rows the values belong, as {@link Waiting} calls it. */
    static String waitingTable(ConnectionState connection, Plan plan) {
        return Waiting.table(connection.database().name(), origin(connection, plan), Recorder.tableName(plan));
    }

    private static @Nullable Origin origin(ConnectionState connection, Plan plan) {
        DatabaseIdentity identity = connection.database().identity();
        TableSnapshot table = plan.table();
        return identity == null ? null : new Origin(identity.text(), table == null ? null : table.identity());
    }

    private static RowMark mark(
            Plan plan, LeftOutColumns leftOut, Bindings row, int i, Product product, HashKey hashing) {
        Map<String, ColumnMark> marks = new TreeMap<>();
        leftOut.others().forEach((name, values) -> {
            StoredValue stored = stored(plan, name, values.get(i), row, product);
            if (stored != null) {
                marks.put(name, hashing.mark(name, stored.sort().name(), stored.text()));
            }
        });
        TableSnapshot table = plan.table();
        boolean counted = leftOut.needsGeneratedKeys() || table == null || table.rewritesRows();
        return new RowMark(hashing.name(), marks, counted, null);
    }

    /** What the column will hold for certain; null where that is not known. */
    private static @Nullable StoredValue stored(Plan plan, String name, Value written, Bindings row, Product product) {
        TableSnapshot table = plan.table();
        Column column = table == null ? null : table.column(name);
        boolean known = !(written instanceof Value.Parameter parameter) || row.isSet(parameter.index());
        if (column == null || !known || !(written instanceof Value.Parameter || written instanceof Value.Literal)) {
            return null;
        }
        Object value = value(written, row);
        return value == null ? StoredValue.ofNull(column, product) : StoredValue.ofBound(value, column.type(), product);
    }

    /**
     * Whether the columns that are left out would have taken their values: what was refused before a column went is no more right
     * after it.
     */
    static boolean acceptable(Plan plan, LeftOutColumns leftOut, List<Bindings> rows, Product product) {
        return leftOut.columns().entrySet().stream().allMatch(column -> {
            ColumnType type = formerType(plan, column.getKey());
            return column.getValue().stream()
                    .allMatch(value -> rows.stream().allMatch(row -> isAcceptable(value, row, type, product)));
        });
    }

    private static boolean isAcceptable(Value value, Bindings row, @Nullable ColumnType type, Product product) {
        if (value instanceof Value.Parameter parameter && !row.isSet(parameter.index())) {
            return false;
        }
        if (!(value(value, row) instanceof String text)) {
            return true;
        }
        boolean nul = product == Product.POSTGRESQL && text.indexOf('\0') >= 0;
        boolean tooLong = product != Product.SQLITE
                && type != null
                && type.family() == TypeFamily.TEXT
                && type.length() > 0
                && text.stripTrailing().codePointCount(0, text.stripTrailing().length()) > type.length();
        return !nul && !tooLong;
    }

    private static @Nullable ColumnType formerType(Plan plan, String column) {
        TableHistory history = plan.history();
        return history == null
                ? null
                : history.earlier().stream()
                        .map(shape -> shape.column(column))
                        .filter(Objects::nonNull)
                        .map(Column::type)
                        .findFirst()
                        .orElse(null);
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

    /** Whether the rows will be under the very keys that were bound, and the database gives none itself. */
    static boolean keysExact(Plan plan, LeftOutColumns leftOut, List<Bindings> rows, Product product) {
        for (Bindings row : rows) {
            for (int i = 0; i < leftOut.rows(); i++) {
                if (!isExact(plan, leftOut, row, i, product)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isExact(Plan plan, LeftOutColumns leftOut, Bindings row, int i, Product product) {
        return !leftOut.needsGeneratedKeys() && boundExact(plan, leftOut, row, i, product, List.of());
    }

    /**
     * Whether the keys will be known once the rows are written: each column that is not read back is stored as it was bound.
     *
     * @param read columns that the statement gives back
     */
    static boolean keysCertain(
            Plan plan, LeftOutColumns leftOut, List<Bindings> rows, Product product, List<String> read) {
        for (Bindings row : rows) {
            for (int i = 0; i < leftOut.rows(); i++) {
                if (!boundExact(plan, leftOut, row, i, product, read)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean boundExact(
            Plan plan, LeftOutColumns leftOut, Bindings row, int i, Product product, List<String> except) {
        return leftOut.keys().entrySet().stream()
                .filter(key -> !except.contains(key.getKey()))
                .allMatch(key -> !leftOut.rewritten()
                        && stored(plan, key.getKey(), key.getValue().get(i), row, product) != null);
    }

    /**
     * The key of each row, in the order of {@link #values}' rows, as the row has it: completed by what the statement gave back. Empty
     * where that cannot be told, or there was no such row.
     *
     * @param given what the statement gave back, in the order of the rows that it wrote
     * @param hashing of what else was in the rows; null where that is not kept
     */
    static List<Map<String, Object>> keys(
            Plan plan,
            LeftOutColumns leftOut,
            List<Bindings> rows,
            GeneratedKeys given,
            Product product,
            @Nullable HashKey hashing) {
        RowsGiven found = new RowsGiven(plan, given, rows.size() * leftOut.rows(), product);
        List<Map<String, Object>> keys = new ArrayList<>();
        int number = 0;
        for (Bindings row : rows) {
            for (int i = 0; i < leftOut.rows(); i++, number++) {
                Map<String, Object> bound = key(leftOut, row, i);
                Map<String, Object> key = marked(
                        plan,
                        leftOut,
                        found.key(number, bound, isExact(plan, leftOut, row, i, product)),
                        product,
                        hashing);
                for (List<Value> column : leftOut.columns().values()) {
                    if (value(column.get(i), row) != null || leftOut.overwrites()) {
                        keys.add(key);
                    }
                }
            }
        }
        return keys;
    }

    /** The same with what the row's other columns held hashed, so that it can be known again. */
    private static Map<String, Object> marked(
            Plan plan, LeftOutColumns leftOut, Map<String, Object> found, Product product, @Nullable HashKey hashing) {
        List<String> telling = leftOut.telling();
        TableSnapshot table = plan.table();
        if (telling.isEmpty() || table == null) {
            return found;
        }
        Map<String, Object> key = new LinkedHashMap<>(found);
        Map<String, ColumnMark> told = new LinkedHashMap<>();
        for (String name : telling) {
            Object value = key.remove(name);
            Column column = table.column(name);
            StoredValue stored =
                    value == null || column == null ? null : StoredValue.ofBound(value, column.type(), product);
            if (stored != null && hashing != null) {
                told.put(name, hashing.mark(name, stored.sort().name(), stored.text()));
            }
        }
        if (!told.isEmpty()) {
            key.put(LeftOut.ROW_MARKS, RowMark.text(told));
        }
        return key;
    }

    /** For each of {@link #values} which of the rows that were bound it is of. */
    static List<Integer> executions(LeftOutColumns leftOut, List<Bindings> rows) {
        List<Integer> executions = new ArrayList<>();
        for (int number = 0; number < rows.size(); number++) {
            for (int i = 0; i < leftOut.rows(); i++) {
                for (List<Value> column : leftOut.columns().values()) {
                    if (value(column.get(i), rows.get(number)) != null || leftOut.overwrites()) {
                        executions.add(number);
                    }
                }
            }
        }
        return executions;
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

    static @Nullable Object value(Value value, Bindings row) {
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
