package io.selfhealing.agent.admin;

import java.io.File;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * The kill switch that needs no tool: while there is a file {@code OFF} in the home, the agent does nothing. It is looked for four
 * times a second, in a way that costs a system call.
 */
public final class OffFile {
    private static final long LOOK_MILLIS = 250;

    private final File file;

    public OffFile(Path home) {
        this.file = path(home).toFile();
    }

    /** Where it is, if it is there. */
    public static Path path(Path home) {
        return home.toAbsolutePath().normalize().resolve("OFF");
    }

    public boolean isThere() {
        return file.exists();
    }

    /**
     * Tells when it comes or goes, until the thread is interrupted.
     *
     * @param wasThere when it was looked for last
     * @param told with whether it is there now
     */
    public void watch(boolean wasThere, Consumer<Boolean> told) {
        boolean known = wasThere;
        try {
            while (true) {
                Thread.sleep(LOOK_MILLIS);
                boolean now = isThere();
                if (now != known) {
                    known = now;
                    told.accept(now);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return file.getPath();
    }
}
