package io.selfhealing.agent.spool;

import io.selfhealing.agent.spool.SpoolException.Reason;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Records in a directory's segments, in the order in which they were appended; those that are done go with the oldest
 * segments. Safe for use by many threads: while one waits for the disk, the others gather the next group.
 */
final class SegmentLog implements Closeable {
    static final int LARGEST = 64 << 20;
    /** A larger record would have to be held in memory several times over. */
    private static final int MOST_BYTES =
            (int) Math.min(LARGEST, Runtime.getRuntime().maxMemory() / 8);

    private final Disk disk;
    private final Path directory;
    private final UUID spool;
    private final @Nullable SpoolKey key;
    private final Trust trust;
    private final long segmentBytes;
    private final Consumer<SpoolProblem> problems;
    private final Segments segments;
    private final Tail tail;

    /** Held by who writes, deletes or renames. */
    private final ReentrantLock turn = new ReentrantLock();
    /** Guarded by {@code turn}. */
    private final Companions companions = new Companions();
    /** Done, but no mark of it is durable. Guarded by {@code turn}. */
    private final Ids unmarked = new Ids();

    private final AtomicLong setAsideBytes;
    private final AtomicInteger setAside;
    private boolean directoryIsDirty;
    /** Measured anew after each change, so that an append need not. */
    private volatile long bytes;

    private final Object gatheringLock = new Object();
    private @Nullable Group gathering;
    private long pendingBytes;
    private long nextSequence = 1;
    private boolean closed;

    private SegmentLog(
            Disk disk,
            Path directory,
            UUID spool,
            @Nullable SpoolKey key,
            Trust trust,
            InstantSource clock,
            long segmentBytes,
            LogScan scan,
            Consumer<SpoolProblem> problems) {
        this.disk = disk;
        this.directory = directory;
        this.spool = spool;
        this.key = key;
        this.trust = trust;
        this.segmentBytes = segmentBytes;
        this.problems = problems;
        this.segments = scan.segments();
        this.setAsideBytes = new AtomicLong(scan.setAsideBytes());
        this.setAside = new AtomicInteger(scan.setAside());
        this.tail = new Tail(
                disk, directory, spool, key == null ? null : key.id(), trust, clock, segmentBytes, scan, problems);
        segments.all().forEach(this::hold);
        measure();
    }

    /** What is in it stays readable for as long as this process lives, also where somebody takes its file away. */
    private void hold(Segment segment) {
        try {
            segment.hold(disk.open(segment.path()));
        } catch (IOException e) {
            problems.accept(SpoolProblem.of(segment.path(), "cannot be kept open: " + e));
        }
    }

    /** Whether all is found under its name that is still needed. */
    boolean isWhole() {
        return segments.all().stream().noneMatch(Segment::isTakenAway);
    }

    boolean isAnyInPlace() {
        return segments.all().stream().anyMatch(segment -> !segment.isTakenAway());
    }

    /**
     * Writes anew what was taken away and is still needed.
     *
     * @throws IOException where not all of it could be; that waits as before
     */
    void restore() throws IOException {
        turn.lock();
        try {
            tail.retire();
            new Remaking(disk, directory, problems).of(segments);
        } finally {
            turn.unlock();
        }
    }

    /**
     * The log in a directory that this process has locked.
     *
     * @param spool new: no record of any log bears it yet
     * @throws SpoolException {@code KEY}, where what waits in it is encrypted with another key
     */
    static SegmentLog open(
            Disk disk,
            Path directory,
            UUID spool,
            @Nullable SpoolKey key,
            Trust trust,
            InstantSource clock,
            long segmentBytes,
            Consumer<SpoolProblem> problems)
            throws IOException, SpoolException {
        LogScan scan = new LogScan(disk, directory, trust, problems).read();
        for (String needed : scan.keys()) {
            checkKey(directory, needed, key);
        }
        for (Segment torn : scan.torn()) {
            cut(disk, torn, problems);
        }
        return new SegmentLog(disk, directory, spool, key, trust, clock, segmentBytes, scan, problems);
    }

    static void checkKey(Path directory, String needed, @Nullable SpoolKey key) throws SpoolException {
        if (key == null || !key.id().equals(needed)) {
            throw new SpoolException(
                    Reason.KEY,
                    directory + " is encrypted with key " + needed + ", and "
                            + (key == null ? "none is given" : "given is key " + key.id())
                            + "; it is left as it is until selfhealing.spool.key-file or selfhealing.spool.key-variable"
                            + " names that key",
                    null);
        }
    }

    private static void cut(Disk disk, Segment torn, Consumer<SpoolProblem> problems) {
        String what = "what is behind was being written when its process ended, and was not acknowledged";
        try (Disk.DiskFile file = disk.open(torn.path())) {
            file.truncate(torn.length());
            file.sync();
        } catch (IOException e) {
            what = "cannot be cut off: " + e + "; " + what;
        }
        problems.accept(new SpoolProblem(torn.path(), torn.length(), what));
    }

    /**
     * Appends a record; returns when it is durable.
     *
     * @param room that the record may take, in bytes
     */
    RecordId append(byte[] body, long room) throws SpoolException {
        return append(Kind.RECORD, body, room);
    }

    private RecordId append(Kind kind, byte[] body, long room) throws SpoolException {
        RecordId id;
        Group group;
        boolean first;
        synchronized (gatheringLock) {
            check(body.length, room);
            id = new RecordId(spool, nextSequence++);
            Frame frame = frame(kind, id.sequence(), body);
            Group open = gathering;
            first = open == null;
            group = open == null ? new Group() : open;
            group.add(frame);
            gathering = group;
            pendingBytes += Frame.HEADER + frame.body().length;
        }
        if (first) {
            write(group);
        }
        group.await();
        group.throwFailure(directory.toString());
        return id;
    }

