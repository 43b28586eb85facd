package io.selfhealing.agent;

import io.selfhealing.agent.config.Ownership;
import io.selfhealing.agent.config.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The directory in which the agent keeps what must outlive the process.
 *
 * @param obstacle why nothing can be kept there; null where it can
 */
record Home(Path directory, @Nullable String obstacle) {
    /** Makes the directory if need be, tries whether a file can be written there, and whether nobody else can lead it astray. */
    static Home open(Path directory) {
        Path probe = directory.resolve(".probe-" + ProcessHandle.current().pid());
        try {
            PrivateFile.create(probe);
            Files.write(probe, new byte[] {1}, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            String objection = Ownership.objection(directory, probe);
            Files.delete(probe);
            return new Home(directory, objection);
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
