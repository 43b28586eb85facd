package io.selfhealing.agent.quarantine;

import io.selfhealing.agent.config.PrivateFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps values that writes go without. {@link #take} before the write runs, {@link #landed} when it has, {@link #failed}
 * when it has not: a value is never neither in the database nor here.
 *
 * <p>Each process writes to files of its own, so that several may share a home. Safe for use by many threads, whose
 * {@code fsync}s are shared.
 */
public final class Quarantine implements AutoCloseable {
    /** Of more nothing is followed until it is read again. */
    private static final int MOST_UNDER_WAY = 10_000;

    private final Path home;
    private final long maxBytes;
    private final Disk disk;
    private final InstantSource clock;
    private final String process;
    private final HashKeys hashKeys;
    private final Waiting waiting = new Waiting();
    /** Where the values of writes that are under way belong, by their ticket; not the values, which may be large. */
    private final Map<String, List<LeftOut>> underWay = new ConcurrentHashMap<>();

    private final Object learning = new Object();
    private volatile boolean learnt; // written under its lock
    private final AtomicLong tickets = new AtomicLong();
    private @Nullable Journal journal;

    /**
     * A quarantine under this home, which is made with the first value.
     *
     * @param maxBytes for values, over all processes; what became of their writes is always written down
     * @param random tells this process's tickets from those of others
     */
    public Quarantine(Path home, long maxBytes, InstantSource clock, RandomGenerator random) {
        this(home, maxBytes, clock, random, new LocalDisk());
    }

    Quarantine(Path home, long maxBytes, InstantSource clock, RandomGenerator random, Disk disk) {
        this.home = home;
        this.hashKeys = new HashKeys(home);
        this.maxBytes = maxBytes;
        this.clock = clock;
        this.disk = disk;
        this.process = Long.toHexString(random.nextLong());
    }

    /** Whether values can be kept here as far as one can tell: there is room, and the home can be made and written to. */
    public boolean isUsable() {
        try {
            if (!Files.isDirectory(home)) {
                PrivateFile.createDirectory(home);
            }
            return Files.isWritable(home) && JournalFiles.bytesIn(home) < maxBytes;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Keeps the values of one write; returns when they are durable.
     *
     * @param values at least one
     * @throws QuarantineException where they cannot be kept: then they must not be left out
     */
    public Ticket take(List<LeftOut> values) throws QuarantineException {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no value");
        }
        Ticket ticket = new Ticket(process + "-" + tickets.incrementAndGet(), values.size());
        byte[] line = JournalFormat.taken(ticket, clock.instant(), values);
        checkRoom(line.length);
        keep(line);
        if (underWay.size() < MOST_UNDER_WAY) {
            underWay.put(ticket.id(), values.stream().map(LeftOut::withoutValue).toList());
        }
        return ticket;
    }

    /**
     * The write has run, and no rollback can undo it.
     *
     * @param keys of the rows: one for each value of the ticket, in that order, or none where all were told before
     * @throws QuarantineException where that cannot be kept; the values are still there, and keys that were told before
     */
    public void landed(Ticket ticket, List<Map<String, Object>> keys) throws QuarantineException {
        ran(State.LANDED, ticket, keys);
    }

    /**
     * The write has run in a transaction that is open: {@link #committed} or {@link #failed} are to tell how that ended.
     *
     * @param keys as of {@link #landed}
     * @throws QuarantineException as {@link #landed} does
     */
    public void ran(Ticket ticket, List<Map<String, Object>> keys) throws QuarantineException {
        ran(State.OPEN, ticket, keys);
    }

    private void ran(State state, Ticket ticket, List<Map<String, Object>> keys) throws QuarantineException {
        if (!keys.isEmpty() && keys.size() != ticket.values()) {
            throw new IllegalArgumentException(keys.size() + " keys for " + ticket.values() + " values");
        }
        List<LeftOut> values = underWay.remove(ticket.id());
        if (state == State.OPEN) {
            waiting.opened(ticket.id());
        }
        if (values != null) {
            waiting.ran(ticket.id(), values, keys);
        }
        keep(JournalFormat.ran(state, ticket, clock.instant(), keys));
    }

    /**
     * The transaction in which the writes ran is committed. Not waited for: where it is lost, nobody knows how the transaction
     * ended, and the values wait for somebody who does.
     */
    public void committed(List<Ticket> ran) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        Instant now = clock.instant();
        try {
            for (Ticket ticket : ran) {
                waiting.ended(ticket.id());
                lines.writeBytes(JournalFormat.ran(State.LANDED, ticket, now, List.of()));
            }
            write(lines.toByteArray());
        } catch (IOException | QuarantineException e) {
            // Said above.
        }
    }

    /**
     * Notes what became of values; returns when that is durable.
     *
     * @throws QuarantineException where it cannot be kept
     */
    public void settle(List<Outcome> outcomes) throws QuarantineException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (Outcome outcome : outcomes) {
            lines.writeBytes(JournalFormat.outcome(outcome));
        }
        keep(lines.toByteArray());
        outcomes.forEach(outcome -> waiting.forget(outcome.entry()));
    }

    /**
     * What the application's own writes have done to the rows of values. Not waited for: where it is lost, what is under the key is
     * compared with what was there.
     */
    public void follow(List<RowFate> fates) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        Instant now = clock.instant();
        try {
            for (RowFate fate : fates) {
                waiting.follow(fate);
                lines.writeBytes(line(fate, now));
            }
            write(lines.toByteArray());
        } catch (IOException | QuarantineException e) {
            // Said above.
        }
    }

    private static byte[] line(RowFate fate, Instant now) throws QuarantineException {
        if (fate instanceof RowFate.Moved moved) {
            return JournalFormat.moved(moved);
        }
        if (fate instanceof RowFate.Doubtful doubtful) {
            return JournalFormat.outcome(doubtful.outcome(now));
        }
        return JournalFormat.outcome(((RowFate.Ended) fate).outcome(now));
    }

    /** The rows of values that may go back. */
    public Waiting waiting() {
        return waiting;
    }

    /** Whether there is anything in quarantine under this home, of this process or others; false where that cannot be told. */
    public boolean holdsAnything() {
        try {
            return !JournalFiles.in(home).isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Learns what an earlier process left behind, once: rows that the application changes from here on are followed. Reads files
     * where there are any; who comes meanwhile waits for that.
     */
    public void learn() {
        if (learnt) {
            return;
        }
        synchronized (learning) {
            if (!learnt) {
                try {
                    if (holdsAnything()) {
                        waiting.read(read(home).entries());
                    }
                } catch (IOException e) {
                    // What cannot be read goes back to no row either.
                } finally {
                    learnt = true;
                }
            }
        }
    }

    /** What it takes on disk, over all processes. */
    public long bytes() throws IOException {
        return JournalFiles.bytesIn(home);
    }

    /** What values may take on disk, over all processes. */
    public long maxBytes() {
        return maxBytes;
    }

    /** By which what rows held is hashed. */
    public HashKeys hashKeys() {
        return hashKeys;
    }

    /** Where it is. */
    public Path home() {
        return home;
    }

    /**
     * The write has not run, or its transaction was rolled back. Not waited for: where it is lost, the value is merely kept
     * for nothing.
     */
    public void failed(Ticket ticket) {
        underWay.remove(ticket.id());
        waiting.ended(ticket.id());
        for (int place = 0; place < ticket.values(); place++) {
            waiting.forget(Entry.id(ticket.id(), place));
        }
        try {
            write(JournalFormat.voided(ticket, clock.instant()));
        } catch (IOException | QuarantineException e) {
            // The ticket stays taken: what became of its write is not known.
        }
    }

    /**
     * All that is in quarantine under this home; other processes may be writing to it.
     *
     * @throws IOException where a file cannot be read at all
     */
    public static Contents read(Path home) throws IOException {
        return new JournalReader().read(home);
    }

    /** Lets go of the file; what was kept stays kept without it. */
    @Override
    public synchronized void close() throws IOException {
        if (journal != null) {
            journal.close();
        }
    }

    private void checkRoom(int bytes) throws QuarantineException {
        long used;
        try {
            used = JournalFiles.bytesIn(home);
        } catch (IOException e) {
            throw new QuarantineException("quarantine cannot be read: " + e, e);
        }
        if (used + bytes > maxBytes) {
            throw new QuarantineException("quarantine is full: " + used + " of " + maxBytes + " bytes, and " + bytes
                    + " more are needed; raise selfhealing.quarantine.max-bytes");
        }
    }

    /** A file that fails is given up, and another is tried once. */
    private void keep(byte[] line) throws QuarantineException {
        try {
            writeAndSync(line);
        } catch (IOException first) {
            try {
                writeAndSync(line);
            } catch (IOException second) {
                second.addSuppressed(first);
                throw new QuarantineException("quarantine cannot be written: " + second, second);
            }
        }
    }

    private void writeAndSync(byte[] line) throws IOException {
        Written written = write(line);
        written.journal().sync(written.position());
    }

    private record Written(Journal journal, long position) {}

    private synchronized Written write(byte[] line) throws IOException {
        Journal open = journal;
        if (open == null || !open.isOpen()) {
            if (open != null) {
                open.seal();
            }
            open = Journal.create(disk, home);
            journal = open;
        }
        return new Written(open, open.write(line));
    }
}
