package io.selfhealing.agent.spool;

import io.selfhealing.agent.config.SpoolSettings;
import io.selfhealing.agent.spool.SpoolException.Reason;
import io.selfhealing.agent.sql.codec.UnkeepableException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Transactions on disk that wait for their database. A process has a directory of its own under {@code spool}, and takes
 * over those of processes that are gone.
 *
 * <p>What {@link #append} has returned for is read, by this process or a later one, until it is {@link #done} or a
 * {@link #deadLetter}. After a crash it may be read again although it was done: whoever writes it to the database does so
 * with its id in a ledger. Safe for use by many threads, whose {@code fsync}s are shared.
 */
public final class Spool implements AutoCloseable {
    static final long LARGEST_SEGMENT = 16L << 20;
    private static final int SEGMENTS = 16;
    private static final int MOST_DIRECTORIES = 9_999;

    private final Path root;
    private final long maxBytes;
    private final Store.Setting setting;
    private final Store own;
    private final List<Store> stores = new CopyOnWriteArrayList<>();

    private Spool(Path root, long maxBytes, Store.Setting setting, Store own) {
        this.root = root;
        this.maxBytes = maxBytes;
        this.setting = setting;
        this.own = own;
        stores.add(own);
    }

    /**
     * Opens the spool under this home, which is made where it is missing. All that waits is read through once.
     *
     * @param key null where records are not encrypted
     * @param random tells this process's records from all others, and is the root of all nonces: a {@code SecureRandom}
     * @param problems is told what is wrong on disk, each once, in the thread that meets it; must return soon and not throw
     * @throws SpoolException {@code DISK}, where no directory can be made and locked; {@code KEY}, where the home's key can be
     *     neither read nor made. What is damaged, foreign or encrypted with another key is a problem, and no exception
     */
    public static Spool open(
            Path home,
            SpoolSettings settings,
            @Nullable SpoolKey key,
            InstantSource clock,
            RandomGenerator random,
            Consumer<SpoolProblem> problems)
            throws SpoolException {
        Disk disk = new LocalDisk();
        return open(home, settings.maxBytes(), key, Trust.of(home, disk), clock, random, problems, disk);
    }

    static Spool open(
            Path home,
            long maxBytes,
            @Nullable SpoolKey key,
            InstantSource clock,
            RandomGenerator random,
            Consumer<SpoolProblem> problems,
            Disk disk)
            throws SpoolException {
        return open(home, maxBytes, key, Trust.ALL, clock, random, problems, disk);
    }

    static Spool open(
            Path home,
            long maxBytes,
            @Nullable SpoolKey key,
            Trust trust,
            InstantSource clock,
            RandomGenerator random,
            Consumer<SpoolProblem> problems,
            Disk disk)
            throws SpoolException {
        Path root = home.resolve("spool");
        long segmentBytes = Math.min(LARGEST_SEGMENT, maxBytes / SEGMENTS);
        Store.Setting setting = new Store.Setting(disk, key, trust, clock, random, segmentBytes, new Once(problems));
        Spool spool = new Spool(root, maxBytes, setting, firstFree(root, setting));
        spool.adopt();
        return spool;
    }

    private static Store firstFree(Path root, Store.Setting setting) throws SpoolException {
        Exception last = null;
        int failures = 0;
        for (int number = 1; number <= MOST_DIRECTORIES && failures < SEGMENTS; number++) {
            Path directory = SegmentNames.directory(root, number);
            try {
                Store store = Store.open(directory, setting);
                if (store != null) {
                    return store;
                }
            } catch (IOException | SpoolException e) {
                setting.problems().accept(SpoolProblem.of(directory, String.valueOf(e.getMessage())));
                last = e;
                failures++;
            }
        }
        throw new SpoolException(Reason.DISK, "no spool can be opened under " + root + ": " + last, last);
    }

    /**
     * Takes over the directories of processes that are gone. A reader that is open goes on without them.
     *
     * @return how many records wait in them
     */
    public synchronized long adopt() {
        keepWhole();
        long found = 0;
        for (Path path : candidates()) {
            try {
                Store store = Store.open(path, setting);
                if (store != null) {
                    stores.add(store);
                    found += store.waiting();
                }
            } catch (IOException | SpoolException e) {
                setting.problems().accept(SpoolProblem.of(path, String.valueOf(e.getMessage())));
            }
        }
        return found;
    }

    /** Sees that no directory was taken away since, and makes anew what was. What cannot be is told. */
    public void keepWhole() {
        for (Store store : stores) {
            try {
                store.keepWhole();
            } catch (SpoolException e) {
                // Told; the next append hears it.
            }
        }
    }

    private List<Path> candidates() {
        List<Path> found = new ArrayList<>();
        try {
            for (Path path : setting.disk().list(root)) {
                if (!SegmentNames.isDirectory(path)) {
                    setting.problems().accept(SpoolProblem.of(path, "is not the spool's; left alone"));
                } else if (stores.stream().noneMatch(store -> store.directory().equals(path))) {
                    found.add(path);
                }
            }
        } catch (IOException e) {
            setting.problems().accept(SpoolProblem.of(root, "cannot be read: " + e));
        }
        return found;
    }

    /**
     * Keeps a transaction; returns when an {@code fsync} has it.
     *
     * @throws SpoolException where it is not kept, or in the one case of {@code IN_DOUBT} may or may not be
     */
    public RecordId append(Transaction transaction) throws SpoolException {
        byte[] body;
        try {
            body = RecordJson.record(setting.clock().instant(), transaction);
        } catch (UnkeepableException e) {
            throw new SpoolException(Reason.UNKEEPABLE, String.valueOf(e.getMessage()), e);
        }
        long used = bytes();
        try {
            return own.append(body, maxBytes - used);
        } catch (SpoolException e) {
            throw e.reason() == Reason.FULL
                    ? new SpoolException(
                            Reason.FULL,
                            "spool is full: " + used + " of " + maxBytes + " bytes, and " + e.getMessage()
                                    + "; raise selfhealing.spool.max-bytes",
                            e)
                    : e;
        }
    }

    /** What waits, from its beginning. To be closed. */
    public SpoolReader<SpoolRecord> reader() {
        List<LogCursor<SpoolRecord>> cursors = new ArrayList<>();
        for (Store store : stores) {
            cursors.add(store.records());
            if (store.hasRetries()) {
                cursors.add(store.retried());
            }
        }
        return new SpoolReader<>(cursors, SpoolRecord::time);
    }

    /** What was given up, from its beginning. To be closed. */
    public SpoolReader<DeadLetter> deadLetters() {
        return new SpoolReader<>(stores.stream().map(Store::deadLetters).toList(), DeadLetter::time);
    }

    /**
     * The database has these records; returns when it is durable that they need not be read again. Ids that do not wait are
     * passed over.
     *
     * @throws SpoolException where it is not durable: this process does not read them again, but one after a crash may, so
     *     that the ledger has to know them still. The next call tries once more
     */
    public void done(Collection<RecordId> records) throws SpoolException {
        for (Store store : stores) {
            store.done(records);
        }
    }

    /**
     * The database does not take this record; returns when it is a dead letter and waits no longer.
     *
     * @param reason for people
     * @throws SpoolException where it could not be kept as one: then it waits as before; or where only that it waits no
     *     longer is not durable, which is no loss
     */
    public void deadLetter(SpoolRecord record, String reason) throws SpoolException {
        DeadLetter letter = new DeadLetter(record, reason, setting.clock().instant());
        for (Store store : stores) {
            if (store.isWaiting(record.id())) {
                store.deadLetter(letter);
                return;
            }
        }
    }

    /**
     * Takes dead letters away for good.
     *
     * @return how many there were
     */
    public int discard(Choice choice) throws SpoolException {
        return each(choice, Store::discard);
    }

    /**
     * Takes records away for good that wait. One that is being written to its database in this moment may land all the same.
     *
     * @return how many there were
     */
    public int discardWaiting(Choice choice) throws SpoolException {
        return each(choice, Store::discardWaiting);
    }

    /**
     * Has dead letters wait once more, in the place that their time gives them. Those that are refused again are dead letters
     * again; so are, after the end of this process, those that it did not come to.
     *
     * @return how many that were not waiting yet
     */
    public int retry(Choice choice) throws SpoolException {
        return each(choice, Store::retry);
    }

    /** Whether the record is that of a dead letter which waits once more. */
    public boolean isRetried(RecordId record) {
        for (Store store : stores) {
            if (store.isRetried(record)) {
                return true;
            }
        }
        return false;
    }

    /** Does something to the records of a store. */
    private interface Act {
        int of(Store store, Choice choice) throws SpoolException;
    }

    private int each(Choice choice, Act act) throws SpoolException {
        int found = 0;
        for (Store store : stores) {
            found += act.of(store, new Choice(choice.ids(), choice.database(), choice.most() - found));
        }
        return found;
    }

    public SpoolStatus status() {
        return new SpoolStatus(stores.stream().map(Store::status).toList(), maxBytes);
    }

    private long bytes() {
        return stores.stream().mapToLong(Store::bytes).sum();
    }

    /** Tells each problem once: dead directories are looked at again and again. */
    private record Once(Consumer<SpoolProblem> problems, Set<SpoolProblem> told) implements Consumer<SpoolProblem> {
        private static final int MOST = 10_000;

        Once(Consumer<SpoolProblem> problems) {
            this(problems, ConcurrentHashMap.newKeySet());
        }

        @Override
        public void accept(SpoolProblem problem) {
            if (told.size() < MOST && told.add(problem)) {
                problems.accept(problem);
            }
        }
    }

    /** Lets go of all directories; what waits is there for the next who opens it. */
    @Override
    public void close() throws IOException {
        for (Store store : stores) {
            store.close();
        }
    }
}
