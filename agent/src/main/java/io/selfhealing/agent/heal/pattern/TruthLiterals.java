package io.selfhealing.agent.heal.pattern;

import io.selfhealing.agent.heal.Step;
import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.ColumnType;
import io.selfhealing.agent.schema.TableHistory;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.schema.TypeFamily;
import io.selfhealing.agent.sql.Assignment;
import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.KeyCondition;
import io.selfhealing.agent.sql.ParsedWrite;
import io.selfhealing.agent.sql.Product;
import io.selfhealing.agent.sql.Value;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Literals of a statement's text that say yes or no in the way that a column no longer does: 0 and 1 where it is a boolean now, TRUE
 * and FALSE where it is an integer. PostgreSQL casts neither by itself; any other number is left for it to refuse.
 */
public final class TruthLiterals {
    private TruthLiterals() {}

    /** Whether some column of the table has changed between the two, so that texts are worth a look. */
    public static boolean mayBeIn(TableHistory history) {
        for (TableSnapshot earlier : history.earlier()) {
            for (Column before : earlier.columns()) {
                Column now = history.current().column(before.name());
                if (now != null && differ(before.type().family(), now.type().family())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean differ(TypeFamily one, TypeFamily other) {
        return (one == TypeFamily.BOOLEAN && isExact(other)) || (isExact(one) && other == TypeFamily.BOOLEAN);
    }

    private static boolean isExact(TypeFamily family) {
        return family == TypeFamily.INTEGER || family == TypeFamily.DECIMAL;
    }

    /**
     * What is to be written in place of which literals.
     *
     * @param steps that the healed statement takes; only a proved rename is followed
     * @param consent null where no column has changed its type
     * @param onlyChanged whether only columns count that are known to have had another type
     */
    public static Map<Value.Literal, String> in(
            ParsedWrite write,
            TableSnapshot table,
            List<Step> steps,
            Dialect dialect,
            @Nullable Consent consent,
            boolean onlyChanged) {
        Map<Value.Literal, String> replaced = new LinkedHashMap<>();
        if (dialect.product() != Product.POSTGRESQL || (onlyChanged && consent == null)) {
            return replaced;
        }
        Map<String, Step.Rename> renamed = new HashMap<>();
        for (Step step : steps) {
            if (step instanceof Step.Rename rename && !rename.unproved()) {
                renamed.put(rename.from(), rename);
            }
        }
        for (Assignment assignment : write.everyAssignment()) {
            String name = assignment.column().column().name(dialect);
            Step.Rename rename = renamed.get(name);
            Column column = table.column(rename == null ? name : rename.to());
            if (column != null && (!onlyChanged || (consent != null && consent.wasRetyped(name, column)))) {
                Map<Value.Literal, String> some = new LinkedHashMap<>();
                assignment.values().forEach(value -> put(value, column.type(), some));
                putAll(some, name, column, Consent.Use.written(rename), consent, replaced);
            }
        }
        for (KeyCondition condition : write.keyConditions()) {
            String name = condition.column().column().name(dialect);
            Step.Rename rename = renamed.get(name);
            Column column = table.column(rename == null ? name : rename.to());
            if (column != null && (!onlyChanged || (consent != null && consent.wasRetyped(name, column)))) {
                Map<Value.Literal, String> some = new LinkedHashMap<>();
                put(condition.value(), column.type(), some);
                putAll(some, name, column, Consent.Use.COMPARED, consent, replaced);
            }
        }
        return replaced;
    }

    private static void putAll(
            Map<Value.Literal, String> some,
            String name,
            Column column,
            Consent.Use use,
            @Nullable Consent consent,
            Map<Value.Literal, String> replaced) {
        if (!some.isEmpty() && (consent == null || consent.objection(name, column, use) == null)) {
            replaced.putAll(some);
        }
    }

    private static void put(Value value, ColumnType type, Map<Value.Literal, String> replaced) {
        if (value instanceof Value.Literal literal && !literal.string()) {
            String text = literal.text().toLowerCase(Locale.ROOT);
            String other = type.family() == TypeFamily.BOOLEAN
                    ? text.equals("1") ? "true" : text.equals("0") ? "false" : ""
                    : isExact(type.family()) ? text.equals("true") ? "1" : text.equals("false") ? "0" : "" : "";
            if (!other.isEmpty()) {
                replaced.put(literal, other);
            }
        }
    }
}
