package io.selfhealing.agent.schema;

import io.selfhealing.agent.flight.Flight;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Reads tables through the agent's own connection, and looks whether those in use have changed. One thread. */
final class Watcher {
    /** After a look at all of them failed: whoever waits for another table must not wait long. */
    private static final int MOST_BY_THEMSELVES = 4;

    /** From one look to the next where each costs another database its connection. */
    private static final Duration IN_A_CROWD = Duration.ofSeconds(15);

    /** The version is asked for before the table: what changes in between is then read once more, never missed. */
    private record Answer(
            String fingerprint,
            @Nullable TableSnapshot table,
            @Nullable Trail trail) {}

    private final SchemaCache cache;
    private final OwnConnection own;
    private final SchemaReader reader;
    private final Publisher publisher;
    private final Pursuit pursuit;
    private final Sharing sharing;
    private final @Nullable ContentPrinter printer;
    private final @Nullable Contents contents;
    private final Uses uses;
    private final FirstContact contact;
    private final Ledger ledger;
    private final InstantSource clock;
    private final SchemaSettings settings;
    private final Attendance attendance;
    private final Backoff looks = new Backoff();
    private Instant lastLook = Instant.MIN;

    Watcher(
            SchemaCache cache,
            OwnConnection own,
            SchemaReader reader,
            Publisher publisher,
            Pursuit pursuit,
            Sharing sharing,
            @Nullable ContentPrinter printer,
            @Nullable Contents contents,
            Uses uses,
            FirstContact contact,
            Attendance attendance,
            Surroundings surroundings) {
        this.cache = cache;
        this.own = own;
        this.reader = reader;
        this.publisher = publisher;
        this.pursuit = pursuit;
        this.sharing = sharing;
        this.printer = printer;
        this.contents = contents;
        this.uses = uses;
        this.contact = contact;
        this.attendance = attendance;
        this.ledger = surroundings.ledger();
        this.clock = surroundings.clock();
        this.settings = surroundings.settings();
    }

    /** Reads for those who wait; does nothing where somebody has already read for them. */
    void readIfAwaited(TableCell cell) {
        CompletableFuture<TableView> waiting = cell.takeWaiting();
        if (waiting != null) {
            try {
                if (cell.backoff().allows(clock.instant())) {
                    read(cell);
                }
            } finally {
                waiting.complete(cell.view());
            }
            print(cell);
        }
    }

    private void readAnew(TableCell cell, Instant now) {
        if (cell.backoff().allows(now)) {
            read(cell);
            print(cell);
        }
    }

    private void print(TableCell cell) {
        if (printer != null) {
            printer.first(cell);
        }
    }

    private void read(TableCell cell) {
        long ticket = cell.ticket();
        Instant asked = clock.instant();
        long imports = ledger.imports();
        Flight.Leg flight =
                Flight.schemaRefresh(publisher.database(), cell.key().table());
        try {
            SharedPast shared = sharing.read(cell.key());
            Answer answer = own.query(connection -> ask(connection, cell, shared));
            OwnConnection.Facts facts = own.facts();
            if (facts != null) {
                TableSnapshot table = answer.table();
                Trail trail = answer.trail();
                LostTable lost = trail == null ? null : uses.of(cell.key(), trail.lost());
                if (lost == null) {
                    uses.found(cell.key());
                }
                cell.read(asked, inDatabase(facts, answer.fingerprint()), trail == null ? List.of() : trail.watched());
                cell.imports(imports);
                publisher.publish(cell, ticket, facts.identity(), table, lost, shared);
                if (table != null) {
                    sharing.tell(facts.identity(), table);
                    if (printer != null) {
                        printer.seen(cell, table);
                    }
                }
                contact.inUse(facts.identity(), cell.key().path());
            }
            cell.backoff().succeeded();
        } catch (SQLException | RuntimeException | LinkageError e) {
            if (own.isOpen()) {
                cell.backoff().failed(clock.instant()); // it is this table; a connection has a backoff of its own
                publisher.failedAlone(cell, e);
            } else {
                publisher.failed(cell, e);
            }
        } finally {
            flight.over();
        }
    }

    private Answer ask(Connection connection, TableCell cell, SharedPast shared) throws SQLException {
        TableKey key = cell.key();
        String fingerprint = Pursuit.fingerprints(List.of(key), reader.fingerprints(connection, List.of(key)));
        TableSnapshot table = reader.read(connection, key.path(), key.table());
        if (table != null) {
            OwnConnection.Facts here = own.facts();
            pursuit.found(connection, here == null ? null : here.identity(), table);
            return new Answer(fingerprint, table, null);
        }
        OwnConnection.Facts facts = own.facts();
        Trail trail = facts == null ? null : pursuit.follow(connection, facts.identity(), cell, shared);
        return new Answer(trail == null ? fingerprint : fingerprint + trail.fingerprints(), null, trail);
    }

