package io.selfhealing.agent.spool;

import io.selfhealing.agent.sql.codec.UnkeepableException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One directory of a spool, locked: the log of what waits, and the log of its dead letters. */
final class Store implements Closeable {
    private final Path directory;
    private final Closeable lock;
    private final SegmentLog log;
    private final SegmentLog dead;

    private Store(Path directory, Closeable lock, SegmentLog log, SegmentLog dead) {
        this.directory = directory;
        this.lock = lock;
        this.log = log;
        this.dead = dead;
    }

    /** What all stores of a spool have in common. */
    record Setting(
            Disk disk,
            @Nullable SpoolKey key,
            InstantSource clock,
            RandomGenerator random,
            long segmentBytes,
            Consumer<SpoolProblem> problems) {
        SegmentLog open(Path path) throws IOException, SpoolException {
            UUID spool = new UUID(random.nextLong(), random.nextLong());
            return SegmentLog.open(disk, path, spool, key, clock, segmentBytes, problems);
        }
    }

    /** Null where another process has it, or this one. */
    static @Nullable Store open(Path directory, Setting setting) throws IOException, SpoolException {
        setting.disk().createDirectories(directory.resolve(SegmentNames.DEAD));
        Closeable lock = setting.disk().lock(directory.resolve(SegmentNames.LOCK));
        if (lock == null) {
            return null;
        }
        try {
            SegmentLog dead = setting.open(directory.resolve(SegmentNames.DEAD));
            Store store = new Store(directory, lock, setting.open(directory), dead);
            store.forgetDead();
            return store;
        } catch (IOException | SpoolException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** A record whose letter was durable when the process ended, and whose mark was not, is dead and waits no longer. */
    private void forgetDead() {
        Ids letters = new Ids();
        try (LogCursor<DeadLetter> cursor = deadLetters()) {
            for (DeadLetter letter = cursor.next(); letter != null; letter = cursor.next()) {
                if (log.isWaiting(letter.record().id())) {
                    letters.add(letter.record().id());
                }
            }
        }
        if (!letters.isEmpty()) {
            log.forget(letters);
        }
    }

    Path directory() {
        return directory;
    }

    RecordId append(byte[] body, long room) throws SpoolException {
        return log.append(body, room);
    }

    /** Those of the records that are this store's are done. */
    void done(Collection<RecordId> records) throws SpoolException {
        Ids ours = new Ids();
        records.stream().filter(log::isWaiting).forEach(ours::add);
        if (ours.isEmpty()) {
            log.markDone();
        } else {
            log.done(ours);
        }
    }

    boolean isWaiting(RecordId record) {
        return log.isWaiting(record);
    }

    void deadLetter(DeadLetter letter) throws SpoolException {
        try {
            dead.append(RecordJson.deadLetter(letter), Long.MAX_VALUE);
        } catch (UnkeepableException e) {
            throw new SpoolException(SpoolException.Reason.UNKEEPABLE, String.valueOf(e.getMessage()), e);
        }
        Ids record = new Ids();
        record.add(letter.record().id());
        log.done(record);
    }

    /** Takes these records' letters away; returns how many there were. */
    int discard(Collection<RecordId> records) throws SpoolException {
        log.markDone();
        Set<RecordId> wanted = new HashSet<>(records);
        Ids letters = new Ids();
        int found = 0;
        try (LogCursor<DeadLetter> cursor = deadLetters()) {
            for (DeadLetter letter = cursor.next(); letter != null; letter = cursor.next()) {
                RecordId frame = cursor.frameId();
                if (frame != null && wanted.contains(letter.record().id())) {
                    letters.add(frame);
                    found++;
                }
            }
        }
        if (found > 0) {
            dead.done(letters);
        }
        return found;
    }

    LogCursor<SpoolRecord> records() {
        return log.cursor(RecordJson::readRecord);
    }

    LogCursor<DeadLetter> deadLetters() {
        return dead.cursor((id, body) -> RecordJson.readDeadLetter(body));
    }

    long bytes() {
        return log.bytes() + dead.bytes();
    }

    long waiting() {
        return log.waiting();
    }

    SpoolStatus.Directory status() {
        return new SpoolStatus.Directory(
                directory,
                log.waiting(),
                dead.waiting(),
                bytes(),
                log.segments() + dead.segments(),
                log.damaged() + dead.damaged());
    }

    @Override
    public void close() throws IOException {
        try {
            log.close();
            dead.close();
        } finally {
            lock.close();
        }
    }
}
