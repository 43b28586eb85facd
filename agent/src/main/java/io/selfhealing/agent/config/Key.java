package io.selfhealing.agent.config;

import java.util.Locale;

/**
 * Something that the operator can set.
 *
 * @param name without the prefix {@code selfhealing.}
 * @param byDefault the value where none is given, as one would write it; empty means none
 * @param whenUnreadable the value where one is given that cannot be read: the most cautious one, since what the operator
 *     wanted is not known; empty means none
 * @param sentence what it does, for the reference page
 */
record Key<T>(String name, KeyType<T> type, String byDefault, String whenUnreadable, String sentence) {
    private static final String PREFIX = "selfhealing.";

    static <T> Key<T> of(String name, KeyType<T> type, String byDefault, String sentence) {
        return new Key<>(name, type, byDefault, byDefault, sentence);
    }

    Key<T> unreadableIs(String value) {
        return new Key<>(name, type, byDefault, value, sentence);
    }

    /** As a system property: {@code selfhealing.schema.ttl}. */
    String property() {
        return PREFIX + name;
    }

    /** As an environment variable: {@code SELFHEALING_SCHEMA_TTL}. */
    String variable() {
        return property().toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    T parse(String value) {
        return type.parse().apply(value);
    }
}
