package io.selfhealing.agent.spool;

import java.nio.file.Path;
import java.util.List;

/**
 * What is in a spool.
 *
 * @param maxBytes that it may take on disk
 */
public record SpoolStatus(List<Directory> directories, long maxBytes) {
    public SpoolStatus {
        directories = List.copyOf(directories);
    }

    /**
     * One of its directories.
     *
     * @param waiting records
     * @param deadLetters records that their database does not take
     * @param bytes on disk, segments that are set aside included
     * @param segments files, without those that are set aside
     * @param damaged files of which something could not be read
     */
    public record Directory(Path path, long waiting, long deadLetters, long bytes, int segments, int damaged) {}

    public long waiting() {
        return directories.stream().mapToLong(Directory::waiting).sum();
    }

    public long deadLetters() {
        return directories.stream().mapToLong(Directory::deadLetters).sum();
    }

    public long bytes() {
        return directories.stream().mapToLong(Directory::bytes).sum();
    }
}
