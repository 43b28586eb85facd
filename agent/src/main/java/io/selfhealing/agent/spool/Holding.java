package io.selfhealing.agent.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** That a directory is this process's: its lock, and whether that is still found under its name. */
final class Holding implements Closeable {
    private final Path file;
    private final Disk disk;

    private volatile @Nullable Closeable lock;
    private volatile @Nullable Object identity;

    private Holding(Path file, Disk disk) {
        this.file = file;
        this.disk = disk;
    }

    /** Null where another process has it, or this one. */
    static @Nullable Holding of(Path directory, Disk disk) throws IOException {
        Holding holding = new Holding(directory.resolve(SegmentNames.LOCK), disk);
        return holding.take() ? holding : null;
    }

    private boolean take() throws IOException {
        Closeable taken = disk.lock(file);
        if (taken == null) {
            return false;
        }
        lock = taken;
        identity = disk.identity(file);
        return true;
    }

    boolean isInPlace() {
        try {
            // Without the lock the number of its file may be that of another one by now.
            return lock != null && Objects.equals(disk.identity(file), identity);
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether somebody else has begun to use a directory of that name, and may have ended since. */
    boolean isAnothers() {
        try {
            Object unused = disk.identity(file);
            return !isInPlace();
        } catch (IOException e) {
            return false;
        }
    }

    /** Takes the lock of the directory that is there now, if it is another one. */
    void renew() throws IOException {
        if (lock != null && isInPlace()) {
            return;
        }
        close();
        if (!take()) {
            throw new IOException("another process has " + file);
        }
    }

    @Override
    public void close() throws IOException {
        Closeable taken = lock;
        lock = null;
        if (taken != null) {
            taken.close();
        }
    }
}
