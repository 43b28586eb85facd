package io.selfhealing.agent.schema;

import io.selfhealing.agent.config.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** One file per table, replaced as a whole: written beside, forced to disk, then renamed over the old one. */
final class LedgerFiles {
    private static final long LARGEST = 16L << 20;
    private static final int NAME_CHARACTERS = 60;

    private final Path directory;
    private final LedgerListener listener;
    private final InstantSource clock;
    private final AtomicBoolean reported = new AtomicBoolean();

    LedgerFiles(Path directory, LedgerListener listener, InstantSource clock) {
        this.directory = directory;
        this.listener = listener;
        this.clock = clock;
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
                    String database = LedgerFormat.JSON
                            .readTree(file.toFile())
                            .path("database")
                            .asText("");
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

    private MigratedPast imported(Ledger.Key key) {
        Path file = importedFile(key);
        if (!Files.exists(file)) {
            return MigratedPast.NONE;
        }
        try {
            if (Files.size(file) > LARGEST) {
                throw new CorruptLedgerException("larger than " + LARGEST + " bytes", null);
            }
            return MigratedFormat.read(Files.readAllBytes(file), key);
        } catch (CorruptLedgerException e) {
            setAside(file, String.valueOf(e.getMessage()));
        } catch (IOException | RuntimeException e) {
            report(e);
        }
        return MigratedPast.NONE;
    }

    /** Puts what was imported in place of what was imported before. */
    synchronized void importPast(Ledger.Key key, MigratedPast past) throws IOException {
        createDirectory();
        PrivateFile.replace(importedFile(key), MigratedFormat.write(key, past));
    }

    private Past seen(Ledger.Key key) {
        Path file = file(key);
        try {
            if (Files.size(file) > LARGEST) {
                throw new CorruptLedgerException("larger than " + LARGEST + " bytes", null);
            }
            return LedgerFormat.read(Files.readAllBytes(file), key);
        } catch (CorruptLedgerException e) {
            setAside(file, String.valueOf(e.getMessage()));
        } catch (NoSuchFileException e) {
            return Past.EMPTY;
        } catch (IOException | RuntimeException e) {
            report(e);
        }
        return Past.EMPTY;
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
        String name = file(key).getFileName().toString();
        return directory.resolve(name.substring(0, name.length() - ".json".length()) + ".migrated.json");
    }

    private Path file(Ledger.Key key) {
        String readable = (key.schema() + "." + key.table()).replaceAll("[^A-Za-z0-9_.]", "_");
        String head = readable.substring(0, Math.min(NAME_CHARACTERS, readable.length()));
        String hash = Digest.of(key.database().text() + '\0' + key.schema() + '\0' + key.table());
        return directory.resolve(head + "-" + hash + ".json");
    }

    private void createDirectory() throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory, permissions("rwx------"));
        }
    }

    private FileAttribute<?>[] permissions(String mode) {
        return directory.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
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
