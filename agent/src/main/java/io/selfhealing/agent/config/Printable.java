package io.selfhealing.agent.config;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Text for people, in which nothing steers a terminal, forges a line or reorders what is read. Names of tables and columns, SQL and
 * file names are the work of strangers: control characters (C0, C1), format characters (bidirectional overrides, zero width) and
 * the line ends of Unicode are shown as the escapes {@code \}{@code uXXXX}, which JSON reads as the characters themselves.
 */
public final class Printable {
    private Printable() {}

    /** One line, whatever is in the text. */
    public static String line(String text) {
        return of(text, false);
    }

    /** The same, but for line feeds, carriage returns before them, and tabulators, which stay. */
    public static String lines(String text) {
        return of(text, true);
    }

    /** Whether some character would be shown as an escape. */
    public static boolean isNeededFor(String text) {
        return text.codePoints().anyMatch(Printable::isHarmful);
    }

    private static String of(String text, boolean keepsLines) {
        StringBuilder shown = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean kept = keepsLines
                    && (c == '\n' || c == '\t' || (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n'));
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            int point = pair ? text.codePointAt(i) : c;
            int units = pair ? 2 : 1;
            if (!kept && isHarmful(point)) {
                shown = shown == null ? new StringBuilder(text.length() + 16).append(text, 0, i) : shown;
                for (int unit = 0; unit < units; unit++) {
                    shown.append(String.format(Locale.ROOT, "\\u%04x", (int) text.charAt(i + unit)));
                }
            } else if (shown != null) {
                shown.append(text, i, i + units);
            }
            i += units - 1;
        }
        return shown == null ? text : shown.toString();
    }

    private static boolean isHarmful(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }

    /** A stream whose texts reach the other one as {@link #lines} has them; bytes pass as they are. */
    public static PrintStream stream(PrintStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8) {
            @Override
            public void print(String text) {
                to.print(lines(String.valueOf(text)));
            }

            @Override
            public void print(char c) {
                print(String.valueOf(c));
            }

            @Override
            public void print(char[] text) {
                print(new String(text));
            }

            @Override
            public void print(Object object) {
                print(String.valueOf(object));
            }

            @Override
            public void println() {
                to.println();
            }

            @Override
            public void println(String text) {
                to.println(lines(String.valueOf(text)));
            }

            @Override
            public void println(Object object) {
                println(String.valueOf(object));
            }

            @Override
            public void flush() {
                to.flush();
            }
        };
    }
}
