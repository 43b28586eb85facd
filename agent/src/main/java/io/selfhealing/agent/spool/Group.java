package io.selfhealing.agent.spool;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Frames that one write and one {@code fsync} make durable together; those who appended them wait for it. */
final class Group {
    private static final int FIRST_SIZE = 1 << 12;

    private final CountDownLatch decided = new CountDownLatch(1);
    private final Ids records = new Ids();
    private byte[] bytes = new byte[FIRST_SIZE];
    private int length;

    private volatile int count;
    private volatile SpoolException.@Nullable Reason failure;
    private volatile @Nullable Throwable cause;

    /** Only while the group is open, under the lock of who opened it. */
    void add(Frame frame) {
        byte[] added = frame.bytes();
        if (length + added.length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, added.length), 2 * bytes.length));
        }
        System.arraycopy(added, 0, bytes, length, added.length);
        length += added.length;
        int more = count + 1;
        count = more;
        if (frame.kind() == Kind.RECORD) {
            records.add(frame.id());
        }
    }

    /** How many frames it has by now. */
    int count() {
        return count;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    Ids records() {
        return records;
    }

    void fail(SpoolException.Reason reason, Throwable why) {
        cause = why;
        failure = reason;
    }

    /** What came of it is known. */
    void decide() {
        decided.countDown();
    }

    /** Returns when what came of it is known. An interrupt waits: the disk cannot be told to hurry. */
    void await() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    decided.await();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Each who waited gets an exception of its own. */
    void throwFailure(String log) throws SpoolException {
        SpoolException.Reason reason = failure;
        if (reason != null) {
            throw new SpoolException(reason, log + " failed: " + cause, cause);
        }
    }
}
