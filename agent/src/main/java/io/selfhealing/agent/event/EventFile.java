package io.selfhealing.agent.event;

import io.selfhealing.agent.config.PrivateFile;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The event log on disk: {@code events.jsonl}, and what was that before, {@code events.1.jsonl} to {@code events.3.jsonl},
 * youngest first. Each takes a quarter of the bytes. Opened for each append, so that it may be deleted or moved away at any
 * time, and several processes may write to it. Used by one thread.
 */
final class EventFile {
    private static final int OLD_FILES = 3;

    private final Path home;
    private final long maxBytesEach;
    private boolean endsInFullLine;

    EventFile(Path home, long maxBytes) {
        this.home = home;
        this.maxBytesEach = maxBytes / (OLD_FILES + 1);
    }

    /** Files of an event log under {@code home}, oldest first; they need not exist. */
    static Path[] files(Path home) {
        Path[] files = new Path[OLD_FILES + 1];
        for (int age = 0; age <= OLD_FILES; age++) {
            files[OLD_FILES - age] = file(home, age);
        }
        return files;
    }

    void append(byte[] line) throws IOException {
        Path current = file(home, 0);
        PrivateFile.createIfMissing(current);
        long size = Files.size(current);
        if (size > 0 && size + line.length > maxBytesEach) {
            rotate();
            PrivateFile.createIfMissing(current);
        }
        boolean torn = !endsInFullLine && isTorn(current);
        endsInFullLine = false;
        try (OutputStream out = new FileOutputStream(current.toFile(), true)) {
            if (torn) {
                out.write('\n');
            }
            out.write(line);
        }
        endsInFullLine = true;
    }

    private void rotate() throws IOException {
        for (int age = OLD_FILES; age > 0; age--) {
            Path younger = file(home, age - 1);
            if (Files.exists(younger)) {
                Files.move(younger, file(home, age), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** A process that was killed, or a full disk, may have left half a line. */
    private static boolean isTorn(Path path) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            if (file.length() == 0) {
                return false;
            }
            file.seek(file.length() - 1);
            return file.read() != '\n';
        }
    }

    private static Path file(Path home, int age) {
        return home.resolve(age == 0 ? "events.jsonl" : "events." + age + ".jsonl");
    }
}
