package io.selfhealing.agent.intercept;

import io.selfhealing.agent.heal.EvidenceKind;
import io.selfhealing.agent.heal.Step;
import io.selfhealing.agent.heal.pattern.Plausible;
import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.ColumnType;
import io.selfhealing.agent.schema.TableHistory;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.sql.Assignment;
import io.selfhealing.agent.sql.ColumnUse;
import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.KeyCondition;
import io.selfhealing.agent.sql.ParsedWrite;
import io.selfhealing.agent.sql.Product;
import io.selfhealing.agent.sql.Value;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** For each parameter the type of the column that takes its bare value. */
final class ParameterTypes {
    static final ParameterTypes UNKNOWN = new ParameterTypes(new ColumnType[0]);

    private final @Nullable ColumnType[] types;
    /** A race is harmless: what was missed is converted after a failure, and then known. */
    private boolean convert;
    /** Parameters whose values go to a column that was guessed, one-based. */
    private final BitSet guessed = new BitSet();

    ParameterTypes(@Nullable ColumnType[] types) {
        this.types = types;
    }

    /** Whether values had to be converted before, or a column has had another type, so that it is worth looking at all values. */
    boolean convert() {
        return convert;
    }

    void converted() {
        convert = true;
    }

    /** The same, where the columns' types may have been others before. */
    ParameterTypes since(TableHistory history) {
        if (types.length == 0) {
            return this;
        }
        for (Column column : history.current().columns()) {
            for (TableSnapshot earlier : history.earlier()) {
                Column before = earlier.column(column.name());
                convert |= before != null && differ(before.type(), column.type());
            }
        }
        return this;
    }

    private static boolean differ(ColumnType before, ColumnType now) {
        return before.family() != now.family() || !before.labels().equals(now.labels());
    }

    /** Null where the parameter is no bare value of a column. */
    @Nullable
    ColumnType type(int parameter) {
        return parameter >= 1 && parameter <= types.length ? types[parameter - 1] : null;
    }

    /** Whether every value of a guessed column may belong there; where one may not, none of the guesses holds. */
    boolean plausible(List<Bindings> rows, Product product) {
        for (int i = guessed.nextSetBit(0); i > 0; i = guessed.nextSetBit(i + 1)) {
            int index = i;
            ColumnType type = type(i);
            if (type != null
                    && rows.stream().anyMatch(row -> row.isSet(index) && !plausible(row, index, type, product))) {
                return false;
            }
        }
        return true;
    }

    private static boolean plausible(Bindings row, int index, ColumnType type, Product product) {
        return Plausible.fits(row.boxed(index), Binder.binding(row, index), type, product);
    }

    int size() {
        return types.length;
    }

    static ParameterTypes of(ParsedWrite write, TableSnapshot table, List<Step> steps, Dialect dialect) {
        Map<String, String> renamed = new HashMap<>();
        Set<String> guesses = new HashSet<>();
        for (Step step : steps) {
            if (step instanceof Step.Rename rename) {
                renamed.put(rename.from(), rename.to());
                if (guess(rename)) {
                    guesses.add(rename.from());
                }
            }
        }
        @Nullable ColumnType[] types = new ColumnType[write.parameterCount()];
        for (Assignment assignment : write.assignments()) {
            ColumnType type = type(assignment.column(), table, renamed, dialect);
            for (Value value : assignment.values()) {
                put(types, value, type);
            }
        }
        for (KeyCondition condition : write.keyConditions()) {
            put(types, condition.value(), type(condition.column(), table, renamed, dialect));
        }
        ParameterTypes all = new ParameterTypes(types);
        for (Assignment assignment : write.assignments()) {
            if (guesses.contains(assignment.column().column().name(dialect))) {
                assignment.values().forEach(all::guess);
            }
        }
        return all;
    }

    private void guess(Value value) {
        if (value instanceof Value.Parameter parameter) {
            guessed.set(parameter.index());
        }
    }

    private static boolean guess(Step.Rename rename) {
        EvidenceKind best = rename.evidence().get(0).kind();
        return best == EvidenceKind.PATTERN || best == EvidenceKind.LEARNED || best == EvidenceKind.ONLY_PLACE;
    }

    private static @Nullable ColumnType type(
            ColumnUse use, TableSnapshot table, Map<String, String> renamed, Dialect dialect) {
        String name = use.column().name(dialect);
        Column column = table.column(renamed.getOrDefault(name, name));
        return column == null ? null : column.type();
    }

    private static void put(@Nullable ColumnType[] types, Value value, @Nullable ColumnType type) {
        if (value instanceof Value.Parameter parameter && parameter.index() <= types.length) {
            types[parameter.index() - 1] = type;
        }
    }
}
