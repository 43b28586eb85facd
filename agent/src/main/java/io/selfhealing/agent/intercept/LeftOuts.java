package io.selfhealing.agent.intercept;

import io.selfhealing.agent.heal.Step;
import io.selfhealing.agent.quarantine.LeftOut;
import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.ColumnType;
import io.selfhealing.agent.schema.StoredValue;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.schema.TypeFamily;
import io.selfhealing.agent.sql.Assignment;
import io.selfhealing.agent.sql.Casts;
import io.selfhealing.agent.sql.ColumnUse;
import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.KeyCondition;
import io.selfhealing.agent.sql.Landing;
import io.selfhealing.agent.sql.ParsedWrite;
import io.selfhealing.agent.sql.Product;
import io.selfhealing.agent.sql.StatementKind;
import io.selfhealing.agent.sql.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Works out which values a plan leaves out, and by which key their rows are found again. */
final class LeftOuts {
    /** More would cost more than they tell. */
    private static final int MOST_TELLING = 8;

    private static final int SHORT = 255;

    private static final Pattern RETURNING = Pattern.compile("\\breturning\\b", Pattern.CASE_INSENSITIVE);

    private final ParsedWrite write;
    private final TableSnapshot table;
    private final Dialect dialect;
    private final Landing landing;
    private final Map<String, List<Value>> columns = new HashMap<>();
    private final Map<String, String> renamed = new HashMap<>();
    private final Set<String> cast = new HashSet<>();

    private LeftOuts(ParsedWrite write, TableSnapshot table, Dialect dialect) {
        this.write = write;
        this.table = table;
        this.dialect = dialect;
        this.landing = write.landing();
    }

    /** @param rowColumns what of a row besides its columns a prepared statement on the table can be made to give back */
    static @Nullable LeftOutColumns of(
            ParsedWrite write, TableSnapshot table, List<Step> steps, Dialect dialect, List<String> rowColumns) {
        LeftOuts leftOuts = new LeftOuts(write, table, dialect);
        for (Step step : steps) {
            if (step instanceof Step.LeaveOut leaveOut) {
                leftOuts.columns.put(leaveOut.column(), List.of());
            } else if (step instanceof Step.Rename rename) {
                leftOuts.renamed.put(rename.from(), rename.to());
            }
        }
        return leftOuts.columns.isEmpty() ? null : leftOuts.of(rowColumns);
    }

    private LeftOutColumns of(List<String> rowColumns) {
        Map<String, List<Value>> written = written();
        int rows = Math.max(1, write.rows());
        Map<String, List<Value>> keys = new HashMap<>();
        List<String> generated = new ArrayList<>();
        List<String> readable = new ArrayList<>();
        // MySQL does not show triggers to most users: there one of which nothing is known does not stop the heal, and a
        // row whose
        // key or columns it did change is not taken for the same.
        boolean rewritten = table.rewritesRows() && !dialect.product().speaksMySql();
        boolean readsBack =
                readsBack(dialect.product()) && !RETURNING.matcher(write.sql()).find();
        for (String key : table.primaryKey()) {
            List<Value> values = written.remove(key);
            if (values == null || values.stream().allMatch(Value.Default.class::isInstance)) {
                generated.add(key);
            } else {
                keys.put(key, values);
                if (readsBack && (rewritten || cast.contains(key) || mayStoreAnother(table.column(key)))) {
                    readable.add(key);
                }
            }
        }
        boolean impossible = table.primaryKey().isEmpty()
                || (rewritten && !readsBack)
                || !columns.values().stream().allMatch(values -> knowable(values, rows))
                || !keys.values().stream().allMatch(values -> knowable(values, rows));
        written.values().removeIf(values -> !knowable(values, rows));
        return impossible
                ? LeftOutColumns.IMPOSSIBLE
                : new LeftOutColumns(
                        columns,
                        keys,
                        rewritten ? Map.of() : written,
                        generated,
                        readable,
                        rewritten,
                        readsBack ? ofRow(rowColumns, written.isEmpty()) : List.of(),
                        mayMiss(),
                        write.kind() == StatementKind.UPDATE || landing.kind() == Landing.Kind.OWN_OR_SAME,
                        rows);
    }

