package io.selfhealing.agent;

import io.selfhealing.agent.config.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The directory in which the agent keeps what must outlive the process.
 *
 * @param obstacle why nothing can be kept there; null where it can
 */
record Home(Path directory, @Nullable String obstacle) {
    /** Makes the directory if need be, and tries whether a file can be written there. */
    static Home open(Path directory) {
        Path probe = directory.resolve(".probe-" + ProcessHandle.current().pid());
        try {
            PrivateFile.create(probe);
            Files.write(probe, new byte[] {1});
            Files.delete(probe);
            return new Home(directory, null);
        } catch (IOException | RuntimeException e) {
            discard(probe);
            return new Home(directory, e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    boolean lasting() {
        return obstacle == null;
    }

    private static void discard(Path probe) {
        try {
            Files.deleteIfExists(probe);
        } catch (IOException | RuntimeException e) {
            // What could not be written cannot always be removed.
        }
    }
}
