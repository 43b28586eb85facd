package io.selfhealing.agent.heal.pattern;

import io.selfhealing.agent.schema.ColumnType;
import io.selfhealing.agent.schema.TypeFamily;
import io.selfhealing.agent.sql.Product;
import java.time.ZoneId;
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
    private static final Set<TypeFamily> COVERED =
            EnumSet.complementOf(EnumSet.of(TypeFamily.INTERVAL, TypeFamily.BINARY, TypeFamily.OTHER));

    private final @Nullable ZoneId zone;
    private volatile @Nullable List<Conversion> all;

    /** @param zone of moments that are written without one; null where it is not known, so that none is converted */
    public Conversions(@Nullable ZoneId zone) {
        this.zone = zone;
    }

    /** Whether {@link #fit} may say anything but {@link Fit#AS_IS} for a column of the family. */
    public static boolean mayNeed(TypeFamily family) {
        return COVERED.contains(family);
    }

    /** Never throws, whatever the application's object does when it is asked for its contents. */
    public Fit fit(@Nullable Object value, Binding binding, ColumnType type, Product product) {
        if (value == null || product == Product.OTHER || !mayNeed(type.family())) {
            return Fit.AS_IS;
        }
        for (Conversion conversion : all()) {
            if (conversion.covers(type.family())) {
                Fit fit = conversion.fit(value, binding, type, product);
                if (!(fit instanceof Fit.AsIs)) {
                    return fit;
                }
            }
        }
        return Fit.AS_IS;
    }

    /** Made when a value first needs it: reading JSON takes a library that most starts never load. */
    private List<Conversion> all() {
        List<Conversion> made = all;
        if (made == null) {
            made = List.of(
                    new StringToNumber(),
                    new Truth(),
                    new EnumLabel(),
                    new IsoMoment(zone),
                    new ZonedMoment(zone),
                    new UuidSpelling(),
                    new ObjectToJson(),
                    new ListToArray());
            all = made;
        }
        return made;
    }
}
