package io.selfhealing.agent.quarantine.backfill;

import io.selfhealing.agent.heal.pattern.Binding;
import io.selfhealing.agent.heal.pattern.Conversions;
import io.selfhealing.agent.heal.pattern.Fit;
import io.selfhealing.agent.schema.ColumnType;
import io.selfhealing.agent.schema.TypeFamily;
import io.selfhealing.agent.sql.Product;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/** Makes kept values fit the columns of today: without loss, or not at all. */
final class Fitting {
    private final Conversions conversions;
    private final Product product;

    Fitting(Conversions conversions, Product product) {
        this.conversions = conversions;
        this.product = product;
    }

    /**
     * The value for a column of that type.
     *
     * @throws RefusedException where it does not fit
     */
    Bound value(@Nullable Object kept, ColumnType type) throws RefusedException {
        if (kept == null) {
            return Bound.NULL;
        }
        Object plain = kept instanceof Character ? kept.toString() : kept;
        Fit fit = conversions.fit(plain, plain instanceof String ? Binding.STRING : Binding.OBJECT, type, product);
        if (fit instanceof Fit.Converted converted) {
            return new Bound(converted.value(), converted.sqlType());
        }
        if (fit instanceof Fit.Refused refused) {
            throw new RefusedException(refused.reason());
        }
        return new Bound(plain, isLeftToDatabase(plain, type) ? Types.OTHER : null);
    }

    /** PostgreSQL takes a string for a column of another type only where it is told that it is not one. */
    private boolean isLeftToDatabase(Object value, ColumnType type) {
        return product == Product.POSTGRESQL && value instanceof String && type.family() != TypeFamily.TEXT;
    }

    /**
     * A value to find a row by. A database that converts what it compares may find another row than was meant.
     *
     * @throws RefusedException where that is possible
     */
    Bound key(Object kept, ColumnType type) throws RefusedException {
        Bound bound = value(kept, type);
        Object value = bound.value();
        boolean strict = product == Product.POSTGRESQL;
        if (strict || bound.sqlType() != null || (value != null && Conversions.atHome(value, type.family()))) {
            return bound;
        }
        boolean text = value instanceof String;
        boolean alike = switch (type.family()) {
            case DATE, TIME, TIMESTAMP, TIMESTAMP_ZONED -> value instanceof java.time.temporal.Temporal;
            case ENUM, INTERVAL, OTHER -> text;
            case BOOLEAN -> value instanceof Boolean;
            default -> false;
        };
        if (!alike) {
            throw new RefusedException("the row's key is of type " + type.name() + " now");
        }
        return bound;
    }
}
