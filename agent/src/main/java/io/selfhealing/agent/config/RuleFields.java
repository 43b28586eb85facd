package io.selfhealing.agent.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One rule of a policy file while it is read. What is wrong with a value is an IllegalArgumentException that says so. */
final class RuleFields {
    static final List<String> NAMES =
            List.of("mode", "critical", "spool", "defaults", "aliases", "expire", "budget", "about");

    private static final Glob EVERY_COLUMN = new Glob("*");

    private List<TablePattern> tables = List.of();
    private @Nullable Mode mode;
    private final List<Glob> critical = new ArrayList<>();
    private @Nullable Keeping spool;
    private final Map<String, String> defaults = new LinkedHashMap<>();
    private final Map<String, String> aliases = new LinkedHashMap<>();
    private @Nullable Duration expire;
    private @Nullable Long budget;

    void tables(String text) {
        tables = Names.tables(text);
        if (tables.isEmpty()) {
            throw new IllegalArgumentException("'" + text + "' names no table");
        }
    }

    void take(String field, JsonNode value) {
        switch (field) {
            case "mode" -> mode = oneOf(Mode.values(), value);
            case "critical" -> critical(value);
            case "spool" -> spool = keeping(value);
            case "defaults" -> defaults(value);
            case "aliases" -> aliases(value);
            case "expire" -> expire = Quantities.expiry(text(value, "a duration such as \"14d\", or \"never\""));
            case "budget" -> budget = budget(value);
            default -> text(value, "a text"); // What people have to say about it.
        }
    }

    /** One for each table that the rule names. */
    List<TableRule> rules() {
        return tables.stream()
                .map(each -> new TableRule(each, mode, critical, spool, defaults, aliases, expire, budget))
                .toList();
    }

    private void critical(JsonNode value) {
        if (value.isBoolean()) {
            critical.addAll(value.asBoolean() ? List.of(EVERY_COLUMN) : List.of());
            return;
        }
        if (!value.isArray()) {
            throw new IllegalArgumentException("expected a list of columns, or true for all of them, and not " + value);
        }
        for (JsonNode each : value) {
            String column = text(each, "a list of columns");
            if (column.isBlank()) {
                throw new IllegalArgumentException("a column without a name");
            }
            critical.add(new Glob(column.strip()));
        }
    }

    private static Keeping keeping(JsonNode value) {
        if (value.isBoolean()) {
            return value.asBoolean() ? Keeping.INSERTS : Keeping.NONE;
        }
        return oneOf(Keeping.values(), value);
    }

    private void defaults(JsonNode value) {
        if (!value.isObject()) {
            throw new IllegalArgumentException("expected an object of columns and SQL, and not " + value);
        }
        value.properties().forEach(each -> {
            String sql = each.getValue().isNumber()
                    ? each.getValue().asText()
                    : text(each.getValue(), "SQL as a text, such as \"'eu'\" or \"CURRENT_TIMESTAMP\"");
            defaults.put(each.getKey(), Names.value(each.getKey(), sql));
        });
    }

    private void aliases(JsonNode value) {
        if (!value.isObject()) {
            throw new IllegalArgumentException("expected an object of old and new names of columns, and not " + value);
        }
        value.properties().forEach(each -> {
            String from = each.getKey();
            String to = text(each.getValue(), "the column's new name as a text");
            if (from.isBlank() || to.isBlank() || from.indexOf('.') >= 0 || to.indexOf('.') >= 0) {
                throw new IllegalArgumentException("\"" + from + "\": \"" + to + "\" are no names of columns");
            }
            aliases.put(from.strip(), to.strip());
        });
    }

    private static long budget(JsonNode value) {
        if (value.isTextual() && value.asText().equals("unlimited")) {
            return Bounds.UNLIMITED;
        }
        if (!value.canConvertToLong() || !value.isIntegralNumber() || value.asLong() < 0) {
            throw new IllegalArgumentException(
                    "expected a number of heals an hour, or \"unlimited\", and not " + value);
        }
        return value.asLong();
    }

    private static <E extends Enum<E>> E oneOf(E[] constants, JsonNode value) {
        for (E each : constants) {
            if (value.isTextual() && each.name().toLowerCase(Locale.ROOT).equals(value.asText())) {
                return each;
            }
        }
        List<String> names = new ArrayList<>();
        for (E each : constants) {
            names.add("\"" + each.name().toLowerCase(Locale.ROOT) + "\"");
        }
        throw new IllegalArgumentException(value + " is not one of " + String.join(", ", names));
    }

    private static String text(JsonNode value, String expected) {
        if (!value.isTextual()) {
            throw new IllegalArgumentException("expected " + expected + ", and not " + value);
        }
        return value.asText();
    }
}
