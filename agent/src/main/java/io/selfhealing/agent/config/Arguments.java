package io.selfhealing.agent.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The text after {@code =} in {@code -javaagent:self-healing-agent.jar=…}: {@code key=value,key=value}.
 *
 * <p>A comma inside a value is written {@code \,}, or the whole value stands in single or double quotes. A backslash before
 * anything but a comma is itself, so that Windows paths need no care.
 */
final class Arguments {
    private final String text;
    private final List<String> warnings;
    private final Map<String, String> given = new LinkedHashMap<>();
    private int at;

    private Arguments(String text, List<String> warnings) {
        this.text = text;
        this.warnings = warnings;
    }

    static Map<String, String> parse(String text, List<String> warnings) {
        return new Arguments(text, warnings).all();
    }

    private Map<String, String> all() {
        while (at < text.length()) {
            one();
        }
        return given;
    }

    private void one() {
        String key = until("=,").strip();
        boolean hasValue = at < text.length() && text.charAt(at) == '=';
        at++;
        if (!hasValue) {
            if (!key.isEmpty()) {
                warnings.add(
                        "'" + key + "' (agent arguments) is not key=value and is ignored; a comma inside a value is"
                                + " written \\, or the value is put in quotes");
            }
            return;
        }
        String value = value(key);
        if (given.put(key, value) != null) {
            warnings.add(key + " (agent arguments) is given twice; the last one counts: " + value);
        }
    }

    private String value(String key) {
        char quote = at < text.length() ? text.charAt(at) : ',';
        if (quote != '\'' && quote != '"') {
            String value = until(",");
            at++;
            return value;
        }
        at++;
        int end = text.indexOf(quote, at);
        if (end < 0) {
            warnings.add(key + " (agent arguments) has a quote that is not closed; all that follows is its value");
            end = text.length();
        }
        String value = text.substring(at, end);
        at = end + 1;
        String rest = until(",");
        at++;
        return value + rest;
    }

    private String until(String stops) {
        StringBuilder found = new StringBuilder();
        for (; at < text.length() && stops.indexOf(text.charAt(at)) < 0; at++) {
            if (text.startsWith("\\,", at)) {
                at++;
            }
            found.append(text.charAt(at));
        }
        return found.toString();
    }
}
