package io.selfhealing.it.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Unpacks servers from jars of the class path, once for all runs: one of them is 350 MB. */
final class Binaries {
    private Binaries() {}

    /** Fills an empty directory. */
    private interface Unpacking {
        void into(Path directory) throws IOException;
    }

    /** The parts of a jar that start with one of the prefixes behind a base. */
    static Path ofJar(String name, String base, List<String> prefixes) throws IOException {
        URL anchor = resource(base + "scripts/mariadb-install-db");
        return once(name, directory -> {
            try (JarFile jar = ((JarURLConnection) anchor.openConnection()).getJarFile()) {
                Enumeration<JarEntry> entries = jar.entries();
                while (entries.hasMoreElements()) {
                    JarEntry entry = entries.nextElement();
                    String path =
                            entry.getName().startsWith(base) ? entry.getName().substring(base.length()) : "";
                    if (!entry.isDirectory() && prefixes.stream().anyMatch(path::startsWith)) {
                        try (InputStream in = jar.getInputStream(entry)) {
                            write(in, directory, path);
                        }
                    }
                }
            }
        });
    }

    /** A compressed archive that lies in a jar. */
    static Path ofTar(String name, String archive) throws IOException {
        URL packed = resource(archive);
        return once(name, directory -> {
            Path tar = directory.resolve("archive.tar");
            try (InputStream in = new GZIPInputStream(packed.openStream())) {
                Files.copy(in, tar);
            }
            MySqlFamilyServer.run(
                    List.of("tar", "xf", tar.toString(), "-C", directory.toString()), directory.resolve("tar.log"));
            Files.delete(tar);
        });
    }

    private static URL resource(String path) throws IOException {
        @Nullable URL found = Binaries.class.getClassLoader().getResource(path);
        if (found == null) {
            throw new IOException("no server on the class path: run Maven with -Ddb.products (missing " + path + ")");
        }
        return found;
    }

    private static Path once(String name, Unpacking unpacking) throws IOException {
        Path target = Path.of(System.getProperty("java.io.tmpdir"), "self-healing-" + name);
        if (Files.exists(target)) {
            return target;
        }
        Path made = Files.createTempDirectory(target.getParent(), "self-healing-unpacking");
        unpacking.into(made);
        try {
            Files.move(made, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            Directories.delete(made); // another run was faster
        }
        return target;
    }

    private static void write(InputStream in, Path directory, String path) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(directory.resolve(path.substring(0, path.lastIndexOf('/'))));
        Files.copy(in, file);
        if (path.startsWith("bin/") && !file.toFile().setExecutable(true)) {
            throw new IOException("cannot be made executable: " + file);
        }
    }
}
