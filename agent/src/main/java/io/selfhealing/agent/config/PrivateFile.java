package io.selfhealing.agent.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Files under the agent's home that their owner alone may read (mode 0600, in directories of mode 0700, where the file system has
 * modes). What is in their place and is something else, a symbolic link for one, is never opened.
 */
public final class PrivateFile {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_ENTERS = PosixFilePermissions.fromString("rwx------");

    private PrivateFile() {}

    /**
     * Makes an empty file, and the directories above it.
     *
     * @throws FileAlreadyExistsException if it is there
     */
    public static void create(Path path) throws IOException {
        Path directory = path.toAbsolutePath().getParent();
        if (directory != null && !Files.isDirectory(directory)) {
            createDirectory(directory);
        }
        createBeside(path);
    }

    /**
     * Makes an empty file in a directory that is there.
     *
     * @throws FileAlreadyExistsException if it is there
     */
    public static void createBeside(Path path) throws IOException {
        if (hasModes(path)) {
            Files.createFile(path, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } else {
            Files.createFile(path);
        }
    }

    /** Puts a file in the place of another, or of none, so that there is never half of one; returns when it is on disk. */
    public static void replace(Path path, byte[] content) throws IOException {
        Path beside = path.resolveSibling(
                path.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        Files.deleteIfExists(beside);
        try {
            create(beside);
            try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
                ByteBuffer buffer = ByteBuffer.wrap(content);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
            Files.move(beside, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            forceDirectory(path.toAbsolutePath().getParent());
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private static void forceDirectory(@Nullable Path directory) {
        try {
            DirectorySync.of(directory);
        } catch (IOException e) {
            // The content is safe either way, under the old name at worst.
        }
    }

    /**
     * Makes a directory that only its owner may enter, and those above it; content where it is there.
     *
     * @throws NotDirectoryException where something else is in its place
     */
    public static void createDirectory(Path directory) throws IOException {
        try {
            Path above = directory.toAbsolutePath().getParent();
            if (above != null && !Files.isDirectory(above)) {
                createDirectory(above);
            }
            if (hasModes(directory)) {
                Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(OWNER_ENTERS));
                Files.setPosixFilePermissions(directory, OWNER_ENTERS); // whatever the umask
            } else {
                Files.createDirectory(directory);
            }
        } catch (FileAlreadyExistsException e) {
            // A file in the way of a directory is another matter than a directory that is there already.
            if (!Files.isDirectory(directory)) {
                throw new NotDirectoryException(e.getFile());
            }
        }
    }

    /** The same, and has a directory that is there entered by its owner alone. A link to one is refused. */
    public static void requireDirectory(Path directory) throws IOException {
        createDirectory(directory);
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(directory + " is a symbolic link, and is not followed");
        }
        if (hasModes(directory)) {
            Files.setPosixFilePermissions(directory, OWNER_ENTERS);
        }
    }

    /** The same as {@link #create}, and content to leave a file that is there alone: only a plain one may be. */
    public static void createIfMissing(Path path) throws IOException {
        try {
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                create(path);
                return;
            }
        } catch (FileAlreadyExistsException e) {
            // Another process made it in the meantime: as private as ours.
        }
        requirePlain(path);
    }

    /**
     * Holds that a path leads to a file: a link may lead into a file of somebody else's.
     *
     * @throws IOException where it leads to anything else
     */
    public static void requirePlain(Path path) throws IOException {
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(path + " is no plain file, and is not opened");
        }
    }

    private static boolean hasModes(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
