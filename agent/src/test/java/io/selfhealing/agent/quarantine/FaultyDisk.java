package io.selfhealing.agent.quarantine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;

/** A disk on which the calls of some numbers, from 1, fail; a failing write writes half, a failing sync may have synced. */
final class FaultyDisk implements Disk {
    private final Disk disk = new LocalDisk();
    private final AtomicInteger calls = new AtomicInteger();
    private final IntPredicate fails;

    FaultyDisk(IntPredicate fails) {
        this.fails = fails;
    }

    int calls() {
        return calls.get();
    }

    private boolean failsNow() {
        return fails.test(calls.incrementAndGet());
    }

    @Override
    public JournalFile create(Path path) throws IOException {
        if (failsNow()) {
            throw new IOException("no space left on device (create)");
        }
        return new Faulty(disk.create(path));
    }

    private final class Faulty implements JournalFile {
        private final JournalFile file;

        Faulty(JournalFile file) {
            this.file = file;
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            if (failsNow()) {
                file.write(java.util.Arrays.copyOf(bytes, bytes.length / 2));
                throw new IOException("no space left on device (write)");
            }
            file.write(bytes);
        }

        @Override
        public void sync() throws IOException {
            if (failsNow()) {
                throw new IOException("input/output error (sync)");
            }
            file.sync();
        }

        @Override
        public boolean isInPlace() {
            return file.isInPlace();
        }

        @Override
        public void delete() throws IOException {
            if (failsNow()) {
                throw new IOException("read-only file system (delete)");
            }
            file.delete();
        }

        @Override
        public void close() throws IOException {
            file.close();
            if (failsNow()) {
                throw new IOException("input/output error (close)");
            }
        }
    }
}
