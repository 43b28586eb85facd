package io.selfhealing.agent.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A real disk on which nothing becomes durable while it is broken. */
public final class FlakyDisk implements Disk {
    private final Disk disk;
    private final BooleanSupplier broken;

    private FlakyDisk(Disk disk, BooleanSupplier broken) {
        this.disk = disk;
        this.broken = broken;
    }

    /** A spool on such a disk. */
    public static Spool open(Path home, BooleanSupplier broken) throws SpoolException {
        return Spool.open(
                home,
                64 << 20,
                null,
                InstantSource.system(),
                new SecureRandom(),
                problem -> {},
                new FlakyDisk(new LocalDisk(), broken));
    }

    private void check() throws IOException {
        if (broken.getAsBoolean()) {
            throw new IOException("broken");
        }
    }

    @Override
    public DiskFile create(Path path) throws IOException {
        check();
        return new FlakyFile(disk.create(path));
    }

    @Override
    public DiskFile open(Path path) throws IOException {
        return disk.open(path);
    }

    @Override
    public List<Path> list(Path directory) throws IOException {
        return disk.list(directory);
    }

    @Override
    public void createDirectories(Path directory) throws IOException {
        disk.createDirectories(directory);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        check();
        disk.rename(from, to);
    }

    @Override
    public void delete(Path path) throws IOException {
        check();
        disk.delete(path);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        check();
        disk.syncDirectory(directory);
    }

    @Override
    public @Nullable Closeable lock(Path path) throws IOException {
        return disk.lock(path);
    }

    private final class FlakyFile implements DiskFile {
        private final DiskFile file;

        FlakyFile(DiskFile file) {
            this.file = file;
        }

        @Override
        public long length() throws IOException {
            return file.length();
        }

        @Override
        public void write(byte[] bytes, int length) throws IOException {
            check();
            file.write(bytes, length);
        }

        @Override
        public int read(long position, byte[] into, int length) throws IOException {
            return file.read(position, into, length);
        }

        @Override
        public void truncate(long length) throws IOException {
            check();
            file.truncate(length);
        }

        @Override
        public void sync() throws IOException {
            check();
            file.sync();
        }

        @Override
        public boolean isInPlace() {
            return file.isInPlace();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
