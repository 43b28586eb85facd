package io.selfhealing.agent.schema;

import io.selfhealing.agent.config.BoundedFile;
import io.selfhealing.agent.config.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One file per table, replaced as a whole: written beside, forced to disk, then renamed over the old one. */
final class LedgerFiles {
    private static final String IMPORTED = ".migrated.json";
    private static final String MOVED = ".moved.json";
    private static final int LARGEST = 16 << 20;
    private static final int NAME_CHARACTERS = 60;

    private final Path directory;
    private final LedgerListener listener;
    private final InstantSource clock;
    private final ImportWatch imports;
    private final AtomicBoolean reported = new AtomicBoolean();

    LedgerFiles(Path directory, LedgerListener listener, InstantSource clock) {
        this.directory = directory;
        this.listener = listener;
        this.clock = clock;
        this.imports = new ImportWatch(directory, clock);
    }

    /** Another number than before where something was imported since. */
    long imports() {
        return imports.generation();
    }

    /** Waits for no writer: a file is there as a whole or not at all. */
    Past load(Ledger.Key key) {
        return seen(key).with(imported(key));
    }

    /** What the files that can be read say; others say nothing. */
    static SortedSet<String> databases(Path directory) throws IOException {
        SortedSet<String> databases = new TreeSet<>();
        if (!Files.isDirectory(directory)) {
            return databases;
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".json")).toList()) {
                try {
                    byte[] bytes = BoundedFile.read(file, LARGEST);
                    String database = bytes == null
                            ? ""
                            : LedgerFormat.JSON.readTree(bytes).path("database").asText("");
                    if (!database.isEmpty()) {
                        databases.add(database);
                    }
                } catch (IOException e) {
                    // A damaged file names no database; who reads its table sets it aside.
                }
            }
        }
        return databases;
    }

    /** What the files that can be read say was seen. */
    static List<KnownTable> tables(Path directory) throws IOException {
        List<KnownTable> tables = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return tables;
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file :
                    files.filter(LedgerFiles::holdsWhatWasSeen).sorted().toList()) {
                try {
                    byte[] bytes = BoundedFile.read(file, LARGEST);
                    KnownTable table = bytes == null ? null : LedgerFormat.table(bytes);
                    if (table != null) {
                        tables.add(table);
                    }
                } catch (IOException e) {
                    // Damaged, or gone in the meantime: who looks after its table sets it aside.
                }
            }
        }
        return tables;
    }

    /** The same of one database, as they were seen last. */
    List<TableSnapshot> tablesOf(DatabaseIdentity database) {
        try {
            return tables(directory).stream()
                    .filter(table -> table.database().equals(database.text()))
                    .map(KnownTable::last)
                    .toList();
        } catch (IOException | RuntimeException e) {
            report(e);
            return List.of();
        }
    }

    private static boolean holdsWhatWasSeen(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".json") && !name.endsWith(IMPORTED) && !name.endsWith(MOVED);
    }

    /** What was imported of a table. */
    MigratedPast imported(Ledger.Key key) {
        MigratedPast imported = content(importedFile(key), bytes -> MigratedFormat.read(bytes, key));
        return imported == null ? MigratedPast.NONE : imported;
    }

    /** Where imported migrations took the table of that name; null where none did. */
    @Nullable
    MigratedMove moved(Ledger.Key key) {
        return content(movedFile(key), bytes -> MovedFormat.read(bytes, key));
    }

    /** Puts what was imported in place of what was imported before. */
    synchronized void importPast(Ledger.Key key, MigratedPast past) throws IOException {
        createDirectory();
        PrivateFile.replace(importedFile(key), MigratedFormat.write(key, past));
        Files.deleteIfExists(movedFile(key));
    }

    /** The same for the name of a table that has another one in the end. */
    synchronized void importMove(Ledger.Key key, MigratedMove move) throws IOException {
        createDirectory();
        PrivateFile.replace(movedFile(key), MovedFormat.write(key, move));
    }

    private Past seen(Ledger.Key key) {
        Past seen = content(file(key), bytes -> LedgerFormat.read(bytes, key));
        return seen == null ? Past.EMPTY : seen;
    }

    @FunctionalInterface
    private interface Format<T> {
        T read(byte[] bytes) throws IOException;
    }

    /** Null where there is no such file, or it cannot be read. */
    private <T> @Nullable T content(Path file, Format<T> format) {
        try {
            if (!Files.exists(file)) {
                return null;
            }
            byte[] bytes = BoundedFile.read(file, LARGEST);
            if (bytes == null) {
                throw new CorruptLedgerException("too large", null);
            }
            return format.read(bytes);
        } catch (CorruptLedgerException e) {
            setAside(file, String.valueOf(e.getMessage()));
        } catch (NoSuchFileException e) {
            // Set aside by somebody else in this moment.
        } catch (IOException | RuntimeException e) {
            report(e);
        }
        return null;
    }

    /** Keeps what another process may have written meanwhile, behind our own. */
    synchronized void store(Ledger.Key key, Past past) {
        try {
            createDirectory();
            PrivateFile.replace(file(key), LedgerFormat.write(key, past.before(load(key))));
        } catch (IOException | RuntimeException e) {
            report(e);
        }
    }

    private Path importedFile(Ledger.Key key) {
        return beside(key, IMPORTED);
    }

    private Path movedFile(Ledger.Key key) {
        return beside(key, MOVED);
    }

    private Path beside(Ledger.Key key, String ending) {
        String name = file(key).getFileName().toString();
        return directory.resolve(name.substring(0, name.length() - ".json".length()) + ending);
    }

    private Path file(Ledger.Key key) {
        String readable = (key.schema() + "." + key.table()).replaceAll("[^A-Za-z0-9_.]", "_");
        String head = readable.substring(0, Math.min(NAME_CHARACTERS, readable.length()));
        return directory.resolve(head + "-" + key.digest() + ".json");
    }

    private void createDirectory() throws IOException {
        createDirectory(directory);
    }

    /** For its owner alone. */
    static void createDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            PrivateFile.createDirectory(directory);
        }
    }

    private void setAside(Path file, String reason) {
        try {
            Files.move(file, file.resolveSibling(file.getFileName() + ".corrupt-" + clock.millis()));
            listener.setAside(file, reason);
        } catch (NoSuchFileException e) {
            // Somebody else set it aside in this moment, and said so.
        } catch (IOException | RuntimeException e) {
            report(e);
        }
    }

    private void report(Exception e) {
        if (reported.compareAndSet(false, true)) {
            listener.unwritable(directory, e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }
}
