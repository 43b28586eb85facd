package io.selfhealing.agent.spool;

import io.selfhealing.agent.sql.codec.UnkeepableException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One directory of a spool, locked: the log of what waits, and the log of its dead letters. */
final class Store implements Closeable {
    private final Path directory;
    private final Setting setting;
    private final Holding holding;
    private final SegmentLog log;
    private final SegmentLog dead;
    private final Retries retries = new Retries();

    private Store(Path directory, Setting setting, Holding holding, SegmentLog log, SegmentLog dead) {
        this.directory = directory;
        this.setting = setting;
        this.holding = holding;
        this.log = log;
        this.dead = dead;
    }

    /** What all stores of a spool have in common. */
    record Setting(
            Disk disk,
            @Nullable SpoolKey key,
            Trust trust,
            InstantSource clock,
            RandomGenerator random,
            long segmentBytes,
            Consumer<SpoolProblem> problems) {
        Setting on(Disk other) {
            return new Setting(other, key, trust, clock, random, segmentBytes, problems);
        }

        SegmentLog open(Path path) throws IOException, SpoolException {
            UUID spool = new UUID(random.nextLong(), random.nextLong());
            return SegmentLog.open(disk, path, spool, key, trust, clock, segmentBytes, problems);
        }
    }

    /** Null where another process has it, or this one. */
    static @Nullable Store open(Path directory, Setting setting) throws IOException, SpoolException {
        setting.disk().createDirectories(directory.resolve(SegmentNames.DEAD));
        Holding holding = Holding.of(directory, setting.disk());
        if (holding == null) {
            return null;
        }
        try {
            Setting held = setting.on(new HeldDisk(setting.disk(), holding));
            SegmentLog dead = held.open(directory.resolve(SegmentNames.DEAD));
            Store store = new Store(directory, setting, holding, held.open(directory), dead);
            store.forgetDead();
            return store;
        } catch (IOException | SpoolException | RuntimeException e) {
            holding.close();
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

    /**
     * Sees whether the directory is still there with all that waits in it, and otherwise makes it anew: what waits is still open.
     *
     * @throws SpoolException {@code DISK}, where it is not there and cannot be made anew: nothing may be acknowledged meanwhile
     */
    void keepWhole() throws SpoolException {
        if (isWhole()) {
            return;
        }
        synchronized (holding) {
            if (isWhole()) {
                return;
            }
            String what = "was taken away, or some of it, while it was in use, with " + waiting()
                    + " records that were acknowledged";
            tell(what);
            try {
                makeAnew();
            } catch (IOException e) {
                tell("cannot be made anew: " + e
                        + "; put it back, or end the process only when they have been written");
                throw new SpoolException(
                        SpoolException.Reason.DISK,
                        directory + " " + what + ", and nothing is acknowledged until it is there again: " + e,
                        e);
            }
            tell("is there again, with all that waits");
        }
    }

    private boolean isWhole() {
        return holding.isInPlace() && setting.trust().isKept() && log.isWhole() && dead.isWhole();
    }

    private void makeAnew() throws IOException {
        if (holding.isAnothers()) {
            holding.renew(); // Nothing is done to what a living process has.
            leaveToOthers();
        }
        Path root = directory.toAbsolutePath().getParent();
        Path home = root == null ? null : root.getParent();
        Path letters = directory.resolve(SegmentNames.DEAD);
        setting.disk().createDirectories(letters);
        if (root != null && home != null) {
            setting.disk().requirePrivate(root);
            setting.trust().keep();
        }
        setting.disk().requirePrivate(directory);
        setting.disk().requirePrivate(letters);
        holding.renew();
        log.restore();
        dead.restore();
    }

    /**
     * What a process that has ended wrote in this one's place is no part of this log: it goes on as a directory of its own, which is taken
     * over as that of any process that is gone.
     */
    private void leaveToOthers() throws IOException {
        Path root = directory.toAbsolutePath().getParent();
        if (root == null || log.isAnyInPlace() || dead.isAnyInPlace() || !hasSegments()) {
            return;
        }
        for (int number = 1; ; number++) {
            Path free = SegmentNames.directory(root, number);
            if (setting.disk().list(root).contains(free)) {
                continue;
            }
            setting.disk().rename(directory, free);
            holding.close();
            setting.disk().syncDirectory(root);
            tell("was used by another process meanwhile; what that left goes on in " + free);
            return;
        }
    }

    private boolean hasSegments() throws IOException {
        List<Path> files = new ArrayList<>(setting.disk().list(directory));
        files.addAll(setting.disk().list(directory.resolve(SegmentNames.DEAD)));
        return files.stream().anyMatch(file -> SegmentNames.number(file) > 0);
    }

    /** With the time: the same may happen again, and is to be told again. */
    private void tell(String what) {
        setting.problems()
                .accept(SpoolProblem.of(directory, what + " (" + setting.clock().instant() + ")"));
    }

    Path directory() {
        return directory;
    }

    RecordId append(byte[] body, long room) throws SpoolException {
        keepWhole();
        try {
            return log.append(body, room);
        } catch (SpoolException e) {
            if (e.reason() != SpoolException.Reason.DISK || isWhole()) {
                throw e;
            }
        }
        keepWhole(); // It was taken away since, and nobody will ever read what was written then.
        return log.append(body, room);
    }

    /** Those of the records that are this store's are done. */
    void done(Collection<RecordId> records) throws SpoolException {
        Ids ours = new Ids();
        Ids letters = new Ids();
        for (RecordId record : records) {
            if (log.isWaiting(record)) {
                ours.add(record);
            }
            RecordId letter = retries.remove(record);
            if (letter != null) {
                letters.add(letter);
            }
        }
        try {
            done(dead, letters);
        } finally {
            done(log, ours);
        }
    }

    private static void done(SegmentLog log, Ids records) throws SpoolException {
        if (records.isEmpty()) {
            log.markDone();
        } else {
            log.done(records);
        }
    }

    boolean isWaiting(RecordId record) {
        return log.isWaiting(record) || retries.has(record);
    }

    boolean isRetried(RecordId record) {
        return retries.has(record);
    }

    void deadLetter(DeadLetter letter) throws SpoolException {
        try {
            dead.append(RecordJson.deadLetter(letter), Long.MAX_VALUE);
        } catch (UnkeepableException e) {
            throw new SpoolException(SpoolException.Reason.UNKEEPABLE, String.valueOf(e.getMessage()), e);
        }
        Ids gone = new Ids();
        RecordId earlier = retries.remove(letter.record().id());
        gone.add(earlier == null ? letter.record().id() : earlier);
        (earlier == null ? log : dead).done(gone);
    }

    /** Takes letters away; returns how many there were. */
    int discard(Choice choice) throws SpoolException {
        log.markDone();
        Ids letters = new Ids();
        int found = 0;
        try (LogCursor<DeadLetter> cursor = deadLetters()) {
            for (DeadLetter letter = cursor.next(); letter != null && found < choice.most(); letter = cursor.next()) {
                RecordId frame = cursor.frameId();
                if (frame != null && choice.takes(letter.record())) {
                    letters.add(frame);
                    retries.remove(letter.record().id());
                    found++;
                }
            }
        }
        if (found > 0) {
            dead.done(letters);
        }
        return found;
    }

    /** Takes records away that wait; returns how many there were. */
    int discardWaiting(Choice choice) throws SpoolException {
        Ids records = new Ids();
        int found = 0;
        try (LogCursor<SpoolRecord> cursor = records()) {
            for (SpoolRecord record = cursor.next(); record != null && found < choice.most(); record = cursor.next()) {
                if (choice.takes(record)) {
                    records.add(record.id());
                    found++;
                }
            }
        }
        if (found > 0) {
            log.done(records);
        }
        return found;
    }

    /** Has letters' records wait once more; returns how many that were not waiting yet. */
    int retry(Choice choice) throws SpoolException {
        Ids superseded = new Ids();
        int found = 0;
        try (LogCursor<DeadLetter> cursor = deadLetters()) {
            for (DeadLetter letter = cursor.next(); letter != null; letter = cursor.next()) {
                RecordId frame = cursor.frameId();
                RecordId record = letter.record().id();
                if (frame == null || !choice.takes(letter.record()) || retries.hasLetter(frame)) {
                    continue;
                }
                if (retries.has(record)) {
                    superseded.add(frame); // The process ended between its second letter and the end of its first.
                } else if (found < choice.most() && begin(record, frame)) {
                    found++;
                }
            }
        }
        if (!superseded.isEmpty()) {
            dead.done(superseded);
        }
        return found;
    }

    private boolean begin(RecordId record, RecordId letter) {
        retries.add(record, letter);
        if (dead.isWaiting(letter)) {
            return true;
        }
        retries.remove(record); // It ended while the letters were read.
        return false;
    }

    /** Records of dead letters that are tried once more. */
    LogCursor<SpoolRecord> retried() {
        return dead.cursor((id, body) ->
                retries.hasLetter(id) ? RecordJson.readDeadLetter(body).record() : null);
    }

    boolean hasRetries() {
        return !retries.isEmpty();
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
        return log.waiting() + retries.count();
    }

    SpoolStatus.Directory status() {
        return new SpoolStatus.Directory(
                directory,
                waiting(),
                Math.max(0, dead.waiting() - retries.count()),
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
            holding.close();
        }
    }
}
