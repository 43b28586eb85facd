package io.selfhealing.agent.intercept;

import static io.selfhealing.bootstrap.door.SelfHealingDoor.*;

import io.selfhealing.agent.heal.Evidence;
import io.selfhealing.agent.heal.pattern.Binding;
import io.selfhealing.agent.heal.pattern.Conversions;
import io.selfhealing.agent.heal.pattern.Fit;
import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.ColumnSample;
import io.selfhealing.agent.schema.ColumnType;
import io.selfhealing.agent.schema.Database;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.spool.Parameter;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Binds what the application bound to the statement that will run, converted where the column's type asks for it. */
final class Binder {
    private final Conversions conversions;
    private final ColumnValues values;

    Binder(Conversions conversions, ColumnValues values) {
        this.conversions = conversions;
        this.values = values;
    }

    /**
     * Binds every parameter that has a place.
     *
     * @return why some value was converted, or null where none was
     * @throws SQLException what the driver throws
     */
    @Nullable
    Evidence bind(Bindings bound, PreparedStatement target, Plan plan, Database database) throws SQLException {
        Evidence converted = null;
        for (int i = 1; i <= bound.size(); i++) {
            int to = bound.isSet(i) ? plan.target(i) : 0;
            if (to == 0) {
                continue;
            }
            if (fit(bound, i, plan, database) instanceof Fit.Converted fit) {
                target.setObject(to, fit.value(), fit.sqlType());
                converted = fit.evidence();
                plan.parameterTypes().converted(i);
            } else if (TypedNulls.misfits(bound, i, plan.type(i), database.product())) {
                target.setNull(to, Types.NULL);
                converted = TypedNulls.EVIDENCE;
                plan.parameterTypes().converted(i);
            } else {
                Replay.bind(bound, i, target, to);
            }
        }
        return converted;
    }

    /** The values of the parameters that have a place, in the order of their places, converted like those that are bound. */
    Placed place(Bindings bound, List<Parameter> given, Plan plan, Database database) {
        SortedMap<Integer, Parameter> placed = new TreeMap<>();
        Evidence converted = null;
        for (int i = 1; i <= given.size(); i++) {
            int to = plan.target(i);
            if (to == 0) {
                continue;
            }
            if (fit(bound, i, plan, database) instanceof Fit.Converted fit) {
                placed.put(to, Parameter.of(fit.value(), fit.sqlType()));
                converted = fit.evidence();
                plan.parameterTypes().converted(i);
            } else if (TypedNulls.misfits(bound, i, plan.type(i), database.product())) {
                placed.put(to, Parameter.of(null, Types.NULL));
                converted = TypedNulls.EVIDENCE;
                plan.parameterTypes().converted(i);
            } else {
                placed.put(to, given.get(i - 1));
            }
        }
        return new Placed(List.copyOf(placed.values()), converted);
    }

    /** @param converted why some value was converted, or null where none was */
    record Placed(List<Parameter> parameters, @Nullable Evidence converted) {}

    /** Whether some bound value would be converted. */
    boolean converts(Bindings bound, Plan plan, Database database) {
        for (int i = 1; i <= bound.size(); i++) {
            if (bound.isSet(i)
                    && (fit(bound, i, plan, database) instanceof Fit.Converted
                            || TypedNulls.misfits(bound, i, plan.type(i), database.product()))) {
                return true;
            }
        }
        return false;
    }

    /** Whether a value that is about to be bound would be converted. */
    boolean converts(int setter, int index, @Nullable Object value, Plan plan, Database database) {
        ColumnType type = plan.type(index);
        return type != null
                && value != null
                && !Conversions.atHome(value, type.family())
                && fit(value, binding(setter, value, 0), index, type, plan, database) instanceof Fit.Converted;
    }

    private @Nullable Fit fit(Bindings bound, int index, Plan plan, Database database) {
        ColumnType type = plan.type(index);
        Object value = type == null ? null : bound.boxed(index);
        return type == null || value == null || Conversions.atHome(value, type.family())
                ? null
                : fit(value, binding(bound, index), index, type, plan, database);
    }

    private Fit fit(Object value, Binding binding, int index, ColumnType type, Plan plan, Database database) {
        Fit fit = byType(value, binding, index, type, plan, database);
        String objection = fit instanceof Fit.Converted ? plan.parameterTypes().objection(index) : null;
        return objection == null ? fit : new Fit.Refused(objection);
    }

    private Fit byType(Object value, Binding binding, int index, ColumnType type, Plan plan, Database database) {
        if (!Conversions.wantsSample(value, type.family())) {
            return conversions.fit(value, binding, type, database.product());
        }
        return conversions.fit(value, binding, type, database.product(), () -> {
            TableSnapshot table = plan.table();
            Column column = plan.parameterTypes().column(index);
            ColumnSample sample = table == null || column == null ? null : values.sample(database, table, column);
            return sample == null ? ColumnSample.NONE : sample;
        });
    }

    /** How the application bound that parameter. */
    static Binding binding(Bindings bound, int index) {
        return binding(bound.setter(index), bound.boxed(index), (int) bound.bits(index));
    }

    /** @param sqlType of the setters that have one */
    private static Binding binding(int setter, @Nullable Object value, int sqlType) {
        return switch (setter) {
            case SET_STRING, SET_N_STRING -> Binding.STRING;
            case SET_OBJECT -> value instanceof String ? Binding.STRING : Binding.OBJECT;
            case SET_OBJECT_TYPE, SET_OBJECT_TYPE_SCALE -> typed(sqlType);
            case SET_OBJECT_SQL_TYPE, SET_OBJECT_SQL_TYPE_SCALE -> Binding.OTHER_TYPE;
            default -> Binding.PRIMITIVE;
        };
    }

    private static Binding typed(int sqlType) {
        return switch (sqlType) {
            case Types.VARCHAR, Types.CHAR, Types.LONGVARCHAR, Types.NVARCHAR -> Binding.STRING;
            case Types.OTHER -> Binding.OTHER_TYPE;
            default -> Binding.TYPED;
        };
    }
}
