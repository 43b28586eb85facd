package io.selfhealing.agent.migration;

import io.selfhealing.agent.sql.Product;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A directory of migrations to which others are added. */
public final class MigrationDirectory {
    private static final Pattern VERSIONED = Pattern.compile("[VBU](\\d+(?:[._]\\d+)*)__.*");
    private static final Pattern NUMBERED = Pattern.compile("(\\d+(?:[._-]\\d+)*)[._-].*");
    private static final Pattern LAST = Pattern.compile("(.*?)(\\d+)");

    private final List<String> names;

    private MigrationDirectory(List<String> names) {
        this.names = names;
    }

    /**
     * Looks at it and the directories in it.
     *
     * @throws IOException where it cannot be read
     */
    public static MigrationDirectory of(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return new MigrationDirectory(all.filter(Files::isRegularFile)
                    .map(file -> String.valueOf(file.getFileName()))
                    .toList());
        }
    }

    /** Whether the name of some file holds those words. */
    public boolean mentions(String words) {
        return names.stream().anyMatch(name -> name.contains(words));
    }

    /** The version behind all that are there, in their spelling: {@code 8} behind 7, {@code 008} behind 007, {@code 1.3} behind 1.2. */
    public String nextVersion() {
        return next("1", VERSIONED, NUMBERED);
    }

    /** The same for files that begin with a number, such as Liquibase's in the order of their names. */
    public String nextNumber() {
        return next("0001", NUMBERED, VERSIONED);
    }

    private String next(String first, Pattern... patterns) {
        String highest = "";
        for (Pattern pattern : patterns) {
            for (String name : names) {
                Matcher version = pattern.matcher(name);
                if (version.matches() && ORDER.compare(version.group(1), highest) > 0) {
                    highest = version.group(1);
                }
            }
        }
        Matcher last = LAST.matcher(highest);
        if (!last.matches()) {
            return first;
        }
        String digits = last.group(2);
        String more = new BigInteger(digits).add(BigInteger.ONE).toString();
        return last.group(1) + "0".repeat(Math.max(0, digits.length() - more.length())) + more;
    }

    private static final Comparator<String> ORDER = (one, other) -> {
        List<BigInteger> left = numbers(one);
        List<BigInteger> right = numbers(other);
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            BigInteger here = i < left.size() ? left.get(i) : BigInteger.ZERO;
            BigInteger there = i < right.size() ? right.get(i) : BigInteger.ZERO;
            if (!here.equals(there)) {
                return here.compareTo(there);
            }
        }
        return Integer.compare(left.size(), right.size());
    };

    private static List<BigInteger> numbers(String version) {
        List<BigInteger> numbers = new ArrayList<>();
        for (String each : version.split("[._-]", -1)) {
            if (!each.isEmpty()) {
                numbers.add(new BigInteger(each));
            }
        }
        return numbers;
    }

    /** The statements of a script, without comments and ends. */
    public static List<String> statements(String script, Product product) {
        return ScriptSplitter.split(script, product).stream()
                .map(ScriptStatement::sql)
                .toList();
    }
}
