package io.selfhealing.agent.intercept;

import io.selfhealing.agent.heal.Step;
import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.ColumnType;
import io.selfhealing.agent.schema.TableHistory;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.sql.Assignment;
import io.selfhealing.agent.sql.ColumnUse;
import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.KeyCondition;
import io.selfhealing.agent.sql.ParsedWrite;
import io.selfhealing.agent.sql.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** For each parameter the type of the column that takes its bare value. */
final class ParameterTypes {
    static final ParameterTypes UNKNOWN = new ParameterTypes(new ColumnType[0]);

    private final @Nullable ColumnType[] types;
    /** A race is harmless: what was missed is converted after a failure, and then known. */
    private boolean convert;

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

    int size() {
        return types.length;
    }

    static ParameterTypes of(ParsedWrite write, TableSnapshot table, List<Step> steps, Dialect dialect) {
        Map<String, String> renamed = new HashMap<>();
        for (Step step : steps) {
            if (step instanceof Step.Rename rename) {
                renamed.put(rename.from(), rename.to());
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
        return new ParameterTypes(types);
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
