package io.selfhealing.agent.spool;

import java.io.Closeable;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Goes over what waits in a log, in its order, holding one record at a time. Not safe for use by several threads. */
final class LogCursor<T> implements Closeable {
    /** Makes of a body what it holds, null where nobody wants it; throws a RuntimeException where it holds something else. */
    interface Decoder<T> {
        @Nullable
        T decode(RecordId id, byte[] body) throws IOException;
    }

    private final Disk disk;
    private final Segments segments;
    private final @Nullable SpoolKey key;
    private final Trust trust;
    private final Decoder<T> decoder;
    private final Consumer<SpoolProblem> problems;

    private @Nullable Segment segment;
    private Disk.@Nullable DiskFile file;
    private @Nullable FrameScanner scanner;
    private @Nullable RecordId frameId;
    private @Nullable RecordId lastId;
    private boolean afterDamage;

    LogCursor(
            Disk disk,
            Segments segments,
            @Nullable SpoolKey key,
            Trust trust,
            Decoder<T> decoder,
            Consumer<SpoolProblem> problems) {
        this.disk = disk;
        this.segments = segments;
        this.key = key;
        this.trust = trust;
        this.decoder = decoder;
        this.problems = problems;
    }

    /** Id of the frame that held what {@link #next} returned last. */
    @Nullable
    RecordId frameId() {
        return frameId;
    }

    /** Null where nothing more waits by now. */
    @Nullable
    T next() {
        while (true) {
            Segment current = segment;
            FrameScanner open = scanner;
            if (current == null || open == null) {
                if (!advance()) {
                    return null;
                }
                continue;
            }
            boolean mayGrow = current.isGrowing();
            Found found;
            try {
                found = open.next(current.length());
            } catch (IOException e) {
                problems.accept(SpoolProblem.of(current.path(), "cannot be read to its end: " + e));
                leave();
                continue;
            }
            if (found == null) {
                if (mayGrow) {
                    return null;
                }
                loseUpTo(current, null);
                leave();
                continue;
            }
            T value = take(current, found);
            if (value != null) {
                return value;
            }
        }
    }

    private @Nullable T take(Segment current, Found found) {
        if (found instanceof Found.Sound sound) {
            Frame frame = sound.frame();
            if (!trust.holds(frame, sound.end(), current.unsealed())) {
                // It is not what was looked through at the start, so it takes the place of something that waited.
                if (current.leaveForeign()) {
                    problems.accept(Origin.problem(current.path(), sound));
                }
                afterDamage = true;
                return null;
            }
            loseUpTo(current, frame.id());
            lastId = frame.id();
            return frame.kind() == Kind.RECORD && current.isWaiting(frame.id())
                    ? decoded(current, sound.offset(), frame)
                    : null;
        }
        if (!current.isDamaged()) {
            current.damage();
            problems.accept(LogScan.damage(current, found));
        }
        afterDamage = true;
        return null;
    }

    /** What waited where now there is damage will never be read. */
    private void loseUpTo(Segment current, @Nullable RecordId next) {
        RecordId before = lastId;
        if (!afterDamage) {
            return;
        }
        afterDamage = false;
        boolean sameSpool = before != null && (next == null || next.spool().equals(before.spool()));
        long lost = before == null || !sameSpool
                ? 0
                : current.lose(before.spool(), before.sequence(), next == null ? Long.MAX_VALUE : next.sequence());
        if (lost > 0) {
            problems.accept(SpoolProblem.of(current.path(), lost + " records cannot be read any more"));
        }
    }

    private @Nullable T decoded(Segment current, long offset, Frame frame) {
        String why;
        try {
            T value = decoder.decode(frame.id(), body(frame));
            if (value != null) {
                frameId = frame.id();
            }
            return value;
        } catch (IOException | RuntimeException e) {
            why = "cannot be understood: " + e;
        } catch (GeneralSecurityException e) {
            why = "cannot be decrypted: " + e;
        }
        current.damage();
        current.done(frame.id());
        problems.accept(new SpoolProblem(current.path(), offset, why));
        return null;
    }

    private byte[] body(Frame frame) throws GeneralSecurityException {
        if (!frame.isEncrypted()) {
            return frame.content();
        }
        if (key == null) {
            throw new GeneralSecurityException("no key is given");
        }
        return key.open(frame);
    }

    private boolean advance() {
        Segment next = segments.after(segment);
        if (next == null) {
            return false;
        }
        segment = next;
        lastId = null;
        afterDamage = false;
        try {
            Disk.DiskFile opened = next.open(disk);
            file = opened;
            scanner = new FrameScanner(opened, FileHeader.LENGTH);
        } catch (IOException e) {
            if (!next.isDone()) {
                problems.accept(SpoolProblem.of(next.path(), "cannot be read: " + e));
            }
        }
        return true;
    }

    /** The next segment is the one after this. */
    private void leave() {
        close();
        scanner = null;
    }

    @Override
    public void close() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            // It was only read.
        }
        file = null;
    }
}
