package io.selfhealing.agent.intercept;

import static io.selfhealing.bootstrap.door.SelfHealingDoor.*;

import io.selfhealing.agent.heal.Evidence;
import io.selfhealing.agent.heal.pattern.Binding;
import io.selfhealing.agent.heal.pattern.Conversions;
import io.selfhealing.agent.heal.pattern.Fit;
import io.selfhealing.agent.schema.ColumnType;
import io.selfhealing.agent.sql.Product;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/** Binds what the application bound to the statement that will run, converted where the column's type asks for it. */
final class Binder {
    private final Conversions conversions;

    Binder(Conversions conversions) {
        this.conversions = conversions;
    }

    /**
     * Binds every parameter that has a place.
     *
     * @return why some value was converted, or null where none was
     * @throws SQLException what the driver throws
     */
    @Nullable
    Evidence bind(Bindings bound, PreparedStatement target, Plan plan, Product product) throws SQLException {
        Evidence converted = null;
        for (int i = 1; i <= bound.size(); i++) {
            int to = bound.isSet(i) ? plan.target(i) : 0;
            if (to == 0) {
                continue;
            }
            if (fit(bound, i, plan, product) instanceof Fit.Converted fit) {
                target.setObject(to, fit.value(), fit.sqlType());
                converted = fit.evidence();
                plan.parameterTypes().converted();
            } else {
                Replay.bind(bound, i, target, to);
            }
        }
        return converted;
    }

    /** Whether some bound value would be converted. */
    boolean converts(Bindings bound, Plan plan, Product product) {
        for (int i = 1; i <= bound.size(); i++) {
            if (bound.isSet(i) && fit(bound, i, plan, product) instanceof Fit.Converted) {
                return true;
            }
        }
        return false;
    }

    /** Whether a value that is about to be bound would be converted. */
    boolean converts(int setter, int index, @Nullable Object value, Plan plan, Product product) {
        ColumnType type = plan.type(index);
        return type != null
                && value != null
                && !Conversions.atHome(value, type.family())
                && conversions.fit(value, binding(setter, value, 0), type, product) instanceof Fit.Converted;
    }

    private @Nullable Fit fit(Bindings bound, int index, Plan plan, Product product) {
        ColumnType type = plan.type(index);
        Object value = type == null ? null : bound.boxed(index);
        return type == null || value == null || Conversions.atHome(value, type.family())
                ? null
                : conversions.fit(value, binding(bound, index), type, product);
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
