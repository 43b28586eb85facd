package io.selfhealing.agent.config;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The policy file, and what it said when it was last without a mistake. Asked by any thread, looked at again by one.
 *
 * <p>At the start a file with a mistake has every table only observed, since it is not known what was to be left alone. Later the
 * rules before it stay in force until the mistake is mended.
 */
public final class PolicyFile {
    /** There is none. */
    public static final PolicyFile NONE = new PolicyFile(null, path -> Reader.nullReader());

    private static final int LARGEST = 4 << 20;

    private final @Nullable Path path;
    private final FileSource files;
    private volatile State state = new State(TableRules.NONE, Instant.EPOCH, List.of(), 0);
    /** The looking thread's: what was read last, and what was seen once and is to be seen again before it is believed. */
    private Object known = "";

    private Object seen = "";

    /**
     * How things stand with it.
     *
     * @param since when these rules were read, by the file's own time; {@link Instant#EPOCH} where they never were
     * @param mistakes of the file as it is now, one sentence each; none where the rules are what it says
     * @param broken how often it was found with mistakes
     */
    public record State(TableRules rules, Instant since, List<String> mistakes, int broken) {
        public State {
            mistakes = List.copyOf(mistakes);
        }
    }

    private PolicyFile(@Nullable Path path, FileSource files) {
        this.path = path;
        this.files = files;
    }

    /** Reads it for the first time. */
    static PolicyFile open(Path path, FileSource files) {
        PolicyFile file = new PolicyFile(path, files);
        file.known = file.version();
        file.seen = file.known;
        State read = file.read(TableRules.CAUTIOUS);
        file.state = read;
        return file;
    }

    /** Null where there is none. */
    public @Nullable Path path() {
        return path;
    }

    /** Those in force. */
    public TableRules rules() {
        return state.rules();
    }

    public State state() {
        return state;
    }

    /**
     * Looks whether it has changed. One that is just being written is looked at again the next time.
     *
     * @return whether it was read again: {@link #state} tells what came of it
     */
    public boolean look() {
        if (path == null) {
            return false;
        }
        Object now = version();
        if (now.equals(known)) {
            return false;
        }
        if (!now.equals(seen)) {
            seen = now;
            return false;
        }
        known = now;
        state = read(rules());
        return true;
    }

    private State read(TableRules otherwise) {
        String key = Keys.POLICY.property() + "=" + path;
        int broken = state.broken();
        try {
            PolicyText.Read read = PolicyText.of(text());
            if (read.mistakes().isEmpty()) {
                return new State(read.rules(), time(), List.of(), broken);
            }
            List<String> mistakes = read.mistakes().stream()
                    .map(mistake -> key + ", " + mistake)
                    .toList();
            return new State(otherwise, state.since(), mistakes, broken + 1);
        } catch (IOException | RuntimeException e) {
            return new State(otherwise, state.since(), List.of(key + " cannot be read: " + e), broken + 1);
        }
    }

    private String text() throws IOException {
        try (Reader reader = files.open(Objects.requireNonNull(path))) {
            StringWriter text = new StringWriter();
            char[] buffer = new char[8_192];
            for (int read = reader.read(buffer); read >= 0; read = reader.read(buffer)) {
                text.write(buffer, 0, read);
                if (text.getBuffer().length() > LARGEST) {
                    throw new IOException("more than " + LARGEST + " characters");
                }
            }
            return text.toString();
        }
    }

    private Instant time() {
        try {
            return Files.getLastModifiedTime(Objects.requireNonNull(path)).toInstant();
        } catch (IOException e) {
            return Instant.EPOCH;
        }
    }

    private Object version() {
        Path file = Objects.requireNonNull(path);
        try {
            return Files.getLastModifiedTime(file) + " " + Files.size(file);
        } catch (IOException e) {
            return e.getClass().getName();
        }
    }
}
