package io.selfhealing.agent.quarantine;

import io.selfhealing.agent.config.DirectorySync;
import io.selfhealing.agent.config.PrivateFile;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The real disk. Writes through a stream and not a channel: the application's threads come here, and an interrupt closes a
 * channel under everybody who uses it.
 */
final class LocalDisk implements Disk {
    @Override
    public JournalFile create(Path path) throws IOException {
        PrivateFile.create(path);
        try {
            Path home = path.toAbsolutePath().getParent();
            DirectorySync.of(home);
            DirectorySync.of(home == null ? null : home.getParent());
            return new Stream(path, identity(path), new FileOutputStream(path.toFile(), true));
        } catch (IOException e) {
            Files.deleteIfExists(path);
            throw e;
        }
    }

    /** Device and inode, as far as the system has such a thing. */
    static @Nullable Object identity(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    private record Stream(Path path, @Nullable Object identity, FileOutputStream out) implements JournalFile {
        @Override
        public void write(byte[] bytes) throws IOException {
            out.write(bytes);
        }

        @Override
        public void sync() throws IOException {
            out.getFD().sync();
        }

        @Override
        public boolean isInPlace() {
            try {
                return Objects.equals(LocalDisk.identity(path), identity);
            } catch (IOException e) {
                return false;
            }
        }

        @Override
        public void delete() throws IOException {
            if (isInPlace()) {
                Files.delete(path);
            }
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
