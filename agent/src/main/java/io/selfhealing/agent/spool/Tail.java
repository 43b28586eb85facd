package io.selfhealing.agent.spool;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The end of a log, where groups are written. One thread at a time.
 *
 * <p>A segment is begun when the first group comes, and never continued by another process. After any failure no byte goes
 * to it any more: the next segment says up to where it counts.
 */
final class Tail {
    private static final int MOST_RACES = 100;

    private final Disk disk;
    private final Path directory;
    private final UUID spool;
    private final @Nullable String keyId;
    private final Trust trust;
    private final InstantSource clock;
    private final long segmentBytes;
    private final Segments segments;
    private final Consumer<SpoolProblem> problems;

    private long nextNumber;
    private long previous;
    private long previousLength;
    private @Nullable Segment segment;
    private Disk.@Nullable DiskFile file;

    Tail(
            Disk disk,
            Path directory,
            UUID spool,
            @Nullable String keyId,
            Trust trust,
            InstantSource clock,
            long segmentBytes,
            LogScan scan,
            Consumer<SpoolProblem> problems) {
        this.disk = disk;
        this.directory = directory;
        this.spool = spool;
        this.keyId = keyId;
        this.trust = trust;
        this.clock = clock;
        this.segmentBytes = segmentBytes;
        this.segments = scan.segments();
        this.problems = problems;
        this.nextNumber = scan.lastNumber() + 1;
        for (Segment each : segments.all()) {
            follow(each);
        }
    }

    private void follow(Segment last) {
        previous = last.number();
        previousLength = last.length();
    }

    /** Makes the group durable, or has it fail so that it is never read. */
    void write(Group group) {
        Segment to;
        Disk.DiskFile open;
        try {
            to = begun();
            open = Objects.requireNonNull(file);
        } catch (IOException | RuntimeException e) {
            group.fail(SpoolException.Reason.DISK, e);
            return;
        }
        boolean syncing = false;
        try {
            open.write(group.bytes(), group.length());
            syncing = true;
            open.sync();
            syncing = false;
            if (!open.isInPlace()) {
                throw new IOException(to.path() + " was taken away while it was written");
            }
            to.grow(to.length() + group.length(), group.records());
        } catch (IOException | RuntimeException e) {
            group.fail(isUndone(to, open, syncing) ? SpoolException.Reason.DISK : SpoolException.Reason.IN_DOUBT, e);
        }
    }

    /** The segment that takes the next group. */
    private Segment begun() throws IOException {
        Segment current = segment;
        if (current != null && (current.length() >= segmentBytes || file == null || !file.isInPlace())) {
            retire();
            current = null;
        }
        return current == null ? begin() : current;
    }

    /** Of the current segment, in bytes; 0 where there is none. */
    long length() {
        return segment == null ? 0 : segment.length();
    }

    /** Nothing more goes to the current segment. */
    void retire() {
        Segment current = segment;
        Disk.DiskFile open = file;
        segment = null;
        file = null;
        if (current != null && open != null) {
            follow(current);
            current.seal();
        }
    }

    private Segment begin() throws IOException {
        Disk.DiskFile created = create();
        long number = nextNumber++;
        Path path = SegmentNames.segment(directory, number);
        Opening opening = new Opening(number, previous, previousLength, keyId);
        Frame frame = trust.sealed(new Frame(Kind.OPENING, false, spool, 0, opening.body(clock.instant())));
        byte[] first = frame.bytes();
        byte[] bytes = new byte[FileHeader.LENGTH + first.length];
        System.arraycopy(FileHeader.bytes(), 0, bytes, 0, FileHeader.LENGTH);
        System.arraycopy(first, 0, bytes, FileHeader.LENGTH, first.length);
        try {
            created.write(bytes, bytes.length);
            created.sync();
            disk.syncDirectory(directory);
        } catch (IOException e) {
            closeQuietly(created);
            deleteQuietly(path);
            throw e;
        }
        Segment begun = new Segment(number, path, bytes.length, true);
        begun.hold(created);
        segments.add(begun);
        segment = begun;
        file = created;
        return begun;
    }

    /** The file of the next number that nobody has taken: who can write to the directory could take them all in advance. */
    private Disk.DiskFile create() throws IOException {
        for (int failures = 0; ; failures++) {
            try {
                return disk.create(SegmentNames.segment(directory, nextNumber));
            } catch (FileAlreadyExistsException e) {
                if (failures == MOST_RACES) {
                    throw e;
                }
                Set<Path> taken = new HashSet<>(disk.list(directory));
                do {
                    nextNumber++;
                } while (taken.contains(SegmentNames.segment(directory, nextNumber)));
            } catch (IOException e) {
                nextNumber++; // It may be there all the same.
                throw e;
            }
        }
    }

    /**
     * After a failure bytes of the group may be on disk, or come to be there. They never count once either the file is cut
     * and the cut is durable, or the opening of the next segment is. A file whose {@code fsync} has failed is not believed
     * when a second one succeeds.
     */
    private boolean isUndone(Segment failed, Disk.DiskFile open, boolean syncFailed) {
        boolean cut = false;
        try {
            open.truncate(failed.length());
            open.sync();
            cut = !syncFailed;
        } catch (IOException e) {
            problems.accept(new SpoolProblem(failed.path(), failed.length(), "cannot be cut after a failure: " + e));
        }
        retire();
        return cut || isBegun(failed);
    }

    private boolean isBegun(Segment failed) {
        try {
            begin();
            return true;
        } catch (IOException e) {
            problems.accept(
                    new SpoolProblem(failed.path(), failed.length(), "no segment can be begun after a failure: " + e));
            return false;
        }
    }

    private void closeQuietly(Disk.DiskFile open) {
        try {
            open.close();
        } catch (IOException e) {
            // All that counts in it is durable already.
        }
    }

    private void deleteQuietly(Path path) {
        try {
            disk.delete(path);
        } catch (IOException e) {
            // It stays behind without a record.
        }
    }
}
