package io.selfhealing.agent.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory that knows what would be left after a loss of power, and fails where it is told to. Safe for use by many
 * threads.
 */
final class SimulatedDisk implements Disk {
    /** What happens at the call that fails. */
    enum Fault {
        /** Nothing, and an exception. A file's unsynced bytes are then lost for good if the call was {@code fsync}. */
        REFUSES,
        /** Half of it, and an exception. */
        TEARS,
        /** All of it, and an exception. */
        FAILS_AFTERWARDS,
        /** The power goes before it. */
        POWER_GOES_BEFORE,
        /** The power goes in the middle of it. */
        POWER_GOES_MIDWAY,
        /** The power goes after it. */
        POWER_GOES_AFTER;

        boolean endsPower() {
            return this == POWER_GOES_BEFORE || this == POWER_GOES_MIDWAY || this == POWER_GOES_AFTER;
        }
    }

    /** What a loss of power, or the end of the process alone, leaves of what was not synced. */
    enum Left {
        NOTHING,
        HALF,
        ALL
    }

    private final TreeMap<Path, Content> names = new TreeMap<>();
    private final TreeMap<Path, Content> durableNames = new TreeMap<>();
    private final Set<Path> directories = new TreeSet<>();
    private final Set<Path> locks = new HashSet<>();
    private int calls;
    private int syncs;
    private int failFrom = Integer.MAX_VALUE;
    private int failUpTo = Integer.MAX_VALUE;
    private Fault fault = Fault.REFUSES;
    private boolean off;
    private boolean lies;
    private boolean failed;

    private static final class Content {
        private byte[] cached = new byte[0];
        /** What a sync would make durable: not what an earlier one has failed to write. */
        private byte[] writable = new byte[0];

        private byte[] durable = new byte[0];

        private byte[] left(Left left) {
            return switch (left) {
                case NOTHING -> durable;
                case HALF ->
                    cached.length <= durable.length
                            ? durable
                            : Arrays.copyOf(cached, durable.length + (cached.length - durable.length) / 2);
                case ALL -> cached;
            };
        }
    }

    private interface Act {
        /** Does this part of it, from 0 to 1. */
        void run(double part);
    }

    /** The nth call from now and so many after it fail. */
    synchronized void fail(int nth, int many, Fault how) {
        failFrom = calls + nth;
        failUpTo = failFrom + many;
        fault = how;
        failed = false;
    }

    synchronized void heal() {
        failFrom = Integer.MAX_VALUE;
        lies = false;
    }

    /** From now on {@code fsync} returns and does nothing. */
    synchronized void lie() {
        lies = true;
    }

    synchronized boolean hasFailed() {
        return failed;
    }

    synchronized int syncs() {
        return syncs;
    }

    /** The disk after the machine or the process has ended and begun anew. */
    synchronized SimulatedDisk restarted(Left left) {
        SimulatedDisk after = new SimulatedDisk();
        after.directories.addAll(directories);
        (left == Left.NOTHING ? durableNames : names).forEach((path, content) -> {
            Content kept = new Content();
            kept.durable = content.left(left).clone();
            kept.cached = kept.durable.clone();
            kept.writable = kept.durable.clone();
            after.names.put(path, kept);
            after.durableNames.put(path, kept);
        });
        return after;
    }

    /** As when the process that has it ends. */
    synchronized void unlock(Path lock) {
        locks.remove(lock);
    }

    synchronized List<Path> files() {
        return List.copyOf(names.keySet());
    }

    synchronized byte[] content(Path path) {
        return Objects.requireNonNull(names.get(path)).cached.clone();
    }

    /** As somebody else writes it. */
    synchronized void put(Path path, byte[] bytes) {
        Content content = new Content();
        content.cached = bytes.clone();
        content.writable = bytes.clone();
        content.durable = bytes.clone();
        names.put(path, content);
        durableNames.put(path, content);
    }

    synchronized void remove(Path path) {
        names.remove(path);
        durableNames.remove(path);
    }

    private void call(Act act) throws IOException {
        if (off) {
            throw new IOException("the power is off");
        }
        calls++;
        if (calls < failFrom || calls >= failUpTo) {
            act.run(1);
            return;
        }
        failed = true;
        off = fault.endsPower();
        switch (fault) {
            case REFUSES, POWER_GOES_BEFORE -> act.run(0);
            case TEARS, POWER_GOES_MIDWAY -> act.run(0.5);
            case FAILS_AFTERWARDS, POWER_GOES_AFTER -> act.run(1);
        }
        throw new IOException("No space left on device, or worse (simulated)");
    }

