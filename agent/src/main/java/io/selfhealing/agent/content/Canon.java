package io.selfhealing.agent.content;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One text for all spellings of a value between which a cast without loss leads: {@code 5} and {@code 5.00}, a UUID in either
 * case, a text and its bytes, JSON whatever its spaces and the order of its fields, a moment with or without zeros behind the point.
 */
final class Canon {
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d{0,39})(\\.\\d{1,40})?([eE][+-]?\\d{1,2})?");
    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final Pattern MOMENT = Pattern.compile(
            "(\\d{4}-\\d\\d-\\d\\d)(?:[ T](\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d{1,9})?)?))?([zZ]|[+-]\\d\\d(?::?\\d\\d)?)?");
    private static final int UUID_LENGTH = 36;
    /** As digits. */
    private static final int UUID_BYTES = 32;

    private static final JsonMapper JSON = new JsonMapper();

    private Canon() {}

    static String of(String text, Form form) {
        String plain = text.stripTrailing();
        if (form == Form.TRUTH) {
            return truth(plain);
        }
        if (form == Form.BYTES) {
            String read = words(plain);
            return read == null ? bytes(plain.toLowerCase(Locale.ROOT)) : of(read, Form.WORDS);
        }
        boolean digits = startsWithDigit(plain);
        if ((digits || plain.startsWith("-")) && NUMBER.matcher(plain).matches()) {
            return "n:" + number(plain);
        }
        if (plain.length() == UUID_LENGTH && UUID.matcher(plain).matches()) {
            return "u:" + plain.toLowerCase(Locale.ROOT);
        }
        boolean structured = plain.startsWith("{") || plain.startsWith("[");
        String other = structured ? json(plain) : digits ? moment(plain) : null;
        return other == null ? "w:" + plain : other;
    }

    /** Sixteen of them may be a UUID's. */
    private static String bytes(String hex) {
        return hex.length() == UUID_BYTES
                ? "u:"
                        + String.join(
                                "-",
                                hex.substring(0, 8),
                                hex.substring(8, 12),
                                hex.substring(12, 16),
                                hex.substring(16, 20),
                                hex.substring(20))
                : "b:" + hex;
    }

    /** What bytes say that were a text before they were bytes, or may be one after; null where they are none. */
    private static @Nullable String words(String hex) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(HexFormat.of().parseHex(hex)))
                    .toString();
            return text.isEmpty() || text.chars().anyMatch(Character::isISOControl) ? null : text;
        } catch (CharacterCodingException | IllegalArgumentException e) {
            return null;
        }
    }

    /** All that is asked of a text before an expression is: most are words. */
    private static boolean startsWithDigit(String text) {
        return !text.isEmpty() && text.charAt(0) >= '0' && text.charAt(0) <= '9';
    }

    private static String truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "t", "true", "1" -> "n:1";
            case "f", "false", "0" -> "n:0";
            default -> "w:" + text;
        };
    }

    private static String number(String text) {
        BigDecimal number = new BigDecimal(text);
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private static @Nullable String json(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            return node == null ? null : "j:" + sorted(node);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private static JsonNode sorted(JsonNode node) {
        if (node.isObject()) {
            Map<String, JsonNode> fields = new TreeMap<>();
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                fields.put(field.getKey(), sorted(field.getValue()));
            }
            return JsonNodeFactory.instance.objectNode().setAll(fields);
        }
        if (node.isArray()) {
            var elements = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> elements.add(sorted(element)));
            return elements;
        }
        return node.isNumber() ? JsonNodeFactory.instance.textNode("n:" + number(node.asText())) : node;
    }

    private static @Nullable String moment(String text) {
        Matcher parts = MOMENT.matcher(text);
        if (!parts.matches() || (parts.group(2) == null && parts.group(3) != null)) {
            return null;
        }
        String time = parts.group(2) == null ? "00:00" : parts.group(2);
        String zone = parts.group(3);
        try {
            return zone == null
                    ? "d:" + LocalDateTime.parse(parts.group(1) + 'T' + time)
                    : "i:"
                            + OffsetDateTime.parse(parts.group(1) + 'T' + time + offset(zone))
                                    .toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static String offset(String zone) {
        if (zone.length() == 3) {
            return zone + ":00";
        }
        return zone.length() == 5 ? zone.substring(0, 3) + ':' + zone.substring(3) : zone.toUpperCase(Locale.ROOT);
    }
}
