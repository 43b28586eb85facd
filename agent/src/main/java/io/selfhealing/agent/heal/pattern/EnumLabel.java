package io.selfhealing.agent.heal.pattern;

import io.selfhealing.agent.schema.ColumnType;
import io.selfhealing.agent.schema.TypeFamily;
import io.selfhealing.agent.sql.Product;
import java.sql.Types;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A label of an enumeration in another case or with other separators: {@code require_application} where the label is
 * {@code RequireApplication}. A label that is there as it was written is never respelled, and one that fits two is refused.
 */
final class EnumLabel implements Conversion {
    private static final Pattern SEPARATORS = Pattern.compile("[\\s_.-]+");

    @Override
    public boolean covers(TypeFamily family) {
        return family == TypeFamily.ENUM;
    }

    @Override
    public Fit fit(Object value, Binding binding, ColumnType type, Product product) {
        boolean text = binding == Binding.STRING || binding == Binding.OTHER_TYPE;
        if (!text || !(value instanceof String word) || type.labels().isEmpty()) {
            return Fit.AS_IS;
        }
        boolean exactly = type.labels().contains(word);
        if (exactly && (binding == Binding.OTHER_TYPE || product != Product.POSTGRESQL)) {
            return Fit.AS_IS;
        }
        String label = exactly ? word : only(word, type.labels());
        if (label == null) {
            return new Fit.Refused("a string that is not one label of " + type.name());
        }
        int sqlType = product == Product.POSTGRESQL ? Types.OTHER : Types.VARCHAR;
        return Conversion.converted(label, sqlType, (exactly ? "string to " : "spelling of a label of ") + type.name());
    }

    private static @Nullable String only(String word, List<String> labels) {
        String plain = plain(word);
        List<String> same = plain.isEmpty()
                ? List.of()
                : labels.stream().filter(label -> plain(label).equals(plain)).toList();
        return same.size() == 1 ? same.get(0) : null;
    }

    private static String plain(String word) {
        return SEPARATORS.matcher(word).replaceAll("").toLowerCase(Locale.ROOT);
    }
}
