package io.selfhealing.agent.spool;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** Writes the files of a log anew that were taken away while they were in use: they are still open. */
final class Remaking {
    private static final int PIECE = 1 << 16;

    private final Disk disk;
    private final Path directory;
    private final Consumer<SpoolProblem> problems;

    Remaking(Disk disk, Path directory, Consumer<SpoolProblem> problems) {
        this.disk = disk;
        this.directory = directory;
        this.problems = problems;
    }

    /**
     * The newest first, each durable before the next: a segment holds marks for those before it, which would otherwise be read once
     * more where this ends in the middle.
     *
     * @throws IOException where not all could be; the rest stays open as before
     */
    void of(Segments segments) throws IOException {
        List<Segment> newestFirst = new ArrayList<>(segments.all());
        Collections.reverse(newestFirst);
        for (Segment segment : newestFirst) {
            if (segment.isTakenAway()) {
                of(segment);
                disk.syncDirectory(directory);
            }
        }
    }

    private void of(Segment segment) throws IOException {
        Disk.DiskFile from = Objects.requireNonNull(segment.held());
        Disk.DiskFile to = create(segment.path());
        boolean whole = false;
        try {
            byte[] piece = new byte[PIECE];
            for (long at = 0; at < segment.length(); ) {
                int read = from.read(at, piece, (int) Math.min(piece.length, segment.length() - at));
                if (read <= 0) {
                    throw new IOException(segment.path() + " ends before what was acknowledged");
                }
                to.write(piece, read);
                at += read;
            }
            to.sync();
            whole = true;
        } finally {
            if (!whole) {
                giveUp(segment.path(), to);
            }
        }
        segment.hold(to);
    }

    /** What somebody else put there is kept under another name. */
    private Disk.DiskFile create(Path path) throws IOException {
        try {
            return disk.create(path);
        } catch (FileAlreadyExistsException e) {
            Path aside = SegmentNames.setAside(disk, path);
            problems.accept(SpoolProblem.of(path, "was put there by somebody else, and is kept as " + aside));
            return disk.create(path);
        }
    }

    private void giveUp(Path path, Disk.DiskFile half) {
        try {
            half.close();
            disk.delete(path);
        } catch (IOException e) {
            // The next try sets it aside.
        }
    }
}
