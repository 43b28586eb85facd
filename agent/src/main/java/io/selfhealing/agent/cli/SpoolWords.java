package io.selfhealing.agent.cli;

import io.selfhealing.agent.spool.RecordId;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code spool …} as it was typed.
 *
 * @param record null but for {@code show}
 */
record SpoolWords(Verb verb, Path directory, @Nullable RecordId record, boolean json, boolean values) {
    static final String EXPECTED =
            "expected: spool status|list|export|verify DIR [--json] [--values], or spool show DIR"
                    + " RECORD [--json] [--values]";

    /** What is asked for. */
    enum Verb {
        STATUS,
        LIST,
        SHOW,
        EXPORT,
        VERIFY
    }

    /** Null where that is no command. */
    static @Nullable SpoolWords of(List<String> arguments) {
        List<String> words = new ArrayList<>(arguments.subList(1, arguments.size()));
        boolean json = words.remove("--json");
        boolean values = words.remove("--values");
        Verb verb = words.isEmpty() ? null : verb(words.get(0));
        if (verb == null || words.size() != (verb == Verb.SHOW ? 3 : 2)) {
            return null;
        }
        Path directory = directory(words.get(1));
        RecordId record = words.size() == 3 ? record(words.get(2)) : null;
        if (directory == null || (verb == Verb.SHOW && record == null)) {
            return null;
        }
        return new SpoolWords(verb, directory, record, json, values);
    }

    private static @Nullable Verb verb(String word) {
        for (Verb verb : Verb.values()) {
            if (verb.name().toLowerCase(Locale.ROOT).equals(word)) {
                return verb;
            }
        }
        return null;
    }

    private static @Nullable RecordId record(String word) {
        try {
            return RecordId.parse(word);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable Path directory(String word) {
        try {
            Path path = Path.of(word);
            return Files.isDirectory(path) ? path : null;
        } catch (InvalidPathException e) {
            return null;
        }
    }
}
