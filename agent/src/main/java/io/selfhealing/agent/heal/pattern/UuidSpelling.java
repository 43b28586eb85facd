package io.selfhealing.agent.heal.pattern;

import io.selfhealing.agent.schema.ColumnType;
import io.selfhealing.agent.schema.TypeFamily;
import io.selfhealing.agent.sql.Product;
import java.sql.Types;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A UUID spelled in one of its usual ways, in a column of UUIDs; or a UUID in a column of text. */
final class UuidSpelling implements Conversion {
    private static final int CANONICAL_LENGTH = 36;
    private static final String HYPHENS = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
    private static final String DIGITS = "[0-9a-f]{32}";
    private static final Pattern SPELLING = Pattern.compile(
            "(?:urn:uuid:)?(" + HYPHENS + ")|\\{(" + HYPHENS + ")}|(" + DIGITS + ")|\\{(" + DIGITS + ")}",
            Pattern.CASE_INSENSITIVE);

    @Override
    public boolean covers(TypeFamily family) {
        return family == TypeFamily.UUID || family == TypeFamily.TEXT;
    }

    @Override
    public Fit fit(Object value, Binding binding, ColumnType type, Product product) {
        if (type.family() == TypeFamily.TEXT) {
            boolean needed = product == Product.POSTGRESQL && binding != Binding.OTHER_TYPE;
            return needed && value instanceof UUID uuid ? toText(uuid, type) : Fit.AS_IS;
        }
        if (binding != Binding.STRING || !(value instanceof String text)) {
            return Fit.AS_IS;
        }
        Matcher matcher = SPELLING.matcher(text);
        if (!matcher.matches()) {
            return new Fit.Refused("a string that is no UUID, for " + type.name());
        }
        // H2 and MariaDB read hyphens and bare digits themselves; converting more than it must would only hide that.
        if (product != Product.POSTGRESQL && (text.length() == CANONICAL_LENGTH || matcher.group(3) != null)) {
            return Fit.AS_IS;
        }
        if (product.speaksMySql()) {
            return Conversion.converted(hyphened(matcher), Types.VARCHAR, "string to " + type.name());
        }
        return Conversion.converted(UUID.fromString(hyphened(matcher)), Types.OTHER, "string to " + type.name());
    }

    private static Fit toText(UUID uuid, ColumnType type) {
        return type.length() == 0 || type.length() >= CANONICAL_LENGTH
                ? Conversion.converted(uuid.toString(), Types.VARCHAR, "uuid to " + type.name())
                : new Fit.Refused("a UUID needs 36 characters, " + type.name() + " has less");
    }

    private static String hyphened(Matcher matcher) {
        for (int group = 1; group <= 2; group++) {
            if (matcher.group(group) != null) {
                return matcher.group(group).toLowerCase(Locale.ROOT);
            }
        }
        String digits = matcher.group(3) != null ? matcher.group(3) : matcher.group(4);
        return new StringBuilder(digits.toLowerCase(Locale.ROOT))
                .insert(20, '-')
                .insert(16, '-')
                .insert(12, '-')
                .insert(8, '-')
                .toString();
    }
}
