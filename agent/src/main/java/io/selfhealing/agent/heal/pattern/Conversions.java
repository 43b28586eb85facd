package io.selfhealing.agent.heal.pattern;

import io.selfhealing.agent.schema.ColumnType;
import io.selfhealing.agent.schema.TypeFamily;
import io.selfhealing.agent.sql.Product;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes values fit columns whose type has changed, without loss or not at all. Pure; safe for use by several threads.
 *
 * <p>PostgreSQL refuses a string bound as {@code varchar} for every column that is not of text, so there a conversion is
 * certain to be needed. H2 converts nearly everything itself.
 */
public final class Conversions {
    private static final List<Conversion> ALL = List.of(new StringToNumber(), new ObjectToJson(), new UuidSpelling());
    private static final Set<TypeFamily> COVERED = EnumSet.noneOf(TypeFamily.class);

    static {
        for (TypeFamily family : TypeFamily.values()) {
            if (ALL.stream().anyMatch(conversion -> conversion.covers(family))) {
                COVERED.add(family);
            }
        }
    }

    private Conversions() {}

    /** Whether {@link #fit} may say anything but {@link Fit#AS_IS} for a column of the family. */
    public static boolean mayNeed(TypeFamily family) {
        return COVERED.contains(family);
    }

    /** Never throws, whatever the application's object does when it is asked for its contents. */
    public static Fit fit(@Nullable Object value, Binding binding, ColumnType type, Product product) {
        if (value == null || binding == Binding.OTHER_TYPE || product == Product.OTHER) {
            return Fit.AS_IS;
        }
        for (Conversion conversion : ALL) {
            if (conversion.covers(type.family())) {
                Fit fit = conversion.fit(value, binding, type, product);
                if (!(fit instanceof Fit.AsIs)) {
                    return fit;
                }
            }
        }
        return Fit.AS_IS;
    }
}