    /**
     * One look at all tables in use, and a new reading of those that changed.
     *
     * @return false where the application is gone, so that there is nothing to look at until somebody comes
     */
    boolean look() {
        Instant now = clock.instant();
        Instant lastTouch = Instant.MIN;
        List<TableCell> inUse = new ArrayList<>();
        for (TableCell cell : cache.cells()) {
            Instant touched = cell.noteTouch(now);
            lastTouch = touched.isAfter(lastTouch) ? touched : lastTouch;
            if (touched.isAfter(now.minus(settings.ttl()))) {
                inUse.add(cell);
            }
        }
        boolean deserted = attendance.deserted(now);
        if (deserted || isIdle(lastTouch, now.minus(settings.idle()))) {
            own.close();
            cache.cells().forEach(TableCell::rest);
            return !deserted;
        }
        if (waits(now)) {
            return true;
        }
        for (TableCell cell : stale(inUse, now)) {
            readAnew(cell, now);
        }
        if (contents != null && printer != null) {
            contents.look(now);
            printer.look(inUse, now);
        }
        return true;
    }

    /** One that was opened before anything is touched stays as long as one that was used. */
    private boolean isIdle(Instant lastTouch, Instant since) {
        boolean openedAhead = lastTouch.equals(Instant.MIN) && own.isOpen();
        return lastTouch.isBefore(since) && !(openedAhead && !own.unusedSince(since));
    }

    /** Whether others have all the connections that there may be, and this database was looked at lately. */
    private boolean waits(Instant now) {
        if (own.crowded() && lastLook.isAfter(now.minus(IN_A_CROWD))) {
            return true;
        }
        lastLook = now;
        return false;
    }

    /** A look at the tables to which writes were healed within the last looks; false where there are none. */
    boolean lookAtHealed() {
        Instant now = clock.instant();
        Instant since = now.minus(settings.poll().multipliedBy(2));
        List<TableCell> healed = cache.cells().stream()
                .filter(cell -> cell.healedSince(since, now))
                .toList();
        if (!own.crowded()) {
            for (TableCell cell : stale(healed, now)) {
                readAnew(cell, now);
            }
        }
        return !healed.isEmpty();
    }

    /** Those whose fingerprint is another than when they were read, and those to be read for other reasons. */
    private List<TableCell> stale(List<TableCell> inUse, Instant now) {
        List<TableCell> stale = new ArrayList<>();
        List<TableCell> read = new ArrayList<>();
        long imports = ledger.imports();
        for (TableCell cell : inUse) {
            TableView view = cell.view();
            boolean shown = view instanceof TableView.Known || view instanceof TableView.Missing;
            boolean news =
                    view instanceof TableView.Missing missing && missing.lost() != null && uses.hasNews(missing.lost());
            boolean fresh = shown && !news && cell.imports() == imports && !cell.readBefore(now.minus(settings.ttl()));
            (fresh ? read : stale).add(cell);
        }
        if (!read.isEmpty()) {
            stale.addAll(changed(read, now));
        }
        return stale;
    }

    private List<TableCell> changed(List<TableCell> read, Instant now) {
        if (!looks.allows(now)) {
            return List.of();
        }
        try {
            Set<TableKey> keys = new LinkedHashSet<>();
            read.forEach(cell -> keys.addAll(cell.watched()));
            Map<TableKey, String> fingerprints = own.query(connection -> reader.fingerprints(connection, keys));
            OwnConnection.Facts facts = own.facts();
            List<TableCell> changed = new ArrayList<>();
            for (TableCell cell : read) {
                if (facts != null
                        && cell.hasFingerprint(inDatabase(facts, Pursuit.fingerprints(cell.watched(), fingerprints)))) {
                    cell.confirmed(now);
                } else {
                    changed.add(cell);
                }
            }
            looks.succeeded();
            return changed;
        } catch (SQLException | RuntimeException | LinkageError e) {
            return failed(read, e, now);
        }
    }

    /**
     * One look that took too long, on a connection that lives, says nothing of any table: some are read by themselves, those first
     * that were read longest ago, and only one that cannot be read is not shown any more.
     */
    private List<TableCell> failed(List<TableCell> read, Throwable failure, Instant now) {
        if (own.isOpen()) {
            looks.failed(now);
            return read.stream()
                    .sorted(Comparator.comparing(TableCell::readAt))
                    .limit(MOST_BY_THEMSELVES)
                    .toList();
        }
        read.forEach(cell -> publisher.failed(cell, failure));
        return List.of();
    }

    /** Behind the same URL there may be another database after a reconnect, whose versions mean nothing here. */
    static String inDatabase(OwnConnection.Facts facts, String fingerprint) {
        return facts.identity().text() + ' ' + fingerprint;
    }
}
