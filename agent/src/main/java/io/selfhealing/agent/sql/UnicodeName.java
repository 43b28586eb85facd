package io.selfhealing.agent.sql;

/**
 * Names in the standard's spelling with the numbers of characters, {@code U&"d\0061ta"}, which PostgreSQL and H2 read (PostgreSQL
 * manual, 4.1.2.3). With UESCAPE behind it such a name is not read.
 */
final class UnicodeName {
    private static final int SHORT = 4;
    private static final int LONG = 6;
    private static final int HEXADECIMAL = 16;

    private UnicodeName() {}

    /** Whether such a name starts at a character, its quote included. */
    static boolean startsAt(String sql, int at, Product product) {
        return (product == Product.POSTGRESQL || product == Product.H2) && sql.regionMatches(true, at, "U&\"", 0, 3);
    }

    /**
     * The name of a whole token.
     *
     * @return empty where an escape is not a right one: no column is called so
     */
    static String decoded(String token) {
        String text = token.substring(3, token.length() - 1).replace("\"\"", "\"");
        StringBuilder name = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c != '\\') {
                name.append(c);
                i++;
            } else if (text.startsWith("\\", i + 1)) {
                name.append('\\');
                i += 2;
            } else {
                boolean six = text.startsWith("+", i + 1);
                int from = six ? i + 2 : i + 1;
                int to = from + (six ? LONG : SHORT);
                int character = to <= text.length() ? number(text.substring(from, to)) : 0;
                if (character == 0 || !Character.isValidCodePoint(character)) {
                    return "";
                }
                name.appendCodePoint(character);
                i = to;
            }
        }
        return name.toString();
    }

    private static int number(String digits) {
        for (int i = 0; i < digits.length(); i++) {
            if (Character.digit(digits.charAt(i), HEXADECIMAL) < 0) {
                return 0;
            }
        }
        return Integer.parseInt(digits, HEXADECIMAL);
    }
}
