package io.selfhealing.agent.spool;

import java.io.IOException;

/** A disk whose {@code fsync} takes two milliseconds, as a real one's does. */
final class SlowSync extends ForwardingDisk {
    SlowSync(Disk disk) {
        super(disk);
    }

    @Override
    DiskFile around(DiskFile file) {
        return new ForwardingFile(file) {
            @Override
            public void sync() throws IOException {
                try {
                    Thread.sleep(2);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                super.sync();
            }
        };
    }
}
