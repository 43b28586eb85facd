package io.selfhealing.it.harness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the agent wrote under its home.
 *
 * @param texts by path relative to the home, bytes taken for characters one by one
 */
record HomeFiles(Map<String, String> texts) {
    static HomeFiles of(Path home) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        if (Files.isDirectory(home)) {
            Files.walkFileTree(home, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    if (!attributes.isRegularFile()) {
                        return FileVisitResult.CONTINUE; // The control socket.
                    }
                    try {
                        texts.put(
                                home.relativize(file).toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
                        return FileVisitResult.CONTINUE;
                    } catch (NoSuchFileException replaced) {
                        return visitFileFailed(file, replaced);
                    }
                }

                /** It was renamed over another in this moment, which is read on the next look. */
                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                    if (failure instanceof NoSuchFileException) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw failure;
                }
            });
        }
        return new HomeFiles(texts);
    }

    /** Whether a file is the quarantine's. */
    static boolean isQuarantine(String file) {
        return file.matches("quarantine(\\.\\d+)?\\.jsonl");
    }

    /** Whether a file is one of those that may hold values, in quarantine or in the spool. */
    static boolean mayHoldValues(String file) {
        return isQuarantine(file) || file.startsWith("spool/");
    }

    /**
     * Whether a file below a folder of the home has a word in it, in any case. One that is still being written, beside the one
     * that it will replace, is not there yet: nobody reads it if its writer ends now.
     */
    boolean mention(String folder, String word) {
        return texts.entrySet().stream()
                .anyMatch(file -> file.getKey().startsWith(folder)
                        && !file.getKey().endsWith(".tmp")
                        && file.getValue().toLowerCase(Locale.ROOT).contains(word.toLowerCase(Locale.ROOT)));
    }
}
