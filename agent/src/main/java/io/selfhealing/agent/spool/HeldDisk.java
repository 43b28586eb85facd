package io.selfhealing.agent.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A disk on which names come and go only while this process has the directory: what another has meanwhile is left to it. */
final class HeldDisk implements Disk {
    private final Disk disk;
    private final Holding holding;

    HeldDisk(Disk disk, Holding holding) {
        this.disk = disk;
        this.holding = holding;
    }

    private void require(Path path) throws IOException {
        if (!holding.isInPlace()) {
            throw new IOException(path + " is not touched: its directory was taken away, or another process has it");
        }
    }

    @Override
    public DiskFile create(Path path) throws IOException {
        require(path);
        return disk.create(path);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        require(from);
        disk.rename(from, to);
    }

    @Override
    public void delete(Path path) throws IOException {
        require(path);
        disk.delete(path);
    }

    @Override
    public boolean isPlain(Path path) {
        return disk.isPlain(path);
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
    public void syncDirectory(Path directory) throws IOException {
        disk.syncDirectory(directory);
    }

    @Override
    public @Nullable Object identity(Path path) throws IOException {
        return disk.identity(path);
    }

    @Override
    public void requirePrivate(Path directory) throws IOException {
        disk.requirePrivate(directory);
    }

    @Override
    public @Nullable Closeable lock(Path path) throws IOException {
        return disk.lock(path);
    }
}
