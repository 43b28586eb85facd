package io.selfhealing.agent.heal.pattern;

import io.selfhealing.agent.schema.ColumnType;
import io.selfhealing.agent.schema.TypeFamily;
import io.selfhealing.agent.sql.Product;
import java.math.BigDecimal;
import java.sql.Types;
import java.util.regex.Pattern;

/** A string in a numeric column: converted where the number, written out again, is that very string. */
final class StringToNumber implements Conversion {
    private static final Pattern PLAIN = Pattern.compile("-?(0|[1-9][0-9]{0,199})(\\.[0-9]{1,200})?");
    private static final Pattern ZERO_WITH_SIGN = Pattern.compile("-0(\\.0+)?");

    @Override
    public boolean covers(TypeFamily family) {
        return family == TypeFamily.INTEGER || family == TypeFamily.DECIMAL || family == TypeFamily.FLOATING;
    }

    @Override
    public Fit fit(Object value, Binding binding, ColumnType type, Product product) {
        if (product != Product.POSTGRESQL || binding != Binding.STRING || !(value instanceof String text)) {
            return Fit.AS_IS;
        }
        if (!PLAIN.matcher(text).matches() || ZERO_WITH_SIGN.matcher(text).matches()) {
            return new Fit.Refused("a string that is no plain number, for " + type.name());
        }
        BigDecimal number = new BigDecimal(text);
        return switch (type.family()) {
            case INTEGER -> integer(number, type);
            case DECIMAL -> decimal(number, type);
            default -> floating(number, text, type);
        };
    }

    private static Fit integer(BigDecimal number, ColumnType type) {
        int bytes = type.length() == 0 ? Long.BYTES : type.length();
        if (number.scale() > 0 || number.unscaledValue().bitLength() >= bytes * Byte.SIZE) {
            return tooLarge(type);
        }
        return switch (bytes) {
            case Short.BYTES -> converted(number.intValueExact(), Types.SMALLINT, type);
            case Integer.BYTES -> converted(number.intValueExact(), Types.INTEGER, type);
            case Long.BYTES -> converted(number.longValueExact(), Types.BIGINT, type);
            default -> Fit.AS_IS;
        };
    }

    private static Fit decimal(BigDecimal number, ColumnType type) {
        int integerDigits = number.precision() - number.scale();
        boolean fits =
                type.length() == 0 || (number.scale() <= type.scale() && integerDigits <= type.length() - type.scale());
        return fits ? converted(number, Types.NUMERIC, type) : tooLarge(type);
    }

    private static Fit floating(BigDecimal number, String text, ColumnType type) {
        boolean single = type.name().equalsIgnoreCase("real") || type.name().equalsIgnoreCase("float4");
        if (single) {
            float nearest = number.floatValue();
            boolean exact = Float.isFinite(nearest) && writes(Float.toString(nearest), text);
            return exact ? converted(nearest, Types.REAL, type) : tooLarge(type);
        }
        double nearest = number.doubleValue();
        boolean exact = Double.isFinite(nearest) && writes(Double.toString(nearest), text);
        return exact ? converted(nearest, Types.DOUBLE, type) : tooLarge(type);
    }

    /** Whether the shortest spelling of a binary number is the text; {@code 4} and {@code 4.0} both stand for 4. */
    private static boolean writes(String shortest, String text) {
        BigDecimal written = new BigDecimal(shortest);
        return written.toPlainString().equals(text)
                || written.stripTrailingZeros().toPlainString().equals(text);
    }

    private static Fit converted(Object number, int sqlType, ColumnType type) {
        return Conversion.converted(number, sqlType, "string to " + type.name());
    }

    private static Fit tooLarge(ColumnType type) {
        return new Fit.Refused("a number that " + type.name() + " does not hold exactly");
    }
}
