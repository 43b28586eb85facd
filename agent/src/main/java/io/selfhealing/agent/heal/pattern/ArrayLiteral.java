package io.selfhealing.agent.heal.pattern;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads PostgreSQL's own literal of an array of one dimension, as the database itself writes it (manual, 8.15.6, "Array Input and
 * Output Syntax").
 */
final class ArrayLiteral {
    private final String text;
    private int at = 1;

    private ArrayLiteral(String text) {
        this.text = text;
    }

    /** The elements as text; null where it is no such literal, or has more elements than that. */
    static @Nullable List<String> read(String text, int most) {
        boolean braces = text.length() >= 2 && text.startsWith("{") && text.endsWith("}");
        if (!braces) {
            return null;
        }
        return text.length() == 2 ? List.of() : new ArrayLiteral(text).elements(most);
    }

    private @Nullable List<String> elements(int most) {
        List<String> elements = new ArrayList<>();
        int end = text.length() - 1;
        while (elements.size() < most) {
            String element = text.charAt(at) == '"' ? quoted(end) : plain(end);
            if (element == null) {
                return null;
            }
            elements.add(element);
            if (at == end) {
                return elements;
            }
            if (text.charAt(at++) != ',') {
                return null;
            }
        }
        return null;
    }

    private @Nullable String quoted(int end) {
        StringBuilder element = new StringBuilder();
        for (at++; at < end; at++) {
            char next = text.charAt(at);
            if (next == '"') {
                at++;
                return element.toString();
            }
            if (next == '\\' && ++at == end) {
                return null;
            }
            element.append(text.charAt(at));
        }
        return null;
    }

    /** Up to the next comma; it may hold blanks, but neither begins nor ends with one. */
    private @Nullable String plain(int end) {
        int from = at;
        while (at < end && text.charAt(at) != ',') {
            if ("\"\\{}".indexOf(text.charAt(at)) >= 0) {
                return null;
            }
            at++;
        }
        String element = text.substring(from, at);
        return element.isEmpty() || !element.equals(element.strip()) ? null : element;
    }
}
