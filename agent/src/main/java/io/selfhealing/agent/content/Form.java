package io.selfhealing.agent.content;

import java.util.EnumSet;
import java.util.Set;

/** What sort of values a column holds, as far as it matters for comparing them. */
public enum Form {
    /** Whole and decimal numbers. */
    NUMBER,
    /** Text and all that a cast from text leaves as it is: labels of an enum, JSON, UUIDs. */
    WORDS,
    /** Yes or no, which a number tells as 1 or 0. */
    TRUTH,
    DATE,
    LOCAL_MOMENT,
    ZONED_MOMENT,
    FLOATING,
    BYTES,
    OTHER;

    private static final Set<Form> SPELLED_ALIKE = EnumSet.of(NUMBER, WORDS);
    private static final Set<Form> COUNTED_ALIKE = EnumSet.of(NUMBER, TRUTH);

    /**
     * Whether a value that a lossless cast takes from one form to the other has one canonical text, so that two texts are two values.
     * Otherwise values that agree speak for each other, and those that do not say nothing.
     */
    static boolean tellApart(Form old, Form now) {
        Set<Form> both = EnumSet.of(old, now);
        return old == now || both.equals(SPELLED_ALIKE) || both.equals(COUNTED_ALIKE);
    }
}