    /** Whether a row may not be there, or not be written. */
    private boolean mayMiss() {
        return write.kind() == StatementKind.UPDATE
                || landing.kind() == Landing.Kind.OWN_OR_NONE
                || (landing.kind() == Landing.Kind.OWN_OR_SAME && landing.conditional());
    }

    /**
     * A write that may miss rows gives back only those that it wrote: by their keys they are told apart. One that says nothing of a row
     * but its key has some of the row's columns given back, by which it is known again.
     */
    private List<String> ofRow(List<String> rowColumns, boolean saysNothing) {
        List<String> asked = new ArrayList<>();
        if (mayMiss()) {
            asked.addAll(table.primaryKey());
        }
        if (saysNothing && rowColumns.containsAll(LeftOut.ROW_COLUMNS)) {
            table.columns().stream()
                    .filter(column -> !table.primaryKey().contains(column.name()) && isShort(column))
                    .limit(MOST_TELLING)
                    .forEach(column -> asked.add(column.name()));
        }
        asked.addAll(rowColumns);
        return asked;
    }

    /** Whatever is in the column, to have it given back costs next to nothing. */
    private static boolean isShort(Column column) {
        ColumnType type = column.type();
        boolean text = type.family() == TypeFamily.TEXT;
        return !mayStoreAnother(column) && (!text || (type.length() > 0 && type.length() <= SHORT));
    }

    private Map<String, List<Value>> written() {
        Map<String, List<Value>> written = new HashMap<>();
        for (Assignment assignment : write.assignments()) {
            String name = name(assignment.column(), table, dialect);
            if (columns.containsKey(name)) {
                columns.put(name, assignment.values());
            } else if (isStored(assignment.column(), name)) {
                String now = renamed.getOrDefault(name, name);
                written.put(now, undone(now, assignment.values()));
            }
        }
        for (KeyCondition condition : write.keyConditions()) {
            String name = name(condition.column(), table, dialect);
            String now = renamed.getOrDefault(name, name);
            // An UPDATE that changes its row's key leaves the row under the new one.
            if (write.kind() != StatementKind.UPDATE || table.primaryKey().contains(now)) {
                written.putIfAbsent(now, undone(now, List.of(condition.value())));
            }
        }
        return written;
    }

    /** Whether the row has the value at the end: one that was there before keeps what is not taken over. */
    private boolean isStored(ColumnUse column, String name) {
        return landing.kind() != Landing.Kind.OWN_OR_SAME
                || table.primaryKey().contains(renamed.getOrDefault(name, name))
                || landing.taken().contains(column.column().name(dialect));
    }

    /** What is cast, of which the row tells what became of it. */
    private List<Value> undone(String column, List<Value> values) {
        List<Value> given = new ArrayList<>();
        for (Value value : values) {
            Value inner = Casts.undone(value, write.sql());
            given.add(inner);
            if (inner != value) {
                cast.add(column);
            }
        }
        return given;
    }

    /** Whether a prepared statement gives back any column of the rows that it wrote, as they were stored. */
    private static boolean readsBack(Product product) {
        return product == Product.POSTGRESQL || product == Product.H2;
    }

    /** Whether a column may hold another value than was bound, though that is of a sort that it takes. */
    private static boolean mayStoreAnother(@Nullable Column column) {
        if (column == null) {
            return true;
        }
        ColumnType type = column.type();
        if (type.family() == TypeFamily.TEXT) {
            String name = type.name().toLowerCase(Locale.ROOT);
            return StoredValue.pads(type) || name.startsWith("citext") || name.contains("ignorecase");
        }
        return type.family() != TypeFamily.INTEGER && type.family() != TypeFamily.UUID;
    }

    /** As the catalog spells it: where case does not matter, a statement may write them in another case. */
    static String name(ColumnUse use, TableSnapshot table, Dialect dialect) {
        String name = use.column().name(dialect);
        if (!dialect.folding().ignoresCase() || table.column(name) != null) {
            return name;
        }
        return table.columns().stream()
                .map(Column::name)
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .orElse(name);
    }

    private static boolean knowable(List<Value> values, int rows) {
        return values.size() == rows && values.stream().noneMatch(Value.Expression.class::isInstance);
    }
}
