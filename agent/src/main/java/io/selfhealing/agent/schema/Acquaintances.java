package io.selfhealing.agent.schema;

import io.selfhealing.agent.config.BoundedFile;
import io.selfhealing.agent.config.FileGuard;
import io.selfhealing.agent.config.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which database was met last behind each address, in {@code databases.json} under the agent's home, for a process that starts
 * while its database is down. Shared by the processes of a home. What cannot be read is set aside, what cannot be written is said
 * once; neither is an exception.
 */
public final class Acquaintances {
    private static final int MOST = 64;
    private static final int LARGEST = 1 << 20;

    private final @Nullable Path file;
    private final Consumer<String> warnings;
    private final InstantSource clock;
    private final AtomicBoolean complained = new AtomicBoolean();

    /**
     * Where the application finds a database.
     *
     * @param url without parameters and credentials
     */
    record Address(String url, String user) {}

    /** Makes of what is known what is to be known. */
    interface Change {
        Acquaintance of(@Nullable Acquaintance before);
    }

    /**
     * Reads and writes nothing yet.
     *
     * @param home null where nothing lasts
     * @param clock names the file that is set aside
     */
    public Acquaintances(@Nullable Path home, Consumer<String> warnings, InstantSource clock) {
        this.file = home == null ? null : home.resolve("databases.json");
        this.warnings = warnings;
        this.clock = clock;
    }

    /** Null where nothing is known. Reads the file. */
    @Nullable
    Acquaintance of(Address address) {
        Path there = file;
        return there == null ? null : read(there).get(address);
    }

    /** Notes a change, and returns when it is on disk or cannot be. */
    @SuppressWarnings("try") // the guard is held, and not asked for anything
    void note(Address address, Change change) {
        Path there = file;
        if (there == null) {
            return;
        }
        try (FileGuard held = FileGuard.take(there.resolveSibling("databases.lock"))) {
            Map<Address, Acquaintance> all = read(there);
            Acquaintance before = all.remove(address);
            Acquaintance after = change.of(before);
            all.put(address, after);
            for (Iterator<Address> eldest = all.keySet().iterator(); all.size() > MOST; ) {
                eldest.next();
                eldest.remove();
            }
            if (!after.equals(before)) {
                PrivateFile.replace(there, AcquaintanceFormat.write(all));
            }
        } catch (IOException | RuntimeException e) {
            complain("what the database at an address is cannot be kept in " + there + ": " + e);
        }
    }

    private Map<Address, Acquaintance> read(Path there) {
        try {
            byte[] bytes = BoundedFile.read(there, LARGEST);
            if (bytes == null) {
                throw new CorruptLedgerException("too large", null);
            }
            return AcquaintanceFormat.read(bytes);
        } catch (NoSuchFileException e) {
            return new LinkedHashMap<>();
        } catch (CorruptLedgerException e) {
            setAside(there, String.valueOf(e.getMessage()));
        } catch (IOException | RuntimeException e) {
            complain(there + " cannot be read: " + e);
        }
        return new LinkedHashMap<>();
    }

    private void setAside(Path there, String reason) {
        try {
            Path aside = there.resolveSibling(there.getFileName() + ".corrupt-" + clock.millis());
            Files.move(there, aside);
            warnings.accept(
                    there + " could not be understood (" + reason + ") and is now " + aside
                            + ": until a database has been reached again, writes to it are not kept from the first connection on");
        } catch (IOException | RuntimeException e) {
            complain(there + " cannot be set aside: " + e);
        }
    }

    private void complain(String what) {
        if (complained.compareAndSet(false, true)) {
            warnings.accept(what);
        }
    }
}
