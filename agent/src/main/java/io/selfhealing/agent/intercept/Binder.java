package io.selfhealing.agent.intercept;

import static io.selfhealing.bootstrap.door.SelfHealingDoor.*;

import io.selfhealing.agent.config.ConversionUse;
import io.selfhealing.agent.config.Repairs;
import io.selfhealing.agent.heal.Evidence;
import io.selfhealing.agent.heal.Verdict;
import io.selfhealing.agent.heal.pattern.Binding;
import io.selfhealing.agent.heal.pattern.Conversions;
import io.selfhealing.agent.heal.pattern.Fit;
import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.ColumnSample;
import io.selfhealing.agent.schema.ColumnType;
import io.selfhealing.agent.schema.Database;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.spool.Parameter;
import io.selfhealing.agent.sql.Failure;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Binds what the application bound to the statement that will run, converted where the column's type asks for it. */
final class Binder {
    private final Conversions conversions;
    private final ColumnValues values;
    private final ConversionUse use;

    Binder(Conversions conversions, ColumnValues values, ConversionUse use) {
        this.conversions = conversions;
        this.values = values;
        this.use = use;
    }

    static Binder of(Repairs repairs, ColumnValues values) {
        return new Binder(new Conversions(repairs.zone().orElse(null)), values, repairs.conversions());
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
        tryLeftOut(bound, target, plan);
        for (int i = 1; i <= bound.size(); i++) {
            int to = bound.isSet(i) ? plan.target(i) : 0;
            if (to == 0) {
                continue;
            }
            if (fit(bound, i, plan, database) instanceof Fit.Converted fit) {
                target.setObject(to, fit.value(), fit.sqlType());
                converted = fit.evidence();
                plan.parameterTypes().converted(i);
            } else if (nullMisfits(bound, i, plan, database)) {
                target.setNull(to, Types.NULL);
                converted = TypedNulls.EVIDENCE;
                plan.parameterTypes().converted(i);
            } else {
                Replay.bind(bound, i, target, to);
            }
        }
        return converted;
    }

    /**
     * Hands over the values that are left out by setters that a driver may lack, in a place that the first parameter takes afterwards: what
     * a driver refuses is refused as well where it has no place.
     */
    private static void tryLeftOut(Bindings bound, PreparedStatement target, Plan plan) throws SQLException {
        boolean tried = false;
        for (int i = 1; i <= bound.size(); i++) {
            boolean leftOut = bound.isSet(i) && plan.target(i) == 0;
            if (leftOut && isOftenLacking(bound.setter(i)) && plan.placesAny(bound.size())) {
                Replay.bind(bound, i, target, 1);
                tried = true;
            }
        }
        if (tried) {
            target.clearParameters();
        }
    }

    private static boolean isOftenLacking(int setter) {
        return switch (setter) {
            case SET_URL,
                    SET_N_STRING,
                    SET_N_CLOB,
                    SET_REF,
                    SET_ROW_ID,
                    SET_CLOB_READER,
                    SET_N_CLOB_READER,
                    SET_CLOB_READER_LENGTH,
                    SET_N_CLOB_READER_LENGTH,
                    SET_N_CHARACTER_STREAM,
                    SET_N_CHARACTER_STREAM_LENGTH -> true;
            default -> false;
        };
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
            } else if (nullMisfits(bound, i, plan, database)) {
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
                            || nullMisfits(bound, i, plan, database))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Why some value is not converted although its column is of another type, after the database has refused the write; null where nothing
     * tells.
     *
     * @param rows that were bound, beside which there may be values in the text
     */
    @Nullable
    String unfit(List<Bindings> rows, Plan plan, Failure why, Database database) {
        if (why.kind() != Failure.Kind.TYPE_MISMATCH || plan.verdict() instanceof Verdict.Refusal) {
            return null;
        }
        return Stream.concat(
                        rows.stream().map(row -> unfit(row, plan, database)),
                        Stream.ofNullable(unfitInText(plan, database)))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** The same for the values that the text itself holds. */
    @Nullable
    String unfitInText(Plan plan, Database database) {
        for (ParameterTypes.InText given : plan.parameterTypes().literals()) {
            ColumnType type = given.column().type();
            Object value = given.value();
            Binding binding = value instanceof String ? Binding.STRING : Binding.PRIMITIVE;
            if (!Conversions.atHome(value, type.family())
                    && byType(value, binding, given.column(), type, plan, database) instanceof Fit.Refused refused) {
                return refused.reason();
            }
        }
        return null;
    }

    private @Nullable String unfit(Bindings bound, Plan plan, Database database) {
        for (int i = 1; i <= bound.size(); i++) {
            if (bound.isSet(i) && fit(bound, i, plan, database) instanceof Fit.Refused refused) {
                return refused.reason();
            }
        }
        return null;
    }

    /**
     * Why not every value of a parameter is converted although some are; null where all of each are, or none.
     *
     * @param rows that are written by the same text
     */
    @Nullable
    String unfitAmongConverted(List<Bindings> rows, Plan plan, Database database) {
        for (int i = 1; i <= plan.parameterTypes().size(); i++) {
            boolean converts = false;
            String refused = null;
            for (Bindings row : rows) {
                Fit fit = row.isSet(i) ? fit(row, i, plan, database) : null;
                converts |= fit instanceof Fit.Converted;
                refused = refused == null && fit instanceof Fit.Refused no ? no.reason() : refused;
            }
            if (converts && refused != null) {
                return refused;
            }
        }
        return null;
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
        Fit fit = byType(value, binding, plan.parameterTypes().column(index), type, plan, database);
        if (!(fit instanceof Fit.Converted)) {
            return fit;
        }
        if (!mayConvert(plan, index)) {
            return new Fit.Refused(
                    "a value of another type than its column, of which nobody knows that it ever had another"
                            + " (selfhealing.conversions=changed)");
        }
        String objection = plan.parameterTypes().objection(index);
        return objection == null ? fit : new Fit.Refused(objection);
    }

    private boolean mayConvert(Plan plan, int index) {
        return use == ConversionUse.ALWAYS || plan.parameterTypes().wasRetyped(index);
    }

    private boolean nullMisfits(Bindings bound, int index, Plan plan, Database database) {
        return TypedNulls.misfits(bound, index, plan.type(index), database.product()) && mayConvert(plan, index);
    }

    private Fit byType(
            Object value, Binding binding, @Nullable Column column, ColumnType type, Plan plan, Database database) {
        if (!Conversions.wantsSample(value, type.family())) {
            return conversions.fit(value, binding, type, database.product());
        }
        TableSnapshot table = plan.table();
        boolean[] late = new boolean[1];
        Fit fit = conversions.fit(value, binding, type, database.product(), () -> {
            ColumnSample sample = table == null || column == null ? null : values.sample(database, table, column);
            late[0] = sample == null;
            return sample == null ? ColumnSample.NONE : sample;
        });
        return late[0] && fit instanceof Fit.Refused
                ? new Fit.Refused(
                        "it is not known yet what the column holds, by which the unit of a value would be settled")
                : fit;
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
