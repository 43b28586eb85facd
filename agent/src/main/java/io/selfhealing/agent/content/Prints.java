package io.selfhealing.agent.content;

import io.selfhealing.agent.config.PrivateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The prints of all tables of one process, on disk where it can: the last one of each of a table's latest shapes. One for the whole
 * process; safe for use by several threads.
 */
public final class Prints {
    private static final int MOST_TABLES = 2_000;
    private static final int MOST_SHAPES = 8;
    private static final long LARGEST = 4L << 20;

    /** More rows than so many in the print before are no news worth a write to the disk by themselves. */
    private static final int GROWS_BY = 4;

    private static final long OLD_ON_DISK = 600_000;
    private static final int NAME_CHARACTERS = 60;

    private final @Nullable Path directory;
    private final Consumer<String> complaints;
    private final Map<String, List<Print>> tables = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<Print>> eldest) {
            return size() > MOST_TABLES;
        }
    });
    private final Map<String, Print> onDisk = new ConcurrentHashMap<>();
    private @Nullable ContentKey key;
    private boolean useless;

    /**
     * @param directory is made when something is first written; null where nothing lasts
     * @param complaints is told once why nothing can be kept
     */
    public Prints(@Nullable Path directory, Consumer<String> complaints) {
        this.directory = directory;
        this.complaints = complaints;
    }

    /** Null where there is no key to be had, so that nothing can be printed. */
    private synchronized @Nullable ContentKey key() {
        if (key == null && !useless) {
            try {
                createDirectory();
                key = ContentKey.of(directory == null ? null : directory.resolve("key"));
            } catch (IOException | RuntimeException e) {
                useless = true;
                complaints.accept("what columns hold cannot be remembered: " + e);
            }
        }
        return key;
    }

    private void createDirectory() throws IOException {
        if (directory != null && !Files.isDirectory(directory)) {
            boolean modes =
                    directory.getFileSystem().supportedFileAttributeViews().contains("posix");
            Set<PosixFilePermission> owners = PosixFilePermissions.fromString("rwx------");
            Files.createDirectories(
                    directory,
                    modes
                            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(owners)}
                            : new FileAttribute<?>[0]);
        }
    }

    /** A hasher for one thread; null where nothing can be hashed. */
    public @Nullable Hasher hasher() {
        ContentKey secret = key();
        return secret == null ? null : secret.hasher();
    }

    /**
     * By the rows of a print: its columns, and what each is called today where that is proved.
     *
     * @param now columns of the table as it is
     * @param rows of the print, as they are now
     * @param at in milliseconds since 1970
     */
    public static Map<String, String> same(
            Print print, List<Print.Column> now, List<Print.Reading> rows, long at, Hasher hasher) {
        return new Comparison(print, now, rows, at, hasher).same();
    }

    /** Whether a print has so many rows that {@link #same} may prove anything. */
    public static boolean mayProve(Print print) {
        return Chance.ofValues(Collections.nCopies(print.rows().size(), 1)) < Chance.PROOF;
    }

    /**
     * What the rows of a print say of each of its columns and each of today, whatever either is called.
     *
     * @param now columns of the table as it is
     * @param rows of the print, as they are now
     * @param at in milliseconds since 1970
     */
    public static Map<String, Map<String, Content>> everyPair(
            Print print, List<Print.Column> now, List<Print.Reading> rows, long at, Hasher hasher) {
        return new Comparison(print, now, rows, at, hasher).everyPair();
    }

    /**
     * Those of a table, of its latest shape first. May read a file the first time.
     *
     * @param table a text that stands for it, in all databases
     * @param lasting whether it means the same in another process
     */
    public List<Print> of(String table, boolean lasting) {
        List<Print> known = tables.get(table);
        if (known == null) {
            known = lasting ? load(table) : List.of();
            tables.putIfAbsent(table, known);
        }
        return known;
    }

    /** Puts one in front, in place of the one of the same shape. Writes it where it tells enough that is new. */
    public void put(String table, boolean lasting, Print print) {
        List<Print> next = new ArrayList<>(List.of(print));
        for (Print other : of(table, lasting)) {
            if (!other.shape().equals(print.shape()) && next.size() < MOST_SHAPES) {
                next.add(other);
            }
        }
        tables.put(table, List.copyOf(next));
        Print stored = onDisk.get(table);
        boolean news = stored == null
                || !stored.shape().equals(print.shape())
                || print.rows().size() >= stored.rows().size() + GROWS_BY
                || (print.rows().size() > stored.rows().size() && print.rows().size() == Print.MOST_ROWS)
                || print.taken() - stored.taken() > OLD_ON_DISK;
        if (lasting && news && !print.rows().isEmpty()) {
            store(table, next);
            onDisk.put(table, print);
        }
    }

    private void store(String table, List<Print> prints) {
        ContentKey secret = key();
        if (directory == null || secret == null) {
            return;
        }
        try {
            PrivateFile.replace(file(directory, table), PrintFormat.write(table, prints, secret));
        } catch (IOException | RuntimeException e) {
            complaints.accept("what columns hold cannot be kept: " + e);
        }
    }

    private List<Print> load(String table) {
        try {
            Path file = directory == null ? null : file(directory, table);
            if (file == null || !Files.exists(file) || Files.size(file) > LARGEST) {
                return List.of();
            }
            ContentKey secret = key();
            return secret == null ? List.of() : PrintFormat.read(Files.readAllBytes(file), table, secret);
        } catch (IOException | RuntimeException e) {
            return List.of(); // A damaged one, or one of another key, says nothing; the next print replaces it.
        }
    }

    private static Path file(Path directory, String table) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(table.getBytes(StandardCharsets.UTF_8));
            String readable =
                    table.substring(table.indexOf('\0') + 1).replace('\0', '.').replaceAll("[^A-Za-z0-9_.]", "_");
            String head = readable.substring(0, Math.min(NAME_CHARACTERS, readable.length()));
            return directory.resolve(head + "-" + HexFormat.of().formatHex(hash, 0, 16) + ".json");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /** A print of rows that were read just now. */
    public static Print taken(
            String shape, long millis, List<Print.Column> columns, List<Print.Reading> rows, Hasher hasher) {
        return Print.of(shape, millis, columns, rows, hasher);
    }

    /**
     * What a print says of a table as it is now.
     *
     * @param rows those of the print's keys that are still there
     * @param at when they were read, in milliseconds since 1970
     */
    public static ContentFacts compared(
            Print print, List<Print.Column> now, List<Print.Reading> rows, long at, Hasher hasher) {
        Comparison comparison = new Comparison(print, now, rows, at, hasher);
        Map<String, Map<String, Content>> columns = comparison.columns();
        Map<String, Set<String>> kept = new HashMap<>();
        columns.forEach((name, each) -> {
            if (each.values().stream().anyMatch(Content.Same.class::isInstance)) {
                kept.put(name, Set.of(print.shape()));
            }
        });
        comparison
                .apart()
                .forEach((name, others) ->
                        others.forEach(other -> kept.put(ContentFacts.pair(name, other), Set.of(print.shape()))));
        return new ContentFacts(columns, comparison.table(), false).keeping(kept);
    }

    /** Both, where the first has the first word on each column. */
    public static ContentFacts both(ContentFacts first, ContentFacts second) {
        Map<String, Map<String, Content>> columns = new HashMap<>(second.columns());
        columns.putAll(first.columns());
        Content table = first.table() instanceof Content.Silent ? second.table() : first.table();
        Map<String, Set<String>> kept = new HashMap<>(first.kept());
        second.kept().forEach((name, shapes) -> kept.merge(name, shapes, Prints::union));
        return new ContentFacts(columns, table, first.empty() || second.empty()).keeping(kept);
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        Set<String> all = new HashSet<>(some);
        all.addAll(others);
        return all;
    }
}
