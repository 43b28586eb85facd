package io.selfhealing.agent.config;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Has one holder at a time, of all processes that share a home. To be closed; ends with the process at the latest. */
public final class FileGuard implements Closeable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final FileChannel channel;

    private FileGuard(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Waits for it, at most two seconds.
     *
     * @param file made where it is missing, and never removed
     * @throws IOException where another holds it for longer, or the file system has no locks
     */
    public static FileGuard take(Path file) throws IOException {
        return take(file, PATIENCE);
    }

    /** The same with another patience. */
    public static FileGuard take(Path file, Duration patience) throws IOException {
        PrivateFile.createIfMissing(file);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        try {
            long deadline = System.nanoTime() + patience.toNanos();
            while (lock(channel) == null) {
                if (System.nanoTime() > deadline) {
                    throw new IOException(file + " is held by another process");
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            return new FileGuard(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // Held by another of this very process.
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
