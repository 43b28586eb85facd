package io.selfhealing.agent.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a directory that is there. */
final class Directory implements ITypeConverter<Path> {
    @Override
    public Path convert(String word) {
        try {
            Path path = Path.of(word);
            if (Files.isDirectory(path)) {
                return path;
            }
        } catch (InvalidPathException e) {
            // Said below.
        }
        throw new TypeConversionException("not a directory: " + word);
    }
}
