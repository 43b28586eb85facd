package io.selfhealing.agent.report;

import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.TableSnapshot;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What a table looks like, as a short text that is the same as long as its columns and its key are. */
public final class Shape {
    private Shape() {}

    /** Sixteen hexadecimal digits. */
    public static String fingerprint(TableSnapshot table) {
        StringBuilder all = new StringBuilder(table.kind() + "\n" + table.primaryKey() + "\n");
        for (Column column : table.columns()) {
            all.append(column.name())
                    .append('\t')
                    .append(column.type().name())
                    .append('\t')
                    .append(column.type().labels())
                    .append('\t')
                    .append(column.required())
                    .append('\t')
                    .append(column.source())
                    .append('\n');
        }
        return hash(all.toString(), 16);
    }

    static String hash(String text, int digits) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, digits);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
