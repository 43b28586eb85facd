package io.selfhealing.agent.schema;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the shapes that tables had and the renames that were witnessed, on disk where it can. One for the whole process;
 * what belongs to one database is never given out for another.
 */
public final class Ledger {
    private static final int MOST_TABLES = 10_000;

    /** Where a table's past belongs. */
    record Key(DatabaseIdentity database, String schema, String table) {
        static Key of(DatabaseIdentity database, TableSnapshot table) {
            return new Key(database, table.schema(), table.name());
        }

        /** Thirty-two characters that stand for it. */
        String digest() {
            return Digest.of(database.text() + '\0' + schema + '\0' + table);
        }

        // Written out for the sake of start-up: see RATIONALE.md.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key that
                    && table.equals(that.table)
                    && schema.equals(that.schema)
                    && database.equals(that.database);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * table.hashCode() + schema.hashCode()) + database.hashCode();
        }
    }

    /**
     * What became of a shape that was remembered.
     *
     * @param before the shape seen before it; null where there was none or it is the same
     * @param newShape whether it is another shape than the one before
     * @param news whether there is something to store
     */
    record Remembered(@Nullable TableSnapshot before, Past past, boolean newShape, boolean news) {}

    private static final class Memory {
        private @Nullable Past past;
        private long imports;
    }

    private final @Nullable LedgerFiles files;
    private final FirstShapes first;
    private final boolean writes;
    private final @Nullable Path place;
    private volatile @Nullable Boolean holdsSome;
    private final Map<Key, Memory> entries = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Memory> eldest) {
            return size() > MOST_TABLES;
        }
    });

    /**
     * @param directory is made when something is first written; null where there is none
     * @param clock names the files that are set aside
     */
    public Ledger(@Nullable Path directory, LedgerListener listener, InstantSource clock) {
        this(directory, listener, clock, true);
    }

    private Ledger(@Nullable Path directory, LedgerListener listener, InstantSource clock, boolean writes) {
        this.files = directory == null ? null : new LedgerFiles(directory, listener, clock);
        this.first = new FirstShapes(directory, listener, clock);
        this.writes = writes;
        this.place = directory;
    }

    /** One that tells what is on disk and never adds to it, for somebody who only asks. */
    public static Ledger reading(@Nullable Path directory, LedgerListener listener, InstantSource clock) {
        return new Ledger(directory, listener, clock, false);
    }

    /** Puts a shape and renames in front of what is known of their table. Reads its file the first time; writes nothing. */
    Remembered remember(Key key, TableSnapshot shape, List<WitnessedRename> renames) {
        Memory entry = entries.computeIfAbsent(key, absent -> new Memory());
        synchronized (entry) {
            Past past = now(key, entry);
            Past next = past.with(shape).with(renames);
            entry.past = next;
            TableSnapshot newest = past.newest();
            boolean newShape = newest == null || !newest.sameShape(shape);
            return new Remembered(newShape ? newest : null, next, newShape, next.differs(past));
        }
    }

    /** What is known of a table, without putting anything to it. May read its file. */
    Past recall(Key key) {
        Memory entry = entries.get(key);
        if (entry == null) {
            return load(key);
        }
        synchronized (entry) {
            return now(key, entry);
        }
    }

    /** What is known of a table, with what was imported of it meanwhile. Under the lock of the entry. */
    private Past now(Key key, Memory entry) {
        Past past = entry.past;
        long imports = imports();
        if (past == null) {
            past = load(key);
        } else if (files != null && key.database().lasting() && entry.imports != imports) {
            past = past.with(files.imported(key));
        }
        entry.past = past;
        entry.imports = imports;
        return past;
    }

    /** Another number than before where history was imported since, for which nothing is read. */
    long imports() {
        return files == null ? 0 : files.imports();
    }

    /** Where imported migrations took the table of that name; null where they tell of none. Reads a file. */
    @Nullable
    MigratedMove moved(Key key) {
        return files == null || !key.database().lasting() ? null : files.moved(key);
    }

    /**
     * Keeps what migrations tell of a table, in place of what was imported of it before. Agents that run already learn of it at
     * their next look at the database.
     *
     * @throws IOException where it cannot be kept
     */
    public void importPast(DatabaseIdentity database, String schema, String table, MigratedPast past)
            throws IOException {
        lasting(database).importPast(new Key(database, schema, table), past);
    }

    /**
     * The same for a name that a table had once.
     *
     * @throws IOException where it cannot be kept
     */
    public void importMove(DatabaseIdentity database, String schema, String table, MigratedMove move)
            throws IOException {
        lasting(database).importMove(new Key(database, schema, table), move);
    }

    private LedgerFiles lasting(DatabaseIdentity database) throws IOException {
        if (files == null || !database.lasting()) {
            throw new IOException(database.text() + " is another database after each start");
        }
        return files;
    }

    /** Whether an earlier process kept something of some database. Looks at the disk once. */
    boolean holdsSome() {
        Boolean known = holdsSome;
        if (known == null) {
            try {
                known = place != null && !databases(place).isEmpty();
            } catch (IOException | RuntimeException e) {
                known = false;
            }
            holdsSome = known;
        }
        return known;
    }

    /**
     * The databases of which something is kept in a directory, each by the text of its identity.
     *
     * @throws IOException where the directory cannot be read; one that is not there holds nothing
     */
    public static SortedSet<String> databases(Path directory) throws IOException {
        return LedgerFiles.databases(directory);
    }

    /**
     * What was seen of the tables of which something is kept in a directory; files that cannot be read are passed over.
     *
     * @throws IOException where the directory cannot be read; one that is not there holds nothing
     */
    public static List<KnownTable> tables(Path directory) throws IOException {
        return LedgerFiles.tables(directory);
    }

    /** The tables of a database of which something is kept, as they were seen last. Reads all files. */
    List<TableSnapshot> tables(DatabaseIdentity database) {
        return files == null ? List.of() : files.tablesOf(database);
    }

    /** Tables that nobody has asked for yet, as they are. */
    void rememberFirst(DatabaseIdentity database, List<TableSnapshot> read) {
        first.add(database, read);
    }

    boolean remembersFirst(Key key) {
        return first.of(key) != null;
    }

    /** Writes down what was remembered so of a database, and returns when it is on disk or cannot be. */
    void storeFirst(DatabaseIdentity database) {
        if (writes && database.lasting()) {
            first.store(database);
        }
    }

    /** A table of which nothing else is known was as it was at first contact. */
    private Past load(Key key) {
        Past past = files == null || !key.database().lasting() ? Past.EMPTY : files.load(key);
        TableSnapshot shape = past.newest() == null ? first.of(key) : null;
        return shape == null ? past : past.with(shape);
    }

    /** Writes what is remembered of a table, and returns when it is on disk or cannot be. */
    void store(Key key) {
        Memory entry = entries.get(key);
        if (files == null || !writes || entry == null || !key.database().lasting()) {
            return;
        }
        Past past;
        synchronized (entry) {
            past = entry.past;
        }
        if (past != null) {
            files.store(key, past);
        }
    }
}
