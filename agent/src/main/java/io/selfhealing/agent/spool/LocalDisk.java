package io.selfhealing.agent.spool;

import io.selfhealing.agent.config.DirectorySync;
import io.selfhealing.agent.config.PrivateFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The real disk. Reads and writes without channels: the application's threads come here, and an interrupt closes a channel
 * under everybody who uses it.
 */
final class LocalDisk implements Disk {
    /**
     * Locks of this process. On POSIX a process loses its lock when it closes any channel on the file, so that the file
     * must not even be opened a second time.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    @Override
    public DiskFile create(Path path) throws IOException {
        PrivateFile.createBeside(path);
        return open(path);
    }

    @Override
    public boolean isPlain(Path path) {
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public DiskFile open(Path path) throws IOException {
        PrivateFile.requirePlain(path);
        RandomAccessFile file = new RandomAccessFile(path.toFile(), Files.isWritable(path) ? "rw" : "r");
        try {
            return new LocalFile(path, keyOf(path), file);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    @Override
    public List<Path> list(Path directory) throws IOException {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
                files.forEach(found::add);
            }
        }
        Collections.sort(found);
        return found;
    }

    @Override
    public void createDirectories(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path parent = directory.toAbsolutePath().getParent();
        if (parent != null) {
            createDirectories(parent);
        }
        try {
            Files.createDirectory(directory, ownerOnly(directory));
            PrivateFile.requireDirectory(directory); // whatever the umask
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw new NotDirectoryException(directory.toString());
            }
        }
        if (parent != null) {
            syncDirectory(parent);
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        Files.move(from, to);
    }

    @Override
    public void delete(Path path) throws IOException {
        Files.delete(path);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        DirectorySync.of(directory);
    }

    @Override
    public @Nullable Closeable lock(Path path) throws IOException {
        PrivateFile.createIfMissing(path);
        Path real = path.toRealPath();
        if (!HELD.add(real)) {
            return null;
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(path, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new Held(real, channel);
            }
        } catch (OverlappingFileLockException e) {
            // Another class loader's agent in this JVM has it.
        } catch (IOException e) {
            release(real, channel);
            throw e;
        }
        release(real, channel);
        return null;
    }

    private static void release(Path real, @Nullable FileChannel channel) throws IOException {
        try {
            if (channel != null) {
                channel.close();
            }
        } finally {
            HELD.remove(real);
        }
    }

    private record Held(Path real, FileChannel channel) implements Closeable {
        @Override
        public void close() throws IOException {
            release(real, channel);
        }
    }

    /** Device and inode, as far as the system has such a thing. */
    @Override
    public @Nullable Object identity(Path path) throws IOException {
        return keyOf(path);
    }

    private static @Nullable Object keyOf(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    @Override
    public void requirePrivate(Path directory) throws IOException {
        PrivateFile.requireDirectory(directory);
    }

    private record LocalFile(Path path, @Nullable Object identity, RandomAccessFile file) implements DiskFile {
        @Override
        public long length() throws IOException {
            return file.length();
        }

        @Override
        public void write(byte[] bytes, int length) throws IOException {
            synchronized (file) {
                file.seek(file.length());
                file.write(bytes, 0, length);
            }
        }

        @Override
        public int read(long position, byte[] into, int length) throws IOException {
            synchronized (file) {
                file.seek(position);
                int filled = 0;
                while (filled < length) {
                    int more = file.read(into, filled, length - filled);
                    if (more < 0) {
                        break;
                    }
                    filled += more;
                }
                return filled;
            }
        }

        @Override
        public void truncate(long length) throws IOException {
            synchronized (file) {
                file.setLength(length); // It moves the place at which others read, and puts it back.
            }
        }

        @Override
        public void sync() throws IOException {
            file.getFD().sync();
        }

        @Override
        public boolean isInPlace() {
            try {
                return Objects.equals(keyOf(path), identity);
            } catch (IOException e) {
                return false;
            }
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
