package io.selfhealing.agent.spool;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the files of a spool are called. */
final class SegmentNames {
    static final String SET_ASIDE = ".damaged";
    static final String LOCK = "lock";
    static final String DEAD = "dead";

    /** Names above it are somebody's who wants us to run out of numbers. */
    static final long MOST = 999_000_000_000L;

    private static final int MOST_ASIDE = 10_000;
    private static final Pattern SEGMENT = Pattern.compile("(\\d{12})\\.spool");
    private static final Pattern DIRECTORY = Pattern.compile("\\d{4}");

    private SegmentNames() {}

    static Path segment(Path log, long number) {
        return log.resolve(String.format("%012d.spool", number));
    }

    /** The number in a segment's name; 0 where it is no such name. */
    static long number(Path path) {
        Matcher name = SEGMENT.matcher(path.getFileName().toString());
        return name.matches() ? Long.parseLong(name.group(1)) : 0;
    }

    static boolean isSetAside(Path path) {
        return path.getFileName().toString().endsWith(SET_ASIDE);
    }

    /** Gives a file another name, so that it is kept and read no more; returns that. */
    static Path setAside(Disk disk, Path path) throws IOException {
        for (int n = 1; ; n++) {
            Path aside = path.resolveSibling(path.getFileName() + (n == 1 ? "" : "." + n) + SET_ASIDE);
            try {
                disk.rename(path, aside);
                return aside;
            } catch (FileAlreadyExistsException e) {
                if (n == MOST_ASIDE) {
                    throw e;
                }
            }
        }
    }

    /** One process's part of a spool. */
    static Path directory(Path spool, int number) {
        return spool.resolve(String.format("%04d", number));
    }

    static boolean isDirectory(Path path) {
        return DIRECTORY.matcher(path.getFileName().toString()).matches();
    }

    /** Whether it belongs beside the segments. */
    static boolean isExpected(Path path) {
        String name = path.getFileName().toString();
        return name.equals(LOCK) || name.equals(DEAD) || number(path) > 0 || isSetAside(path);
    }
}
