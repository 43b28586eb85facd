package io.selfhealing.agent.migration;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file and its place in the order: by the numbers of its version as Flyway counts, or by its name, or behind all others.
 *
 * @param version numbers from the left, without zeros at the end; null where its name has none
 * @param repeatable whether it runs behind all versions
 */
record MigrationFile(Path path, @Nullable List<BigInteger> version, boolean repeatable) {
    private static final Pattern FLYWAY = Pattern.compile("V(\\d+(?:[._]\\d+)*)__.*\\.sql");
    private static final Pattern REPEATABLE = Pattern.compile("R__.*\\.sql");
    private static final Pattern NUMBERED = Pattern.compile("(\\d+(?:[._-]\\d+)*).*\\.sql", Pattern.CASE_INSENSITIVE);

    /** What takes a version back, or stands for several. */
    private static final Pattern NOT_FORWARD =
            Pattern.compile("[UB]\\d.*__.*|.*[._-](?:down|undo|rollback)\\.sql", Pattern.CASE_INSENSITIVE);

    /** Those with a version first, then those without, then the repeatable ones. */
    static final Comparator<MigrationFile> ORDER = Comparator.<MigrationFile>comparingInt(
                    file -> file.repeatable ? 2 : file.version == null ? 1 : 0)
            .thenComparing(MigrationFile::compareVersions)
            .thenComparing(file -> file.path.toString());

    static MigrationFile of(Path path) {
        String name = name(path);
        if (REPEATABLE.matcher(name).matches()) {
            return new MigrationFile(path, null, true);
        }
        Matcher version = FLYWAY.matcher(name);
        if (!version.matches()) {
            version = NUMBERED.matcher(name);
        }
        return new MigrationFile(path, version.matches() ? numbers(version.group(1)) : null, false);
    }

    static boolean isForward(Path path) {
        return !NOT_FORWARD.matcher(name(path)).matches();
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    private static List<BigInteger> numbers(String version) {
        List<BigInteger> numbers = new ArrayList<>();
        for (String each : version.split("[._-]", -1)) {
            numbers.add(new BigInteger(each));
        }
        while (numbers.size() > 1 && numbers.get(numbers.size() - 1).signum() == 0) {
            numbers.remove(numbers.size() - 1);
        }
        return numbers;
    }

    private static int compareVersions(MigrationFile some, MigrationFile other) {
        if (some.version == null || other.version == null) {
            return 0;
        }
        for (int i = 0; i < Math.min(some.version.size(), other.version.size()); i++) {
            int order = some.version.get(i).compareTo(other.version.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(some.version.size(), other.version.size());
    }
}
