package io.selfhealing.agent.heal.pattern;

import io.selfhealing.agent.schema.ColumnSample;
import io.selfhealing.agent.schema.ColumnType;
import io.selfhealing.agent.schema.TypeFamily;
import io.selfhealing.agent.sql.Product;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes values fit columns whose type has changed, without loss or not at all. Pure; safe for use by several threads.
 *
 * <p>PostgreSQL refuses a string bound as {@code varchar} for every column that is not of text, so there a conversion is
 * certain to be needed. H2 converts nearly everything itself.
 */
public final class Conversions {
    private final @Nullable ZoneId zone;
    private volatile @Nullable List<Conversion> all;

    /** @param zone of moments that are written without one; null where it is not known, so that none is converted */
    public Conversions(@Nullable ZoneId zone) {
        this.zone = zone;
    }

    /** Every one as people are shown it. */
    static List<Listed> listed() {
        return List.of(
                listed("null", "a NULL bound with a type that the column no longer has → the same NULL without a type"),
                listed("string-number", "a string that is a number's own spelling → number; widths are checked"),
                listed(
                        "truth",
                        "true/t/yes/y/on/1 and false/f/no/n/off/0, or the numbers 0 and 1 ↔ boolean, also as literals"),
                listed("enum-label", "a label in another case or with other separators → the one label that it fits"),
                listed(
                        "iso-moment",
                        "a string in ISO 8601 with neither more nor less than the column holds → date, time"),
                listed("zoned-moment", "a moment with a zone ↔ without, in the zone of selfhealing.zone; else refused"),
                listed(
                        "epoch",
                        "seconds, milli- or microseconds since 1970 ↔ timestamp, where the column's own values settle which"),
                listed("uuid", "a UUID in one of its spellings → uuid; a uuid → text of 36 characters"),
                listed(
                        "written-form",
                        "a string that reads as one address, interval or whole amount whatever the settings → inet, cidr, macaddr,"
                                + " interval, money"),
                listed("json", "a map, list, array or record, or a string that is a JSON object or array → JSON"),
                listed(
                        "list-array",
                        "a collection, a JSON list, or the literal {a,b} → array of text or whole numbers"));
    }

    private static Listed listed(String id, String detail) {
        return new Listed("conversion", id, 1, detail);
    }

    /** Never throws, whatever the application's object does when it is asked for its contents. */
    public Fit fit(@Nullable Object value, Binding binding, ColumnType type, Product product) {
        return fit(value, binding, type, product, () -> ColumnSample.NONE);
    }

    /**
     * The same where values of the column may be had, which tell what the type does not.
     *
     * @param sample asked for once, and only where it may settle something
     */
    public Fit fit(
            @Nullable Object value, Binding binding, ColumnType type, Product product, Supplier<ColumnSample> sample) {
        if (value == null || product == Product.OTHER || atHome(value, type.family())) {
            return Fit.AS_IS;
        }
        for (Conversion conversion : all()) {
            if (conversion.covers(type.family())) {
                Fit fit = conversion.fit(value, binding, type, product, sample);
                if (!(fit instanceof Fit.AsIs)) {
                    return fit;
                }
            }
        }
        return Fit.AS_IS;
    }

    /**
     * Whether {@link #fit} can say nothing but {@link Fit#AS_IS}. Asked for every value of every healthy write, before any
     * conversion is loaded.
     */
    public static boolean atHome(Object value, TypeFamily family) {
        return switch (family) {
            case TEXT -> value instanceof String;
            case INTEGER, DECIMAL, FLOATING -> value instanceof Number;
            case BOOLEAN -> value instanceof Boolean;
            case TIMESTAMP, TIMESTAMP_ZONED -> value instanceof Timestamp;
            case DATE -> value instanceof Date;
            case TIME -> value instanceof Time;
            case UUID -> value instanceof UUID;
            case BINARY -> true;
            case INTERVAL, OTHER -> !(value instanceof String);
            case ENUM, JSON, ARRAY -> false;
        };
    }

    /** Whether {@link #fit} may want to know what else is in the column. Asked before anything is made for that. */
    public static boolean wantsSample(Object value, TypeFamily family) {
        return switch (family) {
            case TIMESTAMP, TIMESTAMP_ZONED -> value instanceof Number;
            case INTEGER -> !(value instanceof Number) && !(value instanceof String) && !(value instanceof Boolean);
            default -> false;
        };
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
                    new EpochMoment(zone),
                    new UuidSpelling(),
                    new WrittenForm(),
                    new ObjectToJson(),
                    new ListToArray());
            all = made;
        }
        return made;
    }
}
