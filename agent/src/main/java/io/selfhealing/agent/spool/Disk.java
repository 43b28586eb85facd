package io.selfhealing.agent.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the spool needs of a disk; the seam at which tests make it fail. */
interface Disk {
    /**
     * Makes an empty file that its owner alone may read, in a directory that is there. Its name outlives a crash after {@link #syncDirectory}.
     *
     * @throws FileAlreadyExistsException if it is there
     */
    DiskFile create(Path path) throws IOException;

    /** Whether that is a file, and no link to one, directory or pipe. */
    default boolean isPlain(Path path) {
        return true;
    }

    /** A file that is there. */
    DiskFile open(Path path) throws IOException;

    /** What a directory holds, by name; nothing where there is none. */
    List<Path> list(Path directory) throws IOException;

    /** Makes a directory that its owner alone may enter, and those above it, so that they outlive a crash. */
    void createDirectories(Path directory) throws IOException;

    /** Gives the file another name, which outlives a crash after {@link #syncDirectory}. */
    void rename(Path from, Path to) throws IOException;

    /** The file stays gone after a crash when {@link #syncDirectory} has returned. */
    void delete(Path path) throws IOException;

    /** Returns when the names in this directory will outlive a crash. */
    void syncDirectory(Path directory) throws IOException;

    /**
     * What tells the file or directory under this name from every other one; null where the system has no such thing.
     *
     * @throws IOException where there is none
     */
    default @Nullable Object identity(Path path) throws IOException {
        return null;
    }

    /**
     * Has a directory that is there entered by its owner alone.
     *
     * @throws IOException where it is not ours, or no directory
     */
    default void requirePrivate(Path directory) throws IOException {}

    /** A lock that ends with the process at the latest; null where another process, or this one, has it. */
    @Nullable
    Closeable lock(Path path) throws IOException;

    /** An open file; safe for one thread that writes and others that read. */
    interface DiskFile extends Closeable {
        long length() throws IOException;

        /** Appends; where it throws, some of the bytes may be there. */
        void write(byte[] bytes, int length) throws IOException;

        /** Fills the buffer's start with what is at the position; fewer bytes only where the file ends. */
        int read(long position, byte[] into, int length) throws IOException;

        /** Cuts off what is behind that length. */
        void truncate(long length) throws IOException;

        /** Returns when the content and the length will outlive a crash. */
        void sync() throws IOException;

        /** Whether it is still found under its name: nobody has deleted, moved or replaced it. */
        boolean isInPlace();
    }
}
