package io.selfhealing.agent.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The words behind a command: {@code --option value}, {@code --flag}, and what is neither. */
final class Options {
    private final Map<String, String> values = new LinkedHashMap<>();
    private final List<String> rest = new ArrayList<>();

    /**
     * Reads them.
     *
     * @param valued options that take a value
     * @param flags options that take none
     */
    static Options of(List<String> words, Set<String> valued, Set<String> flags) throws Misuse {
        Options options = new Options();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (!word.startsWith("--")) {
                options.rest.add(word);
            } else if (flags.contains(word)) {
                options.put(word, "");
            } else if (!valued.contains(word)) {
                throw new Misuse("unknown option '" + word + "'" + hint(word));
            } else if (i + 1 == words.size()) {
                throw new Misuse(word + " lacks its value");
            } else {
                options.put(word, words.get(++i));
            }
        }
        return options;
    }

    private static String hint(String word) {
        return word.equals("--password")
                ? ": others can read a command line; use --password-env NAME or --password-file FILE"
                : "";
    }

    private void put(String option, String value) throws Misuse {
        if (values.put(option, value) != null) {
            throw new Misuse(option + " is given twice");
        }
    }

    List<String> rest() {
        return rest;
    }

    boolean has(String option) {
        return values.containsKey(option);
    }

    /** Null where it is not given. */
    @Nullable
    String value(String option) {
        return values.get(option);
    }

    String required(String option) throws Misuse {
        String value = values.get(option);
        if (value == null || value.isBlank()) {
            throw new Misuse(option + " is missing");
        }
        return value;
    }

    /** A number of at least one; the other number where the option is not given. */
    int number(String option, int otherwise) throws Misuse {
        String value = values.get(option);
        if (value == null) {
            return otherwise;
        }
        if (!value.matches("[1-9]\\d{0,8}")) {
            throw new Misuse(option + " " + value + " is not a number above 0");
        }
        return Integer.parseInt(value);
    }

    /** Null where it is not given. */
    @Nullable
    Path directory(String option) throws Misuse {
        String value = values.get(option);
        return value == null ? null : directory(option, value);
    }

    static Path directory(String what, String value) throws Misuse {
        Path path = path(what, value);
        if (!Files.isDirectory(path)) {
            throw new Misuse(what + " " + value + " is not a directory");
        }
        return path;
    }

    static Path path(String what, String value) throws Misuse {
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            throw new Misuse(what + " " + value + " is no path");
        }
    }

    /**
     * The password of {@code --password-env} or {@code --password-file}, whose last line feed does not count; null where
     * neither is given.
     *
     * @param environment gives the value of a variable, or null
     */
    @Nullable
    String password(UnaryOperator<@Nullable String> environment) throws Misuse, Failed {
        String variable = values.get("--password-env");
        String file = values.get("--password-file");
        if (variable != null && file != null) {
            throw new Misuse("--password-env and --password-file are both given");
        }
        if (variable != null) {
            String password = environment.apply(variable);
            if (password == null) {
                throw new Misuse("--password-env " + variable + ": there is no such environment variable");
            }
            return password;
        }
        if (file == null) {
            return null;
        }
        try {
            return Files.readString(path("--password-file", file), StandardCharsets.UTF_8)
                    .replaceFirst("\\r?\\n\\z", "");
        } catch (IOException e) {
            throw new Failed("--password-file " + file + " cannot be read: " + e, e);
        }
    }
}
