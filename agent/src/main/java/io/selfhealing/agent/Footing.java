package io.selfhealing.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** On what kind of file system the home lies: what an application was told is kept must not end with its container. */
final class Footing {
    private Footing() {}

    /**
     * What ends that which is kept in a directory.
     *
     * @return null where it lasts as far as one can tell. A volume that ends with its pod looks like any disk
     */
    static @Nullable String end(Path directory) {
        try {
            return endOf(Files.getFileStore(directory).type());
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    static @Nullable String endOf(String fileSystem) {
        String type = fileSystem.toLowerCase(Locale.ROOT);
        if (type.contains("overlay") || type.equals("aufs")) {
            return type + ", which ends with its container";
        }
        return type.equals("tmpfs") || type.equals("ramfs") ? type + ", which is memory" : null;
    }
}
