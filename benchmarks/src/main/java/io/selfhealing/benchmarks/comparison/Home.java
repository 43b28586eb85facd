package io.selfhealing.benchmarks.comparison;

import io.selfhealing.benchmarks.launch.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Where one application and its agent write. */
final class Home implements AutoCloseable {
    private final Path directory;
    private final Path errors;

    Home(Path report, Variant variant) throws IOException {
        Path beside = Files.createDirectories(report.resolveSibling("comparison"));
        this.directory = Files.createTempDirectory(beside, "home");
        this.errors = beside.resolve(variant.name().toLowerCase(Locale.ROOT) + ".err");
    }

    Path directory() {
        return directory;
    }

    /** What was said on standard error last. */
    Path errors() {
        return errors;
    }

    /**
     * Removes what was written.
     *
     * @throws IllegalStateException where the agent swallowed an error of its own: then its figures mean nothing
     */
    @Override
    public void close() throws IOException {
        Path events = directory.resolve("events.jsonl");
        if (Files.exists(events) && Files.readString(events).contains("\"swallowed_error\"")) {
            throw new IllegalStateException("the agent swallowed an error; see " + events);
        }
        Directories.delete(directory);
    }
}