    private void check(int bytes, long room) throws SpoolException {
        if (closed) {
            throw new SpoolException(Reason.CLOSED, directory + " is closed", null);
        }
        if (bytes > MOST_BYTES) {
            throw new SpoolException(
                    Reason.UNKEEPABLE, "a record of " + bytes + " bytes is larger than " + MOST_BYTES, null);
        }
        if (pendingBytes + Frame.HEADER + bytes + trust.overhead() > room) {
            throw new SpoolException(Reason.FULL, bytes + " bytes more are needed", null);
        }
    }

    private Frame frame(Kind kind, long sequence, byte[] body) {
        return key == null || kind != Kind.RECORD
                ? trust.sealed(new Frame(kind, false, spool, sequence, body))
                : key.seal(kind, spool, sequence, body);
    }

    private void write(Group group) {
        turn.lock();
        try {
            companions.await(group);
            synchronized (gatheringLock) {
                gathering = null;
            }
            tail.write(group);
            measure();
            synchronized (gatheringLock) {
                companions.written(group.count() + (gathering == null ? 0 : gathering.count()));
            }
        } catch (RuntimeException | Error e) {
            group.fail(Reason.IN_DOUBT, e);
            throw e;
        } finally {
            turn.unlock();
            synchronized (gatheringLock) {
                pendingBytes -= group.length();
            }
            group.decide();
        }
    }

    /**
     * These records need not be read again; returns when that is durable.
     *
     * @throws SpoolException where it is not: this process does not read them again, another one may
     */
    void done(Ids records) throws SpoolException {
        Ids marked = new Ids();
        turn.lock();
        try {
            segments.done(records);
            unmarked.addAll(records);
            marked.addAll(unmarked);
        } finally {
            turn.unlock();
        }
        mark(marked);
        turn.lock();
        try {
            unmarked.removeAll(marked);
        } finally {
            turn.unlock();
        }
    }

    /** On a full disk there is room for the mark when what is done has gone. */
    private void mark(Ids records) throws SpoolException {
        try {
            append(Kind.DONE, DoneMark.body(records), Long.MAX_VALUE);
        } catch (SpoolException e) {
            if (e.reason() == Reason.CLOSED || !prune(segmentBytes / 4)) {
                throw e;
            }
            append(Kind.DONE, DoneMark.body(records), Long.MAX_VALUE);
        }
        prune(segmentBytes / 4);
    }

    /** These records do not wait, which is to be marked when the next ones are. */
    void forget(Ids records) {
        turn.lock();
        try {
            segments.done(records);
            unmarked.addAll(records);
        } finally {
            turn.unlock();
        }
    }

    /** Marks anew what could not be marked before. */
    void markDone() throws SpoolException {
        boolean needed;
        turn.lock();
        try {
            needed = !unmarked.isEmpty();
        } finally {
            turn.unlock();
        }
        if (needed) {
            done(new Ids());
        }
    }

    /**
     * Deletes what is not needed any more, oldest first, each durably before the next: a segment may hold the marks of those
     * before it, and where they end. Returns whether any went.
     */
    private boolean prune(long keep) {
        boolean any = false;
        turn.lock();
        try {
            if (segments.waiting() == 0 && tail.length() >= keep) {
                tail.retire();
            }
            if (directoryIsDirty) {
                disk.syncDirectory(directory);
                directoryIsDirty = false;
            }
            for (Segment oldest = segments.after(null);
                    oldest != null && oldest.isDone();
                    oldest = segments.after(null)) {
                remove(oldest);
                any = true;
            }
        } catch (IOException e) {
            problems.accept(SpoolProblem.of(directory, "what is done cannot be deleted yet: " + e));
        } finally {
            measure();
            turn.unlock();
        }
        return any;
    }

    private void remove(Segment segment) throws IOException {
        boolean isOurs = !segment.isTakenAway();
        segment.hold(null); // Some systems delete no file that is open.
        try {
            if (!isOurs) {
                throw new NoSuchFileException(segment.path().toString());
            }
            takeAway(segment);
        } catch (NoSuchFileException e) {
            problems.accept(SpoolProblem.of(segment.path(), "was taken away by somebody else"));
        } catch (IOException e) {
            hold(segment);
            throw e;
        }
        segments.remove(segment);
        directoryIsDirty = true;
        disk.syncDirectory(directory);
        directoryIsDirty = false;
    }

    private void takeAway(Segment segment) throws IOException {
        if (segment.isDamaged()) {
            SegmentNames.setAside(disk, segment.path());
            setAside.incrementAndGet();
            setAsideBytes.addAndGet(segment.length());
        } else {
            disk.delete(segment.path());
        }
    }

    private void measure() {
        bytes = segments.bytes() + setAsideBytes.get();
    }

    boolean isWaiting(RecordId record) {
        return segments.isWaiting(record);
    }

    long waiting() {
        return segments.waiting();
    }

    long bytes() {
        return bytes;
    }

    int segments() {
        return segments.count();
    }

    int damaged() {
        return segments.damaged() + setAside.get();
    }

    /** Over what waits, oldest first; what is appended later follows. */
    <T> LogCursor<T> cursor(LogCursor.Decoder<T> decoder) {
        return new LogCursor<>(disk, segments, key, trust, decoder, problems);
    }

    /** What was appended stays; what nobody waits for is deleted. */
    @Override
    public void close() {
        Group last;
        synchronized (gatheringLock) {
            closed = true;
            last = gathering;
        }
        if (last != null) {
            last.await();
        }
        turn.lock();
        try {
            tail.retire();
            prune(0);
            segments.all().forEach(segment -> segment.hold(null));
        } finally {
            turn.unlock();
        }
    }
}
