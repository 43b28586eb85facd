package io.selfhealing.agent.spool;

import java.io.IOException;

/** A file that stays open until the last who reads it has let go of it. Safe for use by many threads. */
final class SharedFile {
    private final Disk.DiskFile file;
    private int users = 1;

    SharedFile(Disk.DiskFile file) {
        this.file = file;
    }

    Disk.DiskFile file() {
        return file;
    }

    /** The same file for one more, who closes it. */
    synchronized Disk.DiskFile lend() {
        users++;
        return new Lent(this);
    }

    /** One fewer has it. */
    synchronized void letGo() {
        users--;
        if (users == 0) {
            try {
                file.close();
            } catch (IOException e) {
                // All that counts in it is durable already.
            }
        }
    }

    private static final class Lent implements Disk.DiskFile {
        private final SharedFile of;
        private boolean closed;

        private Lent(SharedFile of) {
            this.of = of;
        }

        @Override
        public long length() throws IOException {
            return of.file.length();
        }

        @Override
        public void write(byte[] bytes, int length) {
            throw new UnsupportedOperationException("lent to be read");
        }

        @Override
        public int read(long position, byte[] into, int length) throws IOException {
            return of.file.read(position, into, length);
        }

        @Override
        public void truncate(long length) {
            throw new UnsupportedOperationException("lent to be read");
        }

        @Override
        public void sync() {
            throw new UnsupportedOperationException("lent to be read");
        }

        @Override
        public boolean isInPlace() {
            return of.file.isInPlace();
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                of.letGo();
            }
        }
    }
}
