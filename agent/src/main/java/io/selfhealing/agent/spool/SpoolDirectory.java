package io.selfhealing.agent.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One directory of a spool as it is on disk, of a process that lives or is gone: to look at, nothing in it is changed. What
 * a living process is writing may look like the end of a write that was cut off, and is passed over.
 */
public final class SpoolDirectory {
    private final Disk disk = new LocalDisk();
    private final Path path;
    /** What the home's key does not vouch for is not shown, as it would not be written either. */
    private final Trust trust;

    private SpoolDirectory(Path path) {
        this.path = path;
        Path spool = path.toAbsolutePath().normalize().getParent();
        Path home = spool == null ? null : spool.getParent();
        this.trust = home == null ? Trust.ALL : Trust.toLook(home);
    }

    /**
     * All under this path: a home, the spool in it, or one directory of that.
     *
     * @throws IOException where it cannot be read
     */
    public static List<SpoolDirectory> under(Path path) throws IOException {
        if (SegmentNames.isDirectory(path.toAbsolutePath())) {
            return List.of(new SpoolDirectory(path));
        }
        Path spool = path.resolve("spool");
        List<SpoolDirectory> found = new ArrayList<>();
        for (Path each : new LocalDisk().list(Files.isDirectory(spool) ? spool : path)) {
            if (SegmentNames.isDirectory(each) && Files.isDirectory(each)) {
                found.add(new SpoolDirectory(each));
            }
        }
        return found;
    }

    public Path path() {
        return path;
    }

    /** Whether a living process has it; false where that cannot be told. */
    public boolean isOwned() {
        Path lock = path.resolve(SegmentNames.LOCK);
        if (!Files.isWritable(lock)) {
            return false;
        }
        try (Closeable free = disk.lock(lock)) {
            return free == null;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * What is in it.
     *
     * @throws IOException where it cannot be read
     */
    public SpoolStatus.Directory status() throws IOException {
        LogScan log = scan(path, problem -> {});
        LogScan dead = scan(path.resolve(SegmentNames.DEAD), problem -> {});
        return new SpoolStatus.Directory(
                path,
                log.segments().waiting(),
                dead.segments().waiting(),
                bytes(log) + bytes(dead),
                log.segments().count() + dead.segments().count(),
                damaged(log) + damaged(dead));
    }

    /**
     * What waits in it.
     *
     * @param key null where none is known
     * @param problems is told what cannot be read
     * @throws IOException where nothing can be read
     * @throws SpoolException {@code KEY}, where it is encrypted with another key
     */
    public SpoolReader<SpoolRecord> records(@Nullable SpoolKey key, Consumer<SpoolProblem> problems)
            throws IOException, SpoolException {
        LogScan log = scan(path, problem -> {});
        checkKeys(log, key);
        LogCursor<SpoolRecord> cursor =
                new LogCursor<>(disk, log.segments(), key, trust, RecordJson::readRecord, problems);
        return new SpoolReader<>(List.of(cursor), SpoolRecord::time);
    }

    /** What was given up in it; as {@link #records}. */
    public SpoolReader<DeadLetter> deadLetters(@Nullable SpoolKey key, Consumer<SpoolProblem> problems)
            throws IOException, SpoolException {
        LogScan dead = scan(path.resolve(SegmentNames.DEAD), problem -> {});
        checkKeys(dead, key);
        LogCursor<DeadLetter> cursor = new LogCursor<>(
                disk, dead.segments(), key, trust, (id, body) -> RecordJson.readDeadLetter(body), problems);
        return new SpoolReader<>(List.of(cursor), DeadLetter::time);
    }

    /**
     * Reads all of it.
     *
     * @param key null where none is known: then what is encrypted is checked only from outside
     * @param problems is told all that is wrong
     * @param read run after each record that was read
     * @return how many records and dead letters wait and can be read
     * @throws IOException where nothing can be read
     */
    public long verify(@Nullable SpoolKey key, Consumer<SpoolProblem> problems, Runnable read) throws IOException {
        long sound = verify(
                scan(path, problems),
                key,
                (id, body) -> {
                    read.run();
                    return RecordJson.readRecord(id, body);
                },
                problems);
        return sound
                + verify(
                        scan(path.resolve(SegmentNames.DEAD), problems),
                        key,
                        (id, body) -> {
                            read.run();
                            return RecordJson.readDeadLetter(body);
                        },
                        problems);
    }

    /**
     * Takes dead letters away for good, and where that is wanted records that wait, if no process has the directory. This one
     * has it meanwhile.
     *
     * @param waiting whether records that wait are taken away as well
     * @return how many there were; -1 where a living process has it
     * @throws SpoolException {@code KEY}, where it is encrypted with another key
     */
    public int discard(Choice choice, boolean waiting, @Nullable SpoolKey key, Consumer<SpoolProblem> problems)
            throws IOException, SpoolException {
        Store.Setting setting = new Store.Setting(
                disk, key, trust, InstantSource.system(), new SecureRandom(), Spool.LARGEST_SEGMENT, problems);
        try (Store store = Store.open(path, setting)) {
            if (store == null) {
                return -1;
            }
            return store.discard(choice) + (waiting ? store.discardWaiting(choice) : 0);
        }
    }

    private <T> long verify(
            LogScan log, @Nullable SpoolKey key, LogCursor.Decoder<T> decoder, Consumer<SpoolProblem> problems) {
        for (Segment torn : log.torn()) {
            problems.accept(new SpoolProblem(
                    torn.path(),
                    torn.length(),
                    "what is behind is being written, or was when its process ended; it was not acknowledged"));
        }
        try {
            checkKeys(log, key);
        } catch (SpoolException e) {
            problems.accept(SpoolProblem.of(path, String.valueOf(e.getMessage())));
            return log.segments().waiting();
        }
        long sound = 0;
        try (LogCursor<T> cursor = new LogCursor<>(disk, log.segments(), key, trust, decoder, problems)) {
            for (T record = cursor.next(); record != null; record = cursor.next()) {
                sound++;
            }
        }
        return sound;
    }

    private LogScan scan(Path log, Consumer<SpoolProblem> problems) throws IOException {
        return new LogScan(disk, log, trust, problems).read();
    }

    private void checkKeys(LogScan log, @Nullable SpoolKey key) throws SpoolException {
        for (String needed : log.keys()) {
            SegmentLog.checkKey(path, needed, key);
        }
    }

    private static long bytes(LogScan log) {
        return log.segments().bytes() + log.setAsideBytes();
    }

    private static int damaged(LogScan log) {
        return log.segments().damaged() + log.setAside();
    }
}