    @Override
    public synchronized DiskFile create(Path path) throws IOException {
        if (names.containsKey(path)) {
            throw new FileAlreadyExistsException(path.toString());
        }
        call(part -> {
            if (part > 0) {
                names.put(path, new Content());
            }
        });
        return open(path);
    }

    @Override
    public synchronized DiskFile open(Path path) throws IOException {
        Content content = names.get(path);
        if (content == null) {
            throw new NoSuchFileException(path.toString());
        }
        return new File(path, content);
    }

    @Override
    public synchronized List<Path> list(Path directory) {
        List<Path> found = new ArrayList<>();
        names.keySet().stream()
                .filter(path -> directory.equals(path.getParent()))
                .forEach(found::add);
        directories.stream().filter(path -> directory.equals(path.getParent())).forEach(found::add);
        found.sort(null);
        return found;
    }

    @Override
    public synchronized void createDirectories(Path directory) throws IOException {
        call(part -> {
            for (Path path = directory; part > 0 && path != null; path = path.getParent()) {
                directories.add(path);
            }
        });
    }

    @Override
    public synchronized void rename(Path from, Path to) throws IOException {
        call(part -> {
            Content content = part > 0 ? names.remove(from) : null;
            if (content != null) {
                names.put(to, content);
            }
        });
    }

    @Override
    public synchronized void delete(Path path) throws IOException {
        if (!names.containsKey(path)) {
            throw new NoSuchFileException(path.toString());
        }
        call(part -> {
            if (part > 0) {
                names.remove(path);
            }
        });
    }

    @Override
    public synchronized void syncDirectory(Path directory) throws IOException {
        call(part -> {
            if (part == 1 && !lies) {
                durableNames.keySet().removeIf(path -> directory.equals(path.getParent()));
                names.forEach((path, content) -> {
                    if (directory.equals(path.getParent())) {
                        durableNames.put(path, content);
                    }
                });
            }
        });
    }

    @Override
    public synchronized @Nullable Closeable lock(Path path) throws IOException {
        if (locks.contains(path)) {
            return null;
        }
        call(part -> {});
        locks.add(path);
        return () -> unlock(path);
    }

    private final class File implements DiskFile {
        private final Path path;
        private final Content content;

        private File(Path path, Content content) {
            this.path = path;
            this.content = content;
        }

        @Override
        public long length() {
            synchronized (SimulatedDisk.this) {
                return content.cached.length;
            }
        }

        @Override
        public void write(byte[] bytes, int length) throws IOException {
            synchronized (SimulatedDisk.this) {
                call(part -> {
                    int some = (int) (length * part);
                    content.cached = joined(content.cached, bytes, some);
                    content.writable = joined(content.writable, bytes, some);
                });
            }
        }

        private static byte[] joined(byte[] first, byte[] second, int length) {
            byte[] joined = Arrays.copyOf(first, first.length + length);
            System.arraycopy(second, 0, joined, first.length, length);
            return joined;
        }

        @Override
        public int read(long position, byte[] into, int length) {
            synchronized (SimulatedDisk.this) {
                int there = (int) Math.max(0, Math.min(length, content.cached.length - position));
                System.arraycopy(content.cached, there == 0 ? 0 : (int) position, into, 0, there);
                return there;
            }
        }

        @Override
        public void truncate(long length) throws IOException {
            synchronized (SimulatedDisk.this) {
                call(part -> {
                    if (part == 1) {
                        content.cached = Arrays.copyOf(content.cached, (int) length);
                        content.writable = Arrays.copyOf(content.writable, (int) length);
                    }
                });
            }
        }

        @Override
        public void sync() throws IOException {
            synchronized (SimulatedDisk.this) {
                syncs++;
                call(part -> {
                    if (lies) {
                        return;
                    }
                    int dirty = content.writable.length - content.durable.length;
                    int some = content.durable.length + (int) (dirty * part);
                    if (part < 1 && dirty > 0) {
                        // The system takes the rest for written: a second sync has nothing to do for it.
                        Arrays.fill(content.writable, some, content.writable.length, (byte) 0);
                    }
                    content.durable = Arrays.copyOf(content.writable, dirty > 0 ? some : content.writable.length);
                });
            }
        }

        @Override
        public boolean isInPlace() {
            synchronized (SimulatedDisk.this) {
                return content.equals(names.get(path));
            }
        }

        @Override
        public void close() {}
    }
}
