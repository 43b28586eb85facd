package io.selfhealing.agent.config;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Has the names in a directory outlive a crash; without it a crash may forget a name that is new there. Windows opens no
 * directories, and keeps names by itself.
 */
public final class DirectorySync {
    private DirectorySync() {}

    /**
     * Returns when the names are on disk. An interrupt of the caller stays, and is no failure: it closes the channel and says
     * nothing about the disk, so that it is asked once more.
     *
     * @param directory null for none, which is done at once
     * @throws IOException if the disk refuses
     */
    public static void of(@Nullable Path directory) throws IOException {
        if (directory == null) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        try {
            while (!isDone(directory)) {
                interrupted |= Thread.interrupted();
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static boolean isDone(Path directory) throws IOException {
        try (FileChannel channel = open(directory)) {
            if (channel != null) {
                channel.force(true);
            }
            return true;
        } catch (ClosedByInterruptException e) {
            return false;
        }
    }

    private static @Nullable FileChannel open(Path directory) throws ClosedByInterruptException {
        try {
            return FileChannel.open(directory, StandardOpenOption.READ);
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            return null;
        }
    }
}
