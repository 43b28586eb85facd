package io.selfhealing.agent.heal.pattern;

import io.selfhealing.agent.schema.ColumnType;
import io.selfhealing.agent.schema.TypeFamily;
import io.selfhealing.agent.sql.Product;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A list in a column that has become an array of PostgreSQL: a collection, a JSON array of strings or whole numbers, or
 * PostgreSQL's own literal of an array. Any other text is refused, with commas in it or without: nothing tells whether
 * {@code red,blue} is two elements, and whether {@code red} is a list at all.
 */
final class ListToArray implements Conversion {
    private static final int LONGEST = 10_000;
    private static final Pattern INTEGER = Pattern.compile("0|-?[1-9][0-9]{0,18}");

    @Override
    public boolean covers(TypeFamily family) {
        return family == TypeFamily.ARRAY;
    }

    @Override
    public Fit fit(Object value, Binding binding, ColumnType type, Product product) {
        if (product != Product.POSTGRESQL) {
            return Fit.AS_IS;
        }
        boolean text = value instanceof String && binding == Binding.STRING;
        boolean collection = value instanceof Collection<?> && binding == Binding.OBJECT;
        if (!text && !collection) {
            return Fit.AS_IS;
        }
        List<String> literal = text ? ArrayLiteral.read((String) value, LONGEST) : null;
        if (literal != null && fit(literal, type)) {
            return Conversion.converted(value, Types.OTHER, "literal to " + type.name());
        }
        List<String> elements = text ? ofJson((String) value) : ofCollection((Collection<?>) value);
        if (elements == null || !fit(elements, type)) {
            return new Fit.Refused("neither a JSON list nor an array literal, for " + type.name());
        }
        return Conversion.converted(literal(elements), Types.OTHER, "list to " + type.name());
    }

    /** The application's collection may throw whatever it likes. */
    @SuppressWarnings("IllegalCatch")
    private static @Nullable List<String> ofCollection(Collection<?> collection) {
        List<String> elements = new ArrayList<>();
        try {
            for (Object element : collection) {
                boolean plain = element instanceof String
                        || element instanceof Integer
                        || element instanceof Long
                        || element instanceof Short;
                if (!plain || elements.size() == LONGEST) {
                    return null;
                }
                elements.add(element.toString());
            }
        } catch (RuntimeException e) {
            return null;
        }
        return elements;
    }

    private static @Nullable List<String> ofJson(String text) {
        return text.startsWith("[") ? JsonList.read(text, LONGEST) : null;
    }

    private static boolean fit(List<String> elements, ColumnType type) {
        return isOfText(type)
                || switch (element(type)) {
                    case "smallint", "integer", "bigint", "int2", "int4", "int8" ->
                        elements.stream()
                                .allMatch(element -> INTEGER.matcher(element).matches());
                    default -> false;
                };
    }

    private static boolean isOfText(ColumnType type) {
        return switch (element(type)) {
            case "text", "character varying", "varchar" -> true;
            default -> false;
        };
    }

    private static String element(ColumnType type) {
        return type.name().replaceAll("\\(.*|\\[.*", "");
    }

    private static String literal(List<String> elements) {
        return elements.stream()
                .map(element -> '"' + element.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(",", "{", "}"));
    }
}
