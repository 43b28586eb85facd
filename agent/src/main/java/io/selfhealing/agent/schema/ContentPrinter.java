package io.selfhealing.agent.schema;

import io.selfhealing.agent.content.Hasher;
import io.selfhealing.agent.content.Print;
import io.selfhealing.agent.content.Prints;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Takes prints of the tables in use while their shape stays as it is: several soon after a table is first seen, since its first
 * rows may be all that is there when it changes, and then now and again. Of the database's own thread alone.
 */
final class ContentPrinter {
    /** A lock is not waited for longer: on the same thread the schema is watched. */
    private static final Duration LONGEST_READING = Duration.ofMillis(250);

    /** From one print of a new table to the next, in milliseconds; about twice as long each time. */
    private static final int[] SOON = {3, 5, 8, 12, 20, 35, 60, 120, 250, 500, 1000};

    /** So many more are taken at once of a table that is filled while it is first seen. */
    private static final int FIRST = 6;

    private static final int OF_FIRST_A_SECOND = 20;

    private static final int OF_FIRST_AT_ONCE = 100;

    private static final Duration WHILE_FEW_ROWS = Duration.ofSeconds(1);
    private static final Duration AGAIN = Duration.ofSeconds(30);
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(10);
    private static final Duration AFTER_MANY = Duration.ofHours(1);

    /** How many prints may be taken a second, over all tables. */
    private static final int A_SECOND = 3;

    private static final int AT_ONCE = 60;

    /** The same of new tables, whose first rows come now. */
    private static final int OF_NEW_A_SECOND = 6;

    private static final int OF_NEW_AT_ONCE = 400;

    /** So many are kept for tables of which there is none yet, where many are new. */
    private static final int FOR_THE_FIRST = 200;

    /** A write is noticed when it begins: its row may come so much later. */
    private static final Duration WRITING = Duration.ofMillis(50);

    /** What is known of one table's prints. */
    private static final class Subject {
        private TableSnapshot table;
        private int soon;
        private int rows;
        private boolean few = true;
        private Duration pause = WHILE_FEW_ROWS;
        private Duration failing = AFTER_A_FAILURE;
        private Instant next = Instant.MIN;
        private Instant taken = Instant.MIN;

        Subject(TableSnapshot table) {
            this.table = table;
        }
    }

    private final OwnConnection own;
    private final SchemaReader reader;
    private final SchemaThread thread;
    private final ContentReader rows;
    private final ContentPlace place;
    private final Prints prints;
    private final InstantSource clock;
    private final Map<TableCell, Subject> subjects = new WeakHashMap<>();
    private final Allowance ofFirst = new Allowance(OF_FIRST_A_SECOND, OF_FIRST_AT_ONCE);
    private final Allowance ofNew = new Allowance(OF_NEW_A_SECOND, OF_NEW_AT_ONCE);
    private final Allowance ofAll = new Allowance(A_SECOND, AT_ONCE);
    private @Nullable Hasher hasher;

    ContentPrinter(
            OwnConnection own,
            SchemaReader reader,
            SchemaThread thread,
            ContentReader rows,
            ContentPlace place,
            Prints prints,
            InstantSource clock) {
        this.own = own;
        this.reader = reader;
        this.thread = thread;
        this.rows = rows;
        this.place = place;
        this.prints = prints;
        this.clock = clock;
    }

    /** A table was read; {@link #first} is to follow. */
    void seen(TableCell cell, TableSnapshot table) {
        if (!rows.reads(table)) {
            subjects.remove(cell);
            return;
        }
        Subject subject = subjects.get(cell);
        if (subject == null || !subject.table.sameShape(table)) {
            subjects.put(cell, new Subject(table));
        } else {
            subject.table = table;
        }
    }

    /**
     * Takes the first print of a table that is new, and more while its rows become more, before anything else is done here: what is
     * there now may soon be changed.
     */
    void first(TableCell cell) {
        Subject subject = subjects.get(cell);
        if (subject == null || subject.soon > 0) {
            return;
        }
        printSoon(cell, subject);
        int same = 0;
        for (int more = 0; more < FIRST && same < 2 && goesOn(subject) && ofFirst.takes(clock.instant(), 0); more++) {
            int before = subject.rows;
            print(cell, subject);
            same = subject.rows > before ? 0 : same + 1;
        }
    }

