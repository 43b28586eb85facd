package io.selfhealing.it.docs;

import io.selfhealing.it.harness.Launch;
import io.selfhealing.it.server.DbServer;
import io.selfhealing.it.server.Jars;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A directory in which commands find what the pages let them name, and how that is called there. */
final class Scene {
    private final Path directory;
    private final Wording wording = new Wording();
    private final Map<String, String> environment = new LinkedHashMap<>();

    Scene(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
        Path programs = Files.createDirectories(directory.resolveSibling(directory.getFileName() + "-programs"));
        // Most of a command is the start of its JVM.
        Path java = Files.writeString(
                programs.resolve("java"),
                "#!/bin/sh\nexec '" + Launch.java() + "' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \"$@\"\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        environment.put("PATH", programs + ":" + Path.of(Launch.java()).getParent() + ":" + System.getenv("PATH"));
        environment.put("NO_COLOR", "1");
        environment.put("PGPASSWORD", DbServer.PASSWORD);
        Files.copy(Launch.agentJar(), directory.resolve("self-healing-agent.jar"));
        link("postgresql.jar", Jars.holding("org.postgresql.Driver"));
        link("h2.jar", Jars.holding("org.h2.Driver"));
        Files.writeString(directory.resolve("agent.properties"), "mode=observe\n");
        application();
    }

    Path directory() {
        return directory;
    }

    Wording wording() {
        return wording;
    }

    Scene set(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    void link(String name, Path target) throws IOException {
        Files.createSymbolicLink(directory.resolve(name), target.toAbsolutePath());
    }

    void play(String name) throws IOException {
        ShownPage.play(name, directory, wording, environment);
    }

    /** {@code app.jar}: an application that writes one row and ends. */
    private void application() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "app.OneInsert");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, "h2.jar");
        String entry = "app/OneInsert.class";
        try (OutputStream file = Files.newOutputStream(directory.resolve("app.jar"));
                JarOutputStream jar = new JarOutputStream(file, manifest)) {
            jar.putNextEntry(new JarEntry(entry));
            try (InputStream compiled = Scene.class.getClassLoader().getResourceAsStream(entry)) {
                Objects.requireNonNull(compiled).transferTo(jar);
            }
            jar.closeEntry();
        }
    }
}
