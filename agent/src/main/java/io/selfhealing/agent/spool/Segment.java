package io.selfhealing.agent.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A file of the log, and which of its records wait. Safe for use by many threads. */
final class Segment implements Comparable<Segment> {
    private static final Comparator<Segment> ORDER =
            Comparator.comparingLong(Segment::number).thenComparing(Segment::path);

    private final long number;
    private final Path path;
    private final Ids waiting = new Ids();
    private long length;
    private boolean growing;
    private boolean damaged;
    private boolean unread;
    private boolean foreign;
    private long unsealed;
    private @Nullable SharedFile held;

    Segment(long number, Path path, long length, boolean growing) {
        this.number = number;
        this.path = path;
        this.length = length;
        this.growing = growing;
    }

    long number() {
        return number;
    }

    Path path() {
        return path;
    }

    /** In bytes; all before it counts. */
    synchronized long length() {
        return length;
    }

    /** Whether records may still be added. */
    synchronized boolean isGrowing() {
        return growing;
    }

    synchronized void seal() {
        growing = false;
    }

    synchronized void setLength(long bytes) {
        length = bytes;
    }

    /** These records are durable. */
    synchronized void grow(long newLength, Ids records) {
        length = newLength;
        waiting.addAll(records);
    }

    synchronized void add(RecordId record) {
        waiting.add(record);
    }

    synchronized boolean isWaiting(RecordId record) {
        return waiting.contains(record);
    }

    synchronized long waiting() {
        return waiting.size();
    }

    synchronized boolean done(RecordId record) {
        return waiting.remove(record);
    }

    synchronized void done(Ids records) {
        waiting.removeAll(records);
    }

    /** The records of that spool between these two cannot be read any more; returns how many they were. */
    synchronized long lose(UUID spool, long before, long after) {
        return waiting.removeBetween(spool, before, after);
    }

    /** Something in it cannot be read: it is set aside when it is done. */
    synchronized void damage() {
        damaged = true;
    }

    synchronized boolean isDamaged() {
        return damaged;
    }

    /**
     * Keeps the file open, so that what is in it can be read if its name is taken away. The one before is closed when nobody reads
     * it any more.
     *
     * @param file null for none
     */
    synchronized void hold(Disk.@Nullable DiskFile file) {
        SharedFile before = held;
        held = file == null ? null : new SharedFile(file);
        if (before != null) {
            before.letGo();
        }
    }

    synchronized Disk.@Nullable DiskFile held() {
        return held == null ? null : held.file();
    }

    /** Its file to read, also where that is not found under its name any more, or somebody else's is. To be closed. */
    Disk.DiskFile open(Disk disk) throws IOException {
        synchronized (this) {
            if (held != null) {
                return held.lend();
            }
        }
        return disk.open(path);
    }

    /** Whether it is not found under its name any more. Marks in it are needed also where nothing in it waits. */
    synchronized boolean isTakenAway() {
        return held != null && !unread && !held.file().isInPlace();
    }

    /** So many of its bytes count without a seal. */
    synchronized void trustUnsealed(long bytes) {
        unsealed = bytes;
    }

    synchronized long unsealed() {
        return unsealed;
    }

    /** Somebody else wrote some of it. @return whether that is new */
    synchronized boolean leaveForeign() {
        boolean first = !foreign;
        foreign = true;
        damaged = true;
        return first;
    }

    /** Nobody knows what waits in it: it is left where it is. */
    synchronized void leaveUnread() {
        unread = true;
    }

    /** Whether the file is not needed any more. */
    synchronized boolean isDone() {
        return !growing && !unread && waiting.isEmpty();
    }

    @Override
    public int compareTo(Segment other) {
        return ORDER.compare(this, other);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Segment other && other.path.equals(path);
    }

    @Override
    public int hashCode() {
        return path.hashCode();
    }
}
