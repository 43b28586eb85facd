package io.selfhealing.agent.restraint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Who answers for a file: the best that is known of who changed it. */
public final class FileOwner {
    private FileOwner() {}

    /** Its owner's name, or {@code unknown}. */
    public static String of(@Nullable Path file) {
        try {
            return file == null ? "unknown" : Files.getOwner(file).getName();
        } catch (IOException | UnsupportedOperationException e) {
            return "unknown";
        }
    }
}
