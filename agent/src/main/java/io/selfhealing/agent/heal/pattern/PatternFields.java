package io.selfhealing.agent.heal.pattern;

import com.fasterxml.jackson.databind.JsonNode;
import io.selfhealing.agent.schema.TypeFamily;
import io.selfhealing.agent.sql.Product;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the fields of a pattern may hold. */
final class PatternFields {
    private static final double LEAST = 0;
    private static final double MOST = 1;
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    /** A literal, or a function without arguments that are anything but literals. */
    private static final Pattern EXPRESSION = Pattern.compile(
            "'(?:[^'\\\\]|'')*'|-?[0-9]{1,18}(?:\\.[0-9]{1,18})?" + "|[A-Za-z_][A-Za-z0-9_]{0,62}(?:\\(\\))?");

    private PatternFields() {}

    /** What is wrong with the value of a field, or null. */
    static @Nullable String wrong(String field, JsonNode value) {
        return switch (field) {
            case "id" -> expect(ID.matcher(value.asText("")).matches(), "an id of small letters, digits and hyphens");
            case "shape" -> expect(value.isTextual(), "the name of a shape");
            case "confidence" ->
                expect(
                        value.isNumber() && value.asDouble() > LEAST && value.asDouble() < MOST,
                        "a number above 0 and below 1");
            case "types" -> listed(value, "types of columns", names(TypeFamily.values()));
            case "products" -> listed(value, "databases", names(Product.values()));
            case "from", "to", "names" -> names(value);
            case "groups" -> expect(all(value, group -> all(group, PatternFields::isName)), "a list of lists of names");
            default -> expressions(value);
        };
    }

    private static @Nullable String names(JsonNode value) {
        if (!all(value, PatternFields::isName)) {
            return "expected a list of names";
        }
        for (JsonNode name : value) {
            if (Name.of(name.asText()).joined().equals("tenantid")) {
                return "a tenant is never found by a pattern or filled";
            }
        }
        return null;
    }

    private static @Nullable String expressions(JsonNode value) {
        if (!value.isObject() || value.isEmpty()) {
            return "expected an object of SQL for each type of column";
        }
        List<String> types = names(TypeFamily.values());
        for (var entry : value.properties()) {
            if (!types.contains(entry.getKey())) {
                return "\"" + entry.getKey() + "\" is not one of " + types;
            }
            if (!EXPRESSION.matcher(entry.getValue().asText("")).matches()) {
                return "the SQL for " + entry.getKey() + " is neither a literal nor a function without arguments";
            }
        }
        return null;
    }

    private static @Nullable String listed(JsonNode value, String what, List<String> known) {
        return expect(
                all(value, each -> known.contains(each.asText())), "a list of " + what + ", each one of " + known);
    }

    private static List<String> names(Enum<?>[] constants) {
        return Arrays.stream(constants).map(Enum::name).toList();
    }

    private static boolean isName(JsonNode node) {
        return node.isTextual() && !node.asText().isBlank();
    }

    private static boolean all(JsonNode list, Predicate<JsonNode> test) {
        if (!list.isArray() || list.isEmpty()) {
            return false;
        }
        for (JsonNode each : list) {
            if (!test.test(each)) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable String expect(boolean fulfilled, String what) {
        return fulfilled ? null : "expected " + what;
    }
}
