package io.selfhealing.agent.audit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How far the log had come at some time: whoever keeps one elsewhere can tell later whether anything before it was touched.
 *
 * @param number of its last line; 0 where there was none
 * @param hash of that line
 */
public record AuditHead(long number, String hash) {
    static final AuditHead NONE = new AuditHead(0, AuditLine.START);

    private static final Pattern FORM = Pattern.compile("\\s*(\\d{1,18}):([0-9a-f]{64})\\s*");

    /** As {@link #toString} gives it; null where the text is none. */
    public static @Nullable AuditHead of(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches() ? new AuditHead(Long.parseLong(matcher.group(1)), matcher.group(2)) : null;
    }

    @Override
    public String toString() {
        return number + ":" + hash;
    }
}
