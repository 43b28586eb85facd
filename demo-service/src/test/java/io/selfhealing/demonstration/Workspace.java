package io.selfhealing.demonstration;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** The temporary directory of one demonstration. */
final class Workspace implements AutoCloseable {
    private final Path root;
    private final boolean keep;

    private Workspace(Path root, boolean keep) {
        this.root = root;
        this.keep = keep;
    }

    static Workspace create(boolean keep) throws IOException {
        return new Workspace(Files.createTempDirectory("self-healing-demonstration-"), keep);
    }

    Path directory(String name) throws IOException {
        return Files.createDirectories(root.resolve(name));
    }

    @Override
    public void close() throws IOException {
        if (keep) {
            System.out.println("Logs, databases and the agent's files are in " + root);
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
