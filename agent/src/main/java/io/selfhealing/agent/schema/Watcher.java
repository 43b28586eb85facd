package io.selfhealing.agent.schema;

import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Reads tables through the agent's own connection, and looks whether those in use have changed. One thread. */
final class Watcher {
    /** The version is asked for before the table: what changes in between is then read once more, never missed. */
    private record Answer(String fingerprint, @Nullable TableSnapshot table) {}

    private final SchemaCache cache;
    private final OwnConnection own;
    private final SchemaReader reader;
    private final Publisher publisher;
    private final InstantSource clock;
    private final SchemaSettings settings;

    Watcher(SchemaCache cache, OwnConnection own, SchemaReader reader, Publisher publisher, Surroundings surroundings) {
        this.cache = cache;
        this.own = own;
        this.reader = reader;
        this.publisher = publisher;
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
        }
    }

    private void read(TableCell cell) {
        TableKey key = cell.key();
        long ticket = cell.ticket();
        Instant asked = clock.instant();
        try {
            Answer answer = own.query(connection -> new Answer(
                    fingerprint(reader.fingerprints(connection, List.of(key)), key),
                    reader.read(connection, key.path(), key.table())));
            OwnConnection.Facts facts = own.facts();
            if (facts != null) {
                cell.read(asked, inDatabase(facts, answer.fingerprint()));
                publisher.publish(cell, ticket, facts.identity(), answer.table());
            }
            cell.backoff().succeeded();
        } catch (SQLException | RuntimeException | LinkageError e) {
            if (own.isOpen()) {
                cell.backoff().failed(clock.instant()); // it is this table; a connection has a backoff of its own
            }
            publisher.failed(cell, e);
        }
    }

    /** One look at all tables in use, and a new reading of those that changed. */
    void look() {
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
        if (lastTouch.isBefore(now.minus(settings.idle()))) {
            own.close();
            cache.cells().forEach(TableCell::rest);
            return;
        }
        for (TableCell cell : stale(inUse, now)) {
            if (cell.backoff().allows(now)) {
                read(cell);
            }
        }
    }

    /** Those whose fingerprint is another than when they were read, and those to be read for other reasons. */
    private List<TableCell> stale(List<TableCell> inUse, Instant now) {
        List<TableCell> stale = new ArrayList<>();
        List<TableCell> read = new ArrayList<>();
        for (TableCell cell : inUse) {
            TableView view = cell.view();
            boolean shown = view instanceof TableView.Known || view instanceof TableView.Missing;
            (shown && !cell.readBefore(now.minus(settings.ttl())) ? read : stale).add(cell);
        }
        if (!read.isEmpty()) {
            stale.addAll(changed(read, now));
        }
        return stale;
    }

    private List<TableCell> changed(List<TableCell> read, Instant now) {
        try {
            List<TableKey> keys = read.stream().map(TableCell::key).toList();
            Map<TableKey, String> fingerprints = own.query(connection -> reader.fingerprints(connection, keys));
            OwnConnection.Facts facts = own.facts();
            List<TableCell> changed = new ArrayList<>();
            for (TableCell cell : read) {
                if (facts != null && cell.hasFingerprint(inDatabase(facts, fingerprint(fingerprints, cell.key())))) {
                    cell.confirmed(now);
                } else {
                    changed.add(cell);
                }
            }
            return changed;
        } catch (SQLException | RuntimeException | LinkageError e) {
            read.forEach(cell -> publisher.failed(cell, e));
            return List.of();
        }
    }

    private static String fingerprint(Map<TableKey, String> fingerprints, TableKey key) {
        return fingerprints.getOrDefault(key, "");
    }

    /** Behind the same URL there may be another database after a reconnect, whose versions mean nothing here. */
    private static String inDatabase(OwnConnection.Facts facts, String fingerprint) {
        return facts.identity().text() + ' ' + fingerprint;
    }
}
