package io.selfhealing.agent.quarantine;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;

/** What the journal needs of a disk; the seam at which tests make it fail. */
interface Disk {
    /**
     * Makes a file and its directories so that they outlive a crash.
     *
     * @throws FileAlreadyExistsException if the file is there
     */
    JournalFile create(Path path) throws IOException;

    /** An open file. */
    interface JournalFile extends Closeable {
        /** Appends; where it throws, some of the bytes may be there. */
        void write(byte[] bytes) throws IOException;

        /** Returns when all that was written will outlive a crash. */
        void sync() throws IOException;

        /** Whether it is still found under its name: nobody has deleted, moved or replaced it. */
        boolean isInPlace();

        /** Deletes it where it is in place. */
        void delete() throws IOException;
    }
}
