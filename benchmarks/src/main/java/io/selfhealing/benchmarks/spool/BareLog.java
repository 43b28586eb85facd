package io.selfhealing.benchmarks.spool;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Nothing but writes to one file and an {@code fsync} that serves all writers: they write in step, so that no {@code fsync}
 * serves fewer. No more can be shared.
 */
final class BareLog implements Appender {
    private final RandomAccessFile file;
    private final byte[] records;
    private final CyclicBarrier step;

    BareLog(Path path, int bytes, int writers) throws IOException {
        this.file = new RandomAccessFile(path.toFile(), "rw");
        this.records = new byte[bytes * writers];
        this.step = new CyclicBarrier(writers, this::writeAll);
    }

    private void writeAll() {
        try {
            file.write(records);
            file.getFD().sync();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void append() throws InterruptedException {
        try {
            step.await(1, TimeUnit.SECONDS);
        } catch (BrokenBarrierException | TimeoutException e) {
            throw new Finished(e);
        }
    }

    /** Who comes to the barrier after others have gone would wait for them. */
    @Override
    public void finish() {
        step.reset();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
