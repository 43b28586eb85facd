package io.selfhealing.agent.config;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A pattern in which {@code *} stands for any characters but a dot and {@code ?} for one; case does not matter. A lone
 * {@code *} stands for any name, even one with dots in it.
 */
public final class Glob {
    private final String text;
    private final Pattern pattern;

    public Glob(String text) {
        this.text = text;
        StringBuilder regex = new StringBuilder();
        for (char c : text.toLowerCase(Locale.ROOT).toCharArray()) {
            switch (c) {
                case '*' -> regex.append("[^.]*");
                case '?' -> regex.append("[^.]");
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        this.pattern = Pattern.compile(regex.toString());
    }

    /** The one name that it stands for; empty where it stands for many. */
    Optional<String> only() {
        return text.contains("*") || text.contains("?") ? Optional.empty() : Optional.of(text);
    }

    public boolean matches(String name) {
        return text.equals("*")
                || pattern.matcher(name.toLowerCase(Locale.ROOT)).matches();
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Glob other && other.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
