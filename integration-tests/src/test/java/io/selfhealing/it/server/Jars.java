package io.selfhealing.it.server;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** Finds on this JVM's class path what a child JVM needs on its own. */
public final class Jars {
    private Jars() {}

    /** The jar or directory that a class was loaded from. */
    public static Path holding(String className) {
        try {
            Class<?> type = Class.forName(className, false, Jars.class.getClassLoader());
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (ClassNotFoundException | URISyntaxException e) {
            throw new IllegalStateException("not on the class path: " + className, e);
        }
    }
}
