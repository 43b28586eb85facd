package io.selfhealing.agent.cli;

import io.selfhealing.agent.config.Printable;
import java.lang.reflect.Array;
import org.jspecify.annotations.Nullable;

/** Values for people: short, and harmless to a terminal. */
final class Shown {
    private static final int WIDEST = 60;

    private Shown() {}

    static String value(@Nullable Object value) {
        String text = text(whole(value));
        return text.length() <= WIDEST ? text : text.substring(0, WIDEST) + "…";
    }

    /** However long it is; of an array its length and type. */
    static String whole(@Nullable Object value) {
        return value != null && value.getClass().isArray()
                ? Array.getLength(value) + " x "
                        + value.getClass().getComponentType().getSimpleName()
                : String.valueOf(value);
    }

    /** Whole. */
    static String text(String text) {
        return Printable.line(text);
    }
}
