package io.selfhealing.agent.cli;

import java.lang.reflect.Array;
import org.jspecify.annotations.Nullable;

/** Values for people: short, and harmless to a terminal. */
final class Shown {
    private static final int WIDEST = 60;

    private Shown() {}

    static String value(@Nullable Object value) {
        if (value != null && value.getClass().isArray()) {
            return Array.getLength(value) + " x "
                    + value.getClass().getComponentType().getSimpleName();
        }
        String text = text(String.valueOf(value));
        return text.length() <= WIDEST ? text : text.substring(0, WIDEST) + "…";
    }

    /** Whole. */
    static String text(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
