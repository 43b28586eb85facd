package io.selfhealing.benchmarks.comparison;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * A Java agent that does nothing. A JVM with any agent at all runs some code otherwise than one without: what that costs is to be
 * told apart from what an agent does.
 */
public final class EmptyAgent {
    private EmptyAgent() {}

    public static void premain(String arguments) {}

    /** Writes its jar. @return the same path */
    static Path in(Path jar) {
        Attributes attributes = new Attributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Premain-Class", EmptyAgent.class.getName());
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().putAll(attributes);
        String entry = EmptyAgent.class.getName().replace('.', '/') + ".class";
        try (InputStream code = EmptyAgent.class.getResourceAsStream("/" + entry);
                JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.putNextEntry(new JarEntry(entry));
            code.transferTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return jar;
    }
}
