package io.selfhealing.agent.quarantine;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;

/**
 * One file of lines, written by this process alone and by one thread at a time; many threads may wait for the disk at the
 * same time, and one {@code fsync} serves all whose lines were written before it began.
 *
 * <p>After a failed write the file ends in half a line, and after a failed {@code fsync} the system may have forgotten what
 * it did not write while a second {@code fsync} would succeed. So either failure seals the journal: nothing that was not
 * durable by then is vouched for, and another file is begun.
 */
final class Journal {
    private final Path path;
    private final Disk.JournalFile file;
    private final Object syncing = new Object();

    private volatile long written;
    private volatile boolean sealed;
    /** Guarded by {@code syncing}. */
    private long durable;

    private Journal(Path path, Disk.JournalFile file) {
        this.path = path;
        this.file = file;
    }

    /** A new file under the first name that no process has taken. */
    static Journal create(Disk disk, Path home) throws IOException {
        for (int number = 1; number <= JournalFiles.MOST; number++) {
            Path path = JournalFiles.name(home, number);
            try {
                return new Journal(path, disk.create(path));
            } catch (FileAlreadyExistsException e) {
                // The name is another process's, or of a time before.
            }
        }
        throw new IOException(home + " holds " + JournalFiles.MOST + " journals already");
    }

    /** Whether the next line can go here: not after a failure, nor where somebody took the file away. */
    boolean isOpen() {
        return !sealed && file.isInPlace();
    }

    /** Appends a line, and returns what {@link #sync} is to be called with. */
    long write(byte[] line) throws IOException {
        try {
            file.write(line);
        } catch (IOException e) {
            seal();
            throw e;
        }
        long position = written + line.length;
        written = position;
        return position;
    }

    /** Returns when everything up to this position is durable. */
    void sync(long position) throws IOException {
        synchronized (syncing) {
            if (durable >= position) {
                return;
            }
            if (sealed) {
                throw new IOException(path + " was given up before the line was durable");
            }
            long covered = written;
            try {
                file.sync();
            } catch (IOException e) {
                seal();
                throw e;
            }
            durable = covered;
        }
    }

    void close() throws IOException {
        try {
            sync(written);
        } finally {
            seal();
        }
    }

    /** No line comes here any more. A file on which nobody relies is deleted: a full disk must not fill with such files. */
    void seal() {
        synchronized (syncing) {
            if (sealed) {
                return;
            }
            sealed = true;
            try (file) {
                if (durable == 0) {
                    file.delete();
                }
            } catch (IOException e) {
                // It stays behind, and the reader passes over what is torn in it.
            }
        }
    }
}
