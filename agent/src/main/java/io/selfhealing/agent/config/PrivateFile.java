package io.selfhealing.agent.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Files under the agent's home that their owner alone may read (mode 0600, where the file system has modes). */
public final class PrivateFile {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private PrivateFile() {}

    /**
     * Makes an empty file, and the directories above it.
     *
     * @throws FileAlreadyExistsException if it is there
     */
    public static void create(Path path) throws IOException {
        Path directory = path.toAbsolutePath().getParent();
        if (directory != null) {
            createDirectories(directory);
        }
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
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
            try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
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

    /** A file in the way of a directory is another matter than a file that is there already. */
    private static void createDirectories(Path directory) throws IOException {
        try {
            Files.createDirectories(directory);
        } catch (FileAlreadyExistsException e) {
            throw new NotDirectoryException(e.getFile());
        }
    }

    /** The same, and content to leave a file that is there alone. */
    public static void createIfMissing(Path path) throws IOException {
        try {
            if (!Files.exists(path)) {
                create(path);
            }
        } catch (FileAlreadyExistsException e) {
            // Another process made it in the meantime: as private as ours.
        }
    }
}
