package io.selfhealing.agent.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Reads whole files of a home, whatever lies in their place. */
public final class BoundedFile {
    private BoundedFile() {}

    /**
     * The content of a file.
     *
     * @param most bytes; less where the heap is small
     * @return null where there is more
     * @throws NoSuchFileException where there is none
     * @throws IOException where it cannot be read, or is a pipe or a device, which need never end
     */
    public static byte @Nullable [] read(Path file, int most) throws IOException {
        if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) { // One look: it may come just now.
            throw new IOException(file + " is no file");
        }
        int limit = BoundedLines.most(most);
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(limit);
            return in.read() < 0 ? bytes : null;
        }
    }
}
