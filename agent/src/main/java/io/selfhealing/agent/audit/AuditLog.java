package io.selfhealing.agent.audit;

import io.selfhealing.agent.config.BoundedFile;
import io.selfhealing.agent.config.FileGuard;
import io.selfhealing.agent.config.PrivateFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;

/**
 * {@code audit.jsonl} under the agent's home: each line holds the hash of the one before it, so that none can be removed or
 * altered without that being seen. The last line's is kept beside it, for the end could be cut off otherwise. Several
 * processes may write to it.
 *
 * <p>Who may write to the home can write all of it anew. Against that only a head that is kept elsewhere helps.
 */
public final class AuditLog {
    /** Longer than any line: names are cut. */
    static final int LONGEST = 1 << 16;

    /** Long enough for a few people at once on a machine that is in trouble. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final int MOST_CHARACTERS = 1_000;

    private final Path file;
    private final Path head;
    private final Path lock;
    private final InstantSource clock;

    /** Nothing is made before the first entry. */
    public AuditLog(Path home, InstantSource clock) {
        this.file = home.resolve("audit.jsonl");
        this.head = home.resolve("audit.head");
        this.lock = home.resolve("audit.lock");
        this.clock = clock;
    }

    /** Adds a line; returns when it is on disk. @throws IOException where it is not, or may not be */
    @SuppressWarnings("try") // the guard is held, and not asked for anything
    public void append(AuditEntry entry) throws IOException {
        // What is slow the first time is done before others have to wait for it.
        String unused = AuditLine.hash(line(AuditHead.NONE, entry).bytes());
        try (FileGuard held = FileGuard.take(lock, PATIENCE)) {
            PrivateFile.createIfMissing(file);
            try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
                AuditLine line = line(endOf(out), entry);
                byte[] bytes = line.bytes();
                byte[] withEnd = Arrays.copyOf(bytes, bytes.length + 1);
                withEnd[bytes.length] = '\n';
                out.write(withEnd);
                out.getFD().sync();
                AuditHead now = new AuditHead(line.number(), AuditLine.hash(bytes));
                PrivateFile.replace(head, (now + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private AuditLine line(AuditHead last, AuditEntry entry) {
        return new AuditLine(
                last.number() + 1, clock.instant(), ProcessHandle.current().pid(), cut(entry), last.hash());
    }

    private static AuditEntry cut(AuditEntry entry) {
        return new AuditEntry(cut(entry.who()), cut(entry.act()), cut(entry.on()), cut(entry.why()));
    }

    private static String cut(String text) {
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "…";
    }

    /** Goes to the end, and ends a line that was torn by the end of a process: it stays, and the next one holds its hash. */
    private static AuditHead endOf(RandomAccessFile out) throws IOException {
        long length = out.length();
        if (length == 0) {
            return AuditHead.NONE;
        }
        byte[] tail = new byte[(int) Math.min(length, 2L * LONGEST)];
        out.seek(length - tail.length);
        out.readFully(tail);
        int end = tail.length;
        if (tail[end - 1] == '\n') {
            end--;
        } else {
            out.write('\n');
        }
        int start = end;
        while (start > 0 && tail[start - 1] != '\n') {
            start--;
        }
        byte[] last = Arrays.copyOfRange(tail, start, end);
        return new AuditHead(number(tail, start, last), AuditLine.hash(last));
    }

    /** A line that is torn or was tampered with counts one more than the nearest good one before it. */
    private static long number(byte[] tail, int start, byte[] last) {
        AuditLine line = AuditLine.read(last);
        if (line != null || start == 0) {
            return line == null ? 0 : line.number();
        }
        int end = start - 1;
        int before = end;
        while (before > 0 && tail[before - 1] != '\n') {
            before--;
        }
        return number(tail, before, Arrays.copyOfRange(tail, before, end)) + 1;
    }

    /** The head that is kept beside the log; {@code NONE} where there is none. */
    static AuditHead kept(Path home) throws IOException {
        try {
            byte[] bytes = BoundedFile.read(home.resolve("audit.head"), LONGEST);
            AuditHead head = bytes == null ? null : AuditHead.of(new String(bytes, StandardCharsets.UTF_8));
            return head == null ? AuditHead.NONE : head;
        } catch (NoSuchFileException e) {
            return AuditHead.NONE;
        }
    }
}
