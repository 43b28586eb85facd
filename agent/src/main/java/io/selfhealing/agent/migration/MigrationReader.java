package io.selfhealing.agent.migration;

import io.selfhealing.agent.sql.Dialect;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Reads a dump, or a directory of migrations: Flyway's ({@code V1_2__name.sql}, {@code R__name.sql}), Liquibase's formatted SQL, or
 * files that begin with a number.
 */
public final class MigrationReader {
    private static final long LARGEST = 64L << 20;

    private final Path root;
    private final Dialect dialect;
    private final Replay replay;

    private MigrationReader(Path root, Dialect dialect, String schema) {
        this.root = root;
        this.dialect = dialect;
        this.replay = new Replay(dialect, schema);
    }

    /**
     * What they tell.
     *
     * @param path a file, or a directory that is looked through with those in it
     * @param schema where names without one are, as the catalog holds it
     * @throws IOException where the path cannot be read, or two files are of the same version
     */
    public static Imported read(Path path, Dialect dialect, String schema) throws IOException {
        MigrationReader reader = new MigrationReader(path, dialect, schema);
        if (Files.isDirectory(path)) {
            reader.directory();
        } else {
            reader.file(path);
        }
        return reader.replay.result();
    }

    private void directory() throws IOException {
        List<Path> scripts;
        try (Stream<Path> all = Files.walk(root)) {
            scripts = all.filter(Files::isRegularFile)
                    .filter(this::isScript)
                    .sorted()
                    .toList();
        }
        if (scripts.isEmpty()) {
            throw new IOException("no .sql file in " + root);
        }
        List<MigrationFile> ordered = scripts.stream()
                .map(MigrationFile::of)
                .sorted(MigrationFile.ORDER)
                .toList();
        MigrationFile last = null;
        for (MigrationFile file : ordered) {
            if (last != null && file.version() != null && file.version().equals(last.version())) {
                throw new IOException("two files of one version: " + named(last.path()) + " and " + named(file.path()));
            }
            last = file;
            boolean placed = file.version() != null || file.repeatable() || ordered.size() == 1;
            one(file.path(), placed);
        }
    }

    private boolean isScript(Path path) {
        String name = path.getFileName().toString();
        boolean sql = name.toLowerCase(Locale.ROOT).endsWith(".sql");
        if (sql && MigrationFile.isForward(path)) {
            return true;
        }
        if (sql || name.matches("[VR]\\d*.*__.*\\.(java|class|kt|py|js|groovy|xml)")) {
            replay.skip(new Skipped(named(path), 0, sql ? "does not lead forward" : "only SQL is read"));
        }
        return false;
    }

    private void file(Path path) throws IOException {
        one(path, true);
    }

    /** @param placed whether it is known where in the order it belongs; Liquibase's files are run in that of their names */
    private void one(Path path, boolean placed) throws IOException {
        String name = named(path);
        if (Files.size(path) > LARGEST) {
            replay.lost(new Skipped(name, 0, "larger than " + LARGEST + " bytes"));
            return;
        }
        byte[] bytes = Files.readAllBytes(path);
        try {
            String text = text(bytes);
            boolean formatted = Liquibase.isFormatted(text);
            if (!placed && !formatted) {
                replay.skip(new Skipped(name, 0, "its name has no version, so its place in the order is not known"));
                return;
            }
            replay.begin();
            String script = formatted ? Liquibase.forProduct(text, dialect.product()) : text;
            for (ScriptStatement statement : ScriptSplitter.split(script, dialect.product())) {
                replay.apply(name, statement);
            }
        } catch (CharacterCodingException e) {
            replay.lost(new Skipped(name, lineOfBadByte(bytes), "not UTF-8"));
        } catch (Unreadable e) {
            replay.lost(new Skipped(name, 0, String.valueOf(e.getMessage())));
        }
    }

    private String named(Path path) {
        return root.equals(path)
                ? String.valueOf(path.getFileName())
                : root.relativize(path).toString();
    }

    /** With line feeds alone, and without the mark that some editors put in front. */
    private static String text(byte[] bytes) throws CharacterCodingException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes))
                .toString()
                .replace("\r\n", "\n");
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static int lineOfBadByte(byte[] bytes) {
        String lenient = new String(bytes, StandardCharsets.UTF_8);
        int bad = Math.max(0, lenient.indexOf('\uFFFD'));
        return 1
                + (int) lenient.substring(0, bad).chars().filter(c -> c == '\n').count();
    }
}
