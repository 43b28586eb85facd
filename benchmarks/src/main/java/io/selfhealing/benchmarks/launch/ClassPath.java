package io.selfhealing.benchmarks.launch;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an application needs and nothing else: this module and the drivers, but neither the agent nor what it depends on. */
public final class ClassPath {
    private ClassPath() {}

    /**
     * The class path of an application.
     *
     * @param further names of classes whose jars it needs besides
     */
    public static String ofApplication(String... further) {
        return Stream.concat(
                        Stream.of(ClassPath.class.getName(), "org.h2.Driver", "org.postgresql.Driver"),
                        Stream.of(further))
                .map(ClassPath::holding)
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Path holding(String className) {
        try {
            Class<?> type = Class.forName(className, false, ClassPath.class.getClassLoader());
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (ClassNotFoundException | URISyntaxException e) {
            throw new IllegalStateException("not on the class path: " + className, e);
        }
    }
}
