package io.selfhealing.it.harness;

import io.selfhealing.it.harness.Bench.Life;
import io.selfhealing.it.server.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The application without the agent: one JVM for the whole test run, because there is nothing that could stay behind in it. */
final class PlainApplication implements AutoCloseable {
    private final Path directory;
    private @Nullable Application running;

    PlainApplication() throws IOException {
        directory = Files.createTempDirectory("self-healing-it");
    }

    /** Lives a life on a database, and returns its transcript. */
    synchronized List<String> transcript(Address address, Life life) throws IOException, SQLException {
        Application application = running;
        if (application == null) {
            application = Launch.plain(directory, address);
            running = application;
        }
        application.moveTo(address);
        try {
            life.of(application);
            return application.transcript();
        } finally {
            application.forget();
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (running != null) {
            running.end();
        }
        Directories.delete(directory);
    }
}
