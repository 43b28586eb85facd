package io.selfhealing.agent.heal;

import java.util.regex.Pattern;

/** What a text looks like. A text may have several of these forms, and most have none. */
enum ValueForm {
    UUID("UUIDs", true, "[0-9a-fA-F]{8}(-?[0-9a-fA-F]{4}){3}-?[0-9a-fA-F]{12}"),
    EMAIL("e-mail addresses", true, "[^\\s@,;<>]{1,64}@[^\\s@,;<>]+\\.[^\\s@,;<>.]+"),
    URL("URLs", true, "(?i)[a-z][a-z0-9+.-]{1,20}://\\S+"),
    MOMENT("ISO dates", true, "\\d{4}-\\d{2}-\\d{2}([T ]\\d{2}:\\d{2}.*)?"),
    JSON("JSON documents", true, "(?s)\\s*(\\{\\s*[\"}].*|\\[\\s*[{\"\\]].*)"),
    DIGITS("digits", false, "\\d+"),
    HEX("hexadecimal digits", false, "(?=.*\\d)[0-9a-fA-F]{16,}");

    private final String plural;
    private final boolean telling;
    private final Pattern pattern;

    /** @param telling whether one such value is strange among others that have another form or none */
    ValueForm(String plural, boolean telling, String pattern) {
        this.plural = plural;
        this.telling = telling;
        this.pattern = Pattern.compile(pattern);
    }

    boolean matches(String text) {
        return pattern.matcher(text).matches();
    }

    boolean isTelling() {
        return telling;
    }

    @Override
    public String toString() {
        return plural;
    }
}
