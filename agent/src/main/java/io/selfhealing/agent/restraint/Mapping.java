package io.selfhealing.agent.restraint;

import io.selfhealing.agent.heal.Step;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a heal does, by the names that events tell.
 *
 * @param table where the write goes, with its schema
 * @param from the column that the statement names, or the table with its schema; for a column that is filled its own name
 * @param to where it goes; null where it is left out, {@link #FILLED} where it is filled
 */
public record Mapping(String table, String from, @Nullable String to) {
    /** No column is called so. */
    public static final String FILLED = "(default)";

    private static final int ID_BYTES = 4;

    /** Of a step of a heal. */
    public static Mapping of(String table, Step step) {
        if (step instanceof Step.Rename rename) {
            return new Mapping(table, rename.from(), rename.to());
        }
        if (step instanceof Step.RenameTable move) {
            return new Mapping(table, move.fromSchema() + "." + move.from(), move.toSchema() + "." + move.to());
        }
        return step instanceof Step.LeaveOut left
                ? new Mapping(table, left.column(), null)
                : new Mapping(table, ((Step.Fill) step).column(), FILLED);
    }

    /** Eight digits that stand for it on a command line. */
    public String id() {
        String text = table + "|" + from + "|" + (to == null ? "" : to);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** For people. */
    public String told() {
        return table + ": " + from + (to == null ? " is left out" : to.equals(FILLED) ? " is filled" : " → " + to);
    }
}
