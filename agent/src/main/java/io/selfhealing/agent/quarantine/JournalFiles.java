package io.selfhealing.agent.quarantine;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of journals: {@code quarantine.jsonl}, {@code quarantine.2.jsonl}, {@code quarantine.3.jsonl}, … */
final class JournalFiles {
    private static final Pattern NAME = Pattern.compile("quarantine(?:\\.(\\d{1,9}))?\\.jsonl");

    private static final String ASIDE = ".discarded";

    /** So many processes have kept values here and nobody has put them back: then something else is wrong. */
    static final int MOST = 10_000;

    private JournalFiles() {}

    /** A name, from 1. */
    static Path name(Path home, int number) {
        return home.resolve(number == 1 ? "quarantine.jsonl" : "quarantine." + number + ".jsonl");
    }

    /** Those that are there, by number; none where the home is missing. */
    static List<Path> in(Path home) throws IOException {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(home)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(home, path -> number(path) > 0)) {
                files.forEach(found::add);
            }
        }
        found.sort(Comparator.comparingInt(JournalFiles::number));
        return found;
    }

    /** Those that are about to be deleted. */
    static List<Path> setAside(Path home) throws IOException {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(home)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(home, "quarantine*.jsonl" + ASIDE)) {
                files.forEach(found::add);
            }
        }
        return found;
    }

    /** The name of one that is about to be deleted. */
    static Path aside(Path journal) {
        return journal.resolveSibling(journal.getFileName() + ASIDE);
    }

    /** The first name that no journal has. */
    static Path firstFree(Path home) throws IOException {
        for (int number = 1; number <= MOST; number++) {
            Path path = name(home, number);
            if (!Files.exists(path)) {
                return path;
            }
        }
        throw new IOException(home + " holds " + MOST + " journals already");
    }

    /** What they take together. */
    static long bytesIn(Path home) throws IOException {
        long bytes = 0;
        for (Path path : in(home)) {
            bytes += path.toFile().length();
        }
        return bytes;
    }

    private static int number(Path path) {
        Matcher name = NAME.matcher(path.getFileName().toString());
        if (!name.matches()) {
            return 0;
        }
        return name.group(1) == null ? 1 : Integer.parseInt(name.group(1));
    }
}
