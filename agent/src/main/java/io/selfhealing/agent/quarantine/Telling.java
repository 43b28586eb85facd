package io.selfhealing.agent.quarantine;

import java.util.regex.Pattern;

/**
 * How much it tells that two rows have the same value, in bits: a boolean hardly anything, a word little, since it may be one of a few
 * states, an address or a moment much.
 */
public final class Telling {
    /** What leaves a chance of one in four thousand. */
    public static final int ENOUGH = 12;

    private static final int MOST = 40;
    private static final int WORD = 6;
    private static final Pattern ONE_WORD = Pattern.compile("[\\p{L}_]+");

    private Telling() {}

    /**
     * How many bits a text tells of the row that holds it.
     *
     * @param sort as of {@link ColumnMark}
     */
    public static int bits(String sort, String text) {
        return switch (sort) {
            case "TRUTH" -> 1;
            case "LABEL" -> 2;
            case "UUID" -> MOST;
            case "MOMENT", "LOCAL_MOMENT" -> 20;
            case "DATE" -> 8;
            case "NUMBER", "FLOATING" -> number(text);
            case "TEXT" -> text(text);
            default -> Math.min(MOST, text.length());
        };
    }

    private static int number(String text) {
        int digits = (int)
                text.replaceFirst("0+$", "").chars().filter(Character::isDigit).count();
        return Math.min(20, digits * 10 / 3);
    }

    private static int text(String text) {
        if (text.isEmpty()) {
            return 0;
        }
        return ONE_WORD.matcher(text).matches() ? WORD : Math.min(MOST, 3 * text.length());
    }
}
