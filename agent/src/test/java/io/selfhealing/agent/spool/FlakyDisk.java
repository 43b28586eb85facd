package io.selfhealing.agent.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/** A real disk on which nothing becomes durable while it is broken. */
public final class FlakyDisk extends ForwardingDisk {
    private final BooleanSupplier broken;

    private FlakyDisk(Disk disk, BooleanSupplier broken) {
        super(disk);
        this.broken = broken;
    }

    /** A spool on such a disk. */
    public static Spool open(Path home, BooleanSupplier broken) throws SpoolException {
        return Spool.open(
                home,
                1 << 30,
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
    DiskFile around(DiskFile file) {
        return new FlakyFile(file);
    }

    @Override
    public DiskFile create(Path path) throws IOException {
        check();
        return super.create(path);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        check();
        super.rename(from, to);
    }

    @Override
    public void delete(Path path) throws IOException {
        check();
        super.delete(path);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        check();
        super.syncDirectory(directory);
    }

    private final class FlakyFile extends ForwardingFile {
        FlakyFile(DiskFile file) {
            super(file);
        }

        @Override
        public void write(byte[] bytes, int length) throws IOException {
            check();
            super.write(bytes, length);
        }

        @Override
        public void truncate(long length) throws IOException {
            check();
            super.truncate(length);
        }

        @Override
        public void sync() throws IOException {
            check();
            super.sync();
        }
    }
}
