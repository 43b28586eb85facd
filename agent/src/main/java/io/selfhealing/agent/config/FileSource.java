package io.selfhealing.agent.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;

/** Opens the configuration file; {@code Files::newBufferedReader} outside tests. */
@FunctionalInterface
public interface FileSource {
    Reader open(Path path) throws IOException;
}
