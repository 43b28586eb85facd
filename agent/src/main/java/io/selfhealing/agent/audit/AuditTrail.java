package io.selfhealing.agent.audit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What a log says, and whether it can be believed.
 *
 * @param head of what was read
 * @param findings what is wrong with it, for people; none where every line is as it was written
 * @param torn lines that were cut off when a process ended: no finding, and no loss
 */
public record AuditTrail(AuditHead head, List<String> findings, int torn) {
    public AuditTrail {
        findings = List.copyOf(findings);
    }

    /**
     * Reads all of it.
     *
     * @param known a head from an earlier time; null where none was kept elsewhere
     * @param lines is given each line's number and text that is sound in itself, oldest first
     */
    public static AuditTrail read(Path home, @Nullable AuditHead known, BiConsumer<Long, String> lines)
            throws IOException {
        Reading reading = new Reading(known, AuditLog.kept(home), lines);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(home.resolve("audit.jsonl")))) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (next == '\n') {
                    reading.line(line.toByteArray());
                    line.reset();
                } else if (line.size() <= AuditLog.LONGEST) {
                    line.write(next); // What follows is none of ours: the line is not sound, and takes no memory.
                }
            }
            if (line.size() > 0) {
                reading.torn++;
            }
        } catch (NoSuchFileException e) {
            // Nothing has happened yet, or all of it was taken away: the head tells.
        }
        return reading.end();
    }

    private static final class Reading {
        private final @Nullable AuditHead known;
        private final AuditHead kept;
        private final BiConsumer<Long, String> lines;
        private final List<String> findings = new ArrayList<>();
        private AuditHead last = AuditHead.NONE;
        private int torn;

        Reading(@Nullable AuditHead known, AuditHead kept, BiConsumer<Long, String> lines) {
            this.known = known;
            this.kept = kept;
            this.lines = lines;
        }

        void line(byte[] bytes) {
            AuditLine line = AuditLine.read(bytes);
            String hash = AuditLine.hash(bytes);
            long number = line == null ? last.number() + 1 : line.number();
            if (line == null) {
                torn++;
            } else {
                if (number != last.number() + 1) {
                    findings.add(
                            number > last.number() + 1
                                    ? "lines " + (last.number() + 1) + " to " + (number - 1) + " are missing"
                                    : "line " + number + " comes after line " + last.number());
                } else if (!line.previous().equals(last.hash())) {
                    findings.add("line " + last.number() + " was altered: line " + number + " knows another");
                }
                lines.accept(number, new String(bytes, StandardCharsets.UTF_8));
            }
            last = new AuditHead(number, hash);
            compare(known, "the given head");
            compare(kept, "audit.head");
        }

        private void compare(@Nullable AuditHead head, String where) {
            if (head != null && head.number() == last.number() && !head.hash().equals(last.hash())) {
                findings.add("line " + head.number() + " was altered: " + where + " knows another");
            }
        }

        AuditTrail end() {
            beyond(known, "the given head");
            beyond(kept, "audit.head");
            return new AuditTrail(last, findings, torn);
        }

        private void beyond(@Nullable AuditHead head, String where) {
            if (head != null && head.number() > last.number()) {
                findings.add("lines " + (last.number() + 1) + " to " + head.number() + " are missing at the end: "
                        + where + " knows of them");
            }
        }
    }
}
