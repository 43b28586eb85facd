package io.selfhealing.agent.heal.pattern;

import io.selfhealing.agent.schema.ColumnType;
import io.selfhealing.agent.schema.TypeFamily;
import io.selfhealing.agent.sql.Product;
import java.math.BigDecimal;
import java.sql.Types;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Yes or no, where it was kept as a word or as 0 and 1 and is a boolean now, or the other way round. The spellings are those
 * that PostgreSQL reads as a boolean in a literal; any other number or word is refused.
 */
final class Truth implements Conversion {
    private static final Map<String, Boolean> SPELLINGS = Map.ofEntries(
            Map.entry("true", true),
            Map.entry("t", true),
            Map.entry("yes", true),
            Map.entry("y", true),
            Map.entry("on", true),
            Map.entry("1", true),
            Map.entry("false", false),
            Map.entry("f", false),
            Map.entry("no", false),
            Map.entry("n", false),
            Map.entry("off", false),
            Map.entry("0", false));

    @Override
    public boolean covers(TypeFamily family) {
        return family == TypeFamily.BOOLEAN || family == TypeFamily.INTEGER || family == TypeFamily.DECIMAL;
    }

    @Override
    public Fit fit(Object value, Binding binding, ColumnType type, Product product) {
        if (product != Product.POSTGRESQL || binding == Binding.OTHER_TYPE) {
            return Fit.AS_IS;
        }
        if (type.family() != TypeFamily.BOOLEAN) {
            return value instanceof Boolean truth ? toNumber(truth, type) : Fit.AS_IS;
        }
        boolean string = binding == Binding.STRING && value instanceof String;
        if (!string && !(value instanceof Number)) {
            return Fit.AS_IS;
        }
        Boolean truth = value instanceof Number number ? ofNumber(number) : ofWord(value.toString());
        return truth == null
                ? new Fit.Refused("neither yes nor no, for " + type.name())
                : Conversion.converted(truth, Types.BOOLEAN, (string ? "string" : "number") + " to " + type.name());
    }

    private static Fit toNumber(boolean truth, ColumnType type) {
        int number = truth ? 1 : 0;
        if (type.family() == TypeFamily.DECIMAL) {
            return type.length() == 0 || type.length() > type.scale()
                    ? Conversion.converted(BigDecimal.valueOf(number), Types.NUMERIC, "boolean to " + type.name())
                    : Fit.AS_IS;
        }
        return switch (type.length()) {
            case Short.BYTES -> Conversion.converted(number, Types.SMALLINT, "boolean to " + type.name());
            case Integer.BYTES -> Conversion.converted(number, Types.INTEGER, "boolean to " + type.name());
            case Long.BYTES -> Conversion.converted((long) number, Types.BIGINT, "boolean to " + type.name());
            default -> Fit.AS_IS;
        };
    }

    private static @Nullable Boolean ofWord(String word) {
        return SPELLINGS.get(word.toLowerCase(Locale.ROOT));
    }

    private static @Nullable Boolean ofNumber(Number number) {
        if (number.getClass() == BigDecimal.class) {
            BigDecimal decimal = (BigDecimal) number;
            return decimal.signum() == 0 ? Boolean.FALSE : decimal.compareTo(BigDecimal.ONE) == 0 ? Boolean.TRUE : null;
        }
        boolean exact = number instanceof Integer
                || number instanceof Long
                || number instanceof Short
                || number instanceof Byte;
        return exact ? SPELLINGS.get(number.toString()) : null;
    }
}
