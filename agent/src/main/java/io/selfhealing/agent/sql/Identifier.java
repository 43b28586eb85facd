package io.selfhealing.agent.sql;

import java.nio.charset.StandardCharsets;

/**
 * An identifier as written.
 *
 * @param text without its quotes, doubled quotes undone
 * @param quoted whether it was written in quotes, and so is taken literally
 */
public record Identifier(String text, boolean quoted) {
    /** PostgreSQL cuts longer names: NAMEDATALEN - 1. */
    private static final int POSTGRES_BYTES = 63;

    /** The name under which the catalog holds it, if it is a table's or a schema's. */
    public String tableName(Dialect dialect) {
        return dialect.product().speaksMySql() ? dialect.tables().fold(text) : name(dialect);
    }

    /** The name under which the catalog holds it; of anything but a table or a schema. */
    public String name(Dialect dialect) {
        if (dialect.product().speaksMySql()) {
            return dialect.folding().fold(text);
        }
        if (dialect.product() != Product.POSTGRESQL) {
            return quoted ? text : dialect.folding().fold(text);
        }
        return cut(quoted || dialect.folding() != Folding.LOWER ? text : foldAscii(text));
    }

    /** In a UTF-8 database PostgreSQL folds A to Z and leaves every other letter as it is. */
    private static String foldAscii(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            folded.append(c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c);
        }
        return folded.toString();
    }

    private static String cut(String name) {
        if (name.length() * 3 <= POSTGRES_BYTES || name.getBytes(StandardCharsets.UTF_8).length <= POSTGRES_BYTES) {
            return name;
        }
        int bytes = 0;
        int end = 0;
        while (end < name.length()) {
            int codePoint = name.codePointAt(end);
            bytes += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
            if (bytes > POSTGRES_BYTES) {
                break;
            }
            end += Character.charCount(codePoint);
        }
        return name.substring(0, end);
    }
}
