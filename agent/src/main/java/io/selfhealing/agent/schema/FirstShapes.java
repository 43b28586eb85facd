package io.selfhealing.agent.schema;

import io.selfhealing.agent.config.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What tables were at first contact, before anybody wrote to them: one file for each database, since a file for each of thousands
 * of tables would take minutes to write. Any thread.
 */
final class FirstShapes {
    private static final String FIRST = "first-";
    private static final String ENDING = ".tables";
    private static final int MOST_DATABASES = 100;
    private static final long LARGEST = 32L << 20;

    private record Name(String schema, String table) {}

    record Content(int version, String database, List<TableSnapshot> tables) {}

    private static final class Shapes {
        private final Map<Name, TableSnapshot> tables = new LinkedHashMap<>();
        private boolean stored = true;
    }

    private final @Nullable Path directory;
    private final LedgerListener listener;
    private final InstantSource clock;
    private final Map<String, Shapes> databases = new HashMap<>();

    /** @param directory null where nothing is kept */
    FirstShapes(@Nullable Path directory, LedgerListener listener, InstantSource clock) {
        this.directory = directory;
        this.listener = listener;
        this.clock = clock;
    }

    /** Those of which nothing was known are; each once. */
    synchronized void add(DatabaseIdentity database, List<TableSnapshot> read) {
        Shapes shapes = shapes(database);
        for (TableSnapshot table : read) {
            boolean fits = shapes.tables.size() < FirstContact.MOST_TABLES;
            Name name = new Name(table.schema(), table.name());
            if (fits && shapes.tables.putIfAbsent(name, table) == null) {
                shapes.stored = false;
            }
        }
    }

    /** Null where the table was not there, or not read. May read a file, once. */
    synchronized @Nullable TableSnapshot of(Ledger.Key key) {
        return shapes(key.database()).tables.get(new Name(key.schema(), key.table()));
    }

    private Shapes shapes(DatabaseIdentity database) {
        Shapes known = databases.get(database.text());
        if (known == null) {
            known = database.lasting() ? load(database) : new Shapes();
            if (databases.size() < MOST_DATABASES) {
                databases.put(database.text(), known);
            }
        }
        return known;
    }

    private Shapes load(DatabaseIdentity database) {
        Shapes shapes = new Shapes();
        Path file = file(database);
        if (file == null || !Files.exists(file)) {
            return shapes;
        }
        try {
            if (Files.size(file) > LARGEST) {
                throw new CorruptLedgerException("larger than " + LARGEST + " bytes", null);
            }
            Content content = LedgerFormat.JSON.readValue(Files.readAllBytes(file), Content.class);
            if (content == null
                    || content.version() != LedgerFormat.VERSION
                    || !database.text().equals(content.database())) {
                throw new CorruptLedgerException("of another version or database", null);
            }
            for (TableSnapshot table : content.tables()) {
                if (LedgerFormat.sound(table, new Ledger.Key(database, table.schema(), table.name()))) {
                    shapes.tables.put(new Name(table.schema(), table.name()), table);
                }
            }
        } catch (NoSuchFileException e) {
            // Set aside by somebody else in this moment.
        } catch (IOException | RuntimeException e) {
            setAside(file, String.valueOf(e.getMessage()));
        }
        return shapes;
    }

    private void setAside(Path file, String reason) {
        try {
            Files.move(file, file.resolveSibling(file.getFileName() + ".corrupt-" + clock.millis()));
            listener.setAside(file, reason);
        } catch (IOException | RuntimeException e) {
            // It is written anew.
        }
    }

    /** Writes what is not written yet, and returns when it is on disk or cannot be. */
    void store(DatabaseIdentity database) {
        Path into = directory;
        Path file = file(database);
        List<TableSnapshot> tables;
        synchronized (this) {
            Shapes shapes = shapes(database);
            if (into == null || file == null || shapes.stored) {
                return;
            }
            shapes.stored = true;
            tables = new ArrayList<>(shapes.tables.values());
        }
        try {
            LedgerFiles.createDirectory(into);
            PrivateFile.replace(
                    file,
                    LedgerFormat.JSON.writeValueAsBytes(new Content(LedgerFormat.VERSION, database.text(), tables)));
        } catch (IOException | RuntimeException e) {
            listener.unwritable(into, e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    private @Nullable Path file(DatabaseIdentity database) {
        return directory == null ? null : directory.resolve(FIRST + Digest.of(database.text()) + ENDING);
    }
}
