package io.selfhealing.agent.schema;

import io.selfhealing.agent.content.Hasher;
import io.selfhealing.agent.content.Print;
import io.selfhealing.agent.content.Prints;
import io.selfhealing.bootstrap.door.SelfHealingDoor;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Takes one print of each table that was found at first contact, behind whatever else the database's thread has to do: its rows may be
 * all that tells what a column was, where it changes before anybody writes to it. Bounded. Used by that thread alone.
 */
final class FirstPrints {
    static final int MOST_TABLES = 300;
    static final Duration MOST_TIME = Duration.ofSeconds(2);
    /** A lock is not waited for longer: on the same thread the schema is watched. */
    private static final Duration LONGEST_READING = Duration.ofMillis(100);

    private static final int MOST_FAILURES = 5;

    /** @param fingerprint of before it was read */
    private record Found(DatabaseIdentity database, TableSnapshot table, String fingerprint) {}

    private final OwnConnection own;
    private final SchemaReader reader;
    private final ContentReader rows;
    private final ContentPlace place;
    private final Prints prints;
    private final InstantSource clock;
    private final Executor later;
    private final Deque<Found> waiting = new ArrayDeque<>();
    private @Nullable Hasher hasher;
    private boolean waits;
    private int taken;
    private int failed;
    private long nanos;

    FirstPrints(
            OwnConnection own,
            SchemaReader reader,
            ContentReader rows,
            ContentPlace place,
            Prints prints,
            InstantSource clock,
            Executor later) {
        this.own = own;
        this.reader = reader;
        this.rows = rows;
        this.place = place;
        this.prints = prints;
        this.clock = clock;
        this.later = later;
    }

    static TableKey key(String schema, String table) {
        return new TableKey(List.of(schema), table);
    }

    /**
     * These were read.
     *
     * @param fingerprints of before that, by the keys that {@link #key} gives
     */
    void add(DatabaseIdentity database, List<TableSnapshot> tables, Map<TableKey, String> fingerprints) {
        for (TableSnapshot table : tables) {
            String fingerprint = fingerprints.get(key(table.schema(), table.name()));
            if (fingerprint != null && rows.reads(table) && waiting.size() < MOST_TABLES) {
                waiting.add(new Found(database, table, fingerprint));
            }
        }
        goOn();
    }

    private void goOn() {
        if (!waits && !waiting.isEmpty()) {
            try {
                waits = true;
                later.execute(this::next);
            } catch (RejectedExecutionException e) {
                waiting.clear(); // Closed.
            }
        }
    }

    private void next() {
        waits = false;
        Found found = waiting.poll();
        if (found == null) {
            return;
        }
        if (taken >= MOST_TABLES || failed >= MOST_FAILURES || nanos >= MOST_TIME.toNanos()) {
            waiting.clear(); // The others are printed when they are used.
            return;
        }
        TableSnapshot table = found.table();
        if (place.prints(table.schema(), table.name()).isEmpty()) {
            print(found);
        }
        goOn();
    }

    private void print(Found found) {
        long started = System.nanoTime();
        try {
            Hasher hashes = hasher == null ? prints.hasher() : hasher;
            hasher = hashes;
            Optional<List<Print.Reading>> read = hashes == null ? Optional.empty() : unchanged(found);
            if (hashes != null && read.isPresent()) {
                TableSnapshot table = found.table();
                taken++;
                place.put(
                        table.schema(),
                        table.name(),
                        Prints.taken(
                                table.version(), clock.millis(), ContentReader.columns(table), read.get(), hashes));
            }
        } catch (SQLException e) {
            failed++; // It may be locked, or not be ours to read: then nothing is known of its rows.
        } catch (RuntimeException | LinkageError e) {
            failed++;
            SelfHealingDoor.count(e);
        } finally {
            nanos += System.nanoTime() - started;
        }
    }

    /** Its rows, read in the same transaction in which it is seen to be what it is taken for. */
    private Optional<List<Print.Reading>> unchanged(Found found) throws SQLException {
        TableSnapshot table = found.table();
        return own.query(
                connection -> {
                    ContentReader.Choice some = rows.some(connection, table);
                    return isUnchanged(connection, found) ? Optional.of(some.rows()) : Optional.empty();
                },
                LONGEST_READING);
    }

    private boolean isUnchanged(Connection connection, Found found) throws SQLException {
        TableKey key = key(found.table().schema(), found.table().name());
        OwnConnection.Facts facts = own.facts();
        return facts != null
                && facts.identity().equals(found.database())
                && found.fingerprint()
                        .equals(reader.fingerprints(connection, List.of(key)).get(key));
    }
}
