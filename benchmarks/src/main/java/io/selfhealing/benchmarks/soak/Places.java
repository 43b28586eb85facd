package io.selfhealing.benchmarks.soak;

import io.selfhealing.benchmarks.launch.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the application and its agent leave on disk. */
record Places(Path directory) {
    static Places empty(Path directory) throws IOException {
        Directories.delete(directory);
        Files.createDirectories(directory);
        return new Places(directory);
    }

    Path home() {
        return directory.resolve("home");
    }

    Path errors() {
        return directory.resolve("application.err");
    }

    List<Path> journals() throws IOException {
        return matching(directory, "journal.*");
    }

    List<Path> quarantine() throws IOException {
        return Files.isDirectory(home()) ? matching(home(), "quarantine*.jsonl") : List.of();
    }

    List<Path> events() throws IOException {
        return Files.isDirectory(home()) ? matching(home(), "events*.jsonl") : List.of();
    }

    private static List<Path> matching(Path directory, String glob) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            var matcher = directory.getFileSystem().getPathMatcher("glob:" + glob);
            return files.filter(file -> matcher.matches(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }
}
