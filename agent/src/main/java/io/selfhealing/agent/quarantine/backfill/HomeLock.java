package io.selfhealing.agent.quarantine.backfill;

import io.selfhealing.agent.config.PrivateFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Of the processes that share a home one at a time writes values back: what one has done the other would take for a conflict. */
public final class HomeLock implements Closeable {
    private final FileChannel channel;

    private HomeLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * The lock.
     *
     * @return null where somebody else has it
     * @throws IOException where the home cannot be written to
     */
    public static @Nullable HomeLock of(Path home) throws IOException {
        Path file = home.resolve("quarantine.lock");
        PrivateFile.createIfMissing(file);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // another thread of this process has it
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        return lock == null ? null : new HomeLock(channel);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