    /** A print that failed is the last for a while, and nobody must wait. */
    private boolean goesOn(Subject subject) {
        return subject.few && subject.soon < SOON.length && !thread.isAwaited();
    }

    private void soon(TableCell cell, Subject subject) {
        if (subject.soon < SOON.length) {
            thread.later(
                    () -> {
                        if (subjects.get(cell) == subject) {
                            printSoon(cell, subject);
                        }
                    },
                    Duration.ofMillis(SOON[subject.soon++]));
        }
    }

    private void printSoon(TableCell cell, Subject subject) {
        Instant now = clock.instant();
        if (cell.noteTouch(now).plus(WRITING).isBefore(subject.taken)) {
            soon(cell, subject); // Nothing came since.
        } else if (subject.few && ofNew.takes(now, subject.taken.equals(Instant.MIN) ? 0 : FOR_THE_FIRST)) {
            print(cell, subject);
            soon(cell, subject);
        } else {
            subject.soon = SOON.length; // From now on when it is due.
        }
    }

    /** Takes those that are due, the oldest first. */
    void look(Collection<TableCell> inUse, Instant now) {
        List<TableCell> due = new ArrayList<>();
        for (TableCell cell : inUse) {
            Subject subject = subjects.get(cell);
            if (subject != null && subject.soon == SOON.length && isDue(subject, cell.noteTouch(now), now)) {
                due.add(cell);
            }
        }
        due.sort(Comparator.comparing(cell -> {
            Subject subject = subjects.get(cell);
            return subject == null ? Instant.MAX : subject.taken;
        }));
        for (TableCell cell : due) {
            Subject subject = subjects.get(cell);
            if (subject != null && ofAll.takes(now, 0)) {
                print(cell, subject);
            }
        }
    }

    /** Nothing is read anew of a table that nobody has touched since. */
    private static boolean isDue(Subject subject, Instant touched, Instant now) {
        return !now.isBefore(subject.next) && !touched.isBefore(subject.taken);
    }

    private void print(TableCell cell, Subject subject) {
        Instant now = clock.instant();
        TableSnapshot table = subject.table;
        subject.taken = now;
        try {
            Hasher hashes = hasher == null ? prints.hasher() : hasher;
            hasher = hashes;
            if (hashes == null) {
                subjects.remove(cell);
                return;
            }
            Optional<ContentReader.Choice> unchanged = own.query(
                    connection -> {
                        ContentReader.Choice some = rows.some(connection, table);
                        return isUnchanged(connection, cell) ? Optional.of(some) : Optional.empty();
                    },
                    LONGEST_READING);
            if (unchanged.isPresent()) {
                List<Print.Reading> read = unchanged.get().rows();
                place.put(
                        table.schema(),
                        table.name(),
                        Prints.taken(table.version(), now.toEpochMilli(), ContentReader.columns(table), read, hashes));
                subject.pause = read.size() > subject.rows ? WHILE_FEW_ROWS : longer(subject.pause, AGAIN);
                subject.rows = read.size();
                subject.few = unchanged.get().all();
            }
            subject.failing = AFTER_A_FAILURE;
            subject.next = now.plus(subject.few ? subject.pause : AGAIN);
        } catch (SQLException | RuntimeException | LinkageError e) {
            // It may have changed in this moment, be locked, or not be ours to read: then nothing is known of its rows.
            subject.soon = SOON.length;
            subject.next = now.plus(subject.failing);
            subject.failing = longer(subject.failing, AFTER_MANY);
        }
    }

    private static Duration longer(Duration pause, Duration most) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(most) < 0 ? twice : most;
    }

    /** Whether the table is what it is taken for. Its rows were read in the same transaction, so that it cannot change in between. */
    private boolean isUnchanged(Connection connection, TableCell cell) throws SQLException {
        Map<TableKey, String> fingerprints = reader.fingerprints(connection, cell.watched());
        OwnConnection.Facts facts = own.facts();
        return facts != null
                && cell.hasFingerprint(Watcher.inDatabase(facts, Pursuit.fingerprints(cell.watched(), fingerprints)));
    }
}
