package io.selfhealing.it.harness;

import app.TransformationProbe;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Packs {@link TransformationProbe}, which is on the application's class path, as an agent. */
public final class Probe {
    private Probe() {}

    public static Path jar(Path directory) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(new Attributes.Name("Premain-Class"), TransformationProbe.class.getName());
        attributes.put(new Attributes.Name("Can-Retransform-Classes"), "true");
        Path jar = directory.resolve("probe.jar");
        try (OutputStream out = Files.newOutputStream(jar)) {
            new JarOutputStream(out, manifest).close();
        }
        return jar;
    }
}
