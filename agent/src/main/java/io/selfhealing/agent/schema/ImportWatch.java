package io.selfhealing.agent.schema;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Notices that history was imported, for the price of one look at the directory's time. Any thread. */
final class ImportWatch {
    /** What comes within one tick of the file system's clock does not change the directory's time again. */
    private static final Duration TICK = Duration.ofSeconds(2);

    private final Path directory;
    private final InstantSource clock;
    private @Nullable Instant seen;
    private Map<String, String> files = Map.of();
    private long generation;

    ImportWatch(Path directory, InstantSource clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /** Another number than before where something was imported since. */
    synchronized long generation() {
        try {
            Instant changed = Files.getLastModifiedTime(directory).toInstant();
            if (!changed.equals(seen)) {
                Map<String, String> now = imported();
                if (!now.equals(files)) {
                    files = now;
                    generation++;
                }
                seen = changed.isBefore(clock.instant().minus(TICK)) ? changed : null;
            }
        } catch (IOException | RuntimeException e) {
            // Not there yet: nothing was imported. Where it cannot be read, neither can its files, which is told then.
        }
        return generation;
    }

    private Map<String, String> imported() throws IOException {
        Map<String, String> stamps = new HashMap<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(directory, "*.{migrated,moved}.json")) {
            for (Path file : all) {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                stamps.put(
                        String.valueOf(file.getFileName()),
                        attributes.lastModifiedTime() + " " + attributes.size() + " " + attributes.fileKey());
            }
        }
        return stamps;
    }
}
