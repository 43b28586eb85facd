package io.selfhealing.benchmarks.launch;

import java.nio.file.Path;

/** The JVM that runs this. */
public final class Java {
    private Java() {}

    /** The path of its command. */
    public static String command() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
