package io.selfhealing.agent.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Reads all tables of the schemas in which an application may look up names, once: so that of a table which nobody has written to
 * yet it is known what it was before it changed. What was made since is read when another table there is. In small pieces behind
 * whatever else the database's thread has to do, and bounded. Used by that thread alone.
 */
final class FirstContact {
    static final int MOST_TABLES = 2_000;
    static final int MOST_COLUMNS = 50_000;
    static final Duration MOST_TIME = Duration.ofSeconds(5);
    /** From one list of the tables of a schema in use to the next. */
    static final Duration AGAIN = Duration.ofSeconds(30);

    /** Names that may be schemas are no more than that. */
    private static final int MOST_SCHEMAS = 10_000;

    /** Whoever waits for a table waits for no more than one piece. */
    private static final int PIECE = 16;

    private static final Set<String> SYSTEM =
            Set.of("pg_catalog", "information_schema", "pg_toast", "mysql", "performance_schema", "sys");
    private static final String TEMPORARY = "pg_temp";
    private static final String OF_THE_AGENT = "selfhealing_";

    /** Some tables of one schema; with no tables: all that are yet to be listed. */
    private record Piece(DatabaseIdentity database, String schema, List<String> tables) {}

    private final OwnConnection own;
    private final SchemaReader reader;
    private final Pursuit pursuit;
    private final Publisher publisher;
    private final @Nullable FirstPrints printer;
    private final Executor later;
    private final InstantSource clock;
    /** When its tables were listed because one of them was used; {@link Instant#MIN} for a schema where none was. */
    private final Map<List<String>, Instant> listed = new HashMap<>();

    private final Deque<Piece> pieces = new ArrayDeque<>();
    private int tables;
    private int columns;
    private long nanos;
    private boolean waits;
    private boolean cut;

    /** @param printer null where no rows are read */
    FirstContact(
            OwnConnection own,
            SchemaReader reader,
            Pursuit pursuit,
            Publisher publisher,
            @Nullable FirstPrints printer,
            Executor later,
            InstantSource clock) {
        this.own = own;
        this.reader = reader;
        this.pursuit = pursuit;
        this.publisher = publisher;
        this.printer = printer;
        this.later = later;
        this.clock = clock;
    }

    /** Tables of these schemas may be used from now on. */
    void reached(DatabaseIdentity database, Collection<String> schemas) {
        for (String schema : schemas) {
            if (mayList(schema) && listed.putIfAbsent(List.of(database.text(), schema), Instant.MIN) == null) {
                pieces.add(new Piece(database, schema, List.of()));
            }
        }
        goOn();
    }

    /** Tables of these schemas are in use. */
    void inUse(DatabaseIdentity database, Collection<String> schemas) {
        Instant now = clock.instant();
        for (String schema : schemas) {
            List<String> place = List.of(database.text(), schema);
            Instant last = listed.getOrDefault(place, Instant.MIN);
            if (mayList(schema) && !last.isAfter(now.minus(AGAIN))) {
                listed.put(place, now);
                pieces.add(new Piece(database, schema, List.of()));
            }
        }
        goOn();
    }

    private boolean mayList(String schema) {
        return !cut && listed.size() < MOST_SCHEMAS && !isSystem(schema);
    }

    private static boolean isSystem(String schema) {
        return SYSTEM.contains(schema.toLowerCase(Locale.ROOT)) || schema.startsWith(TEMPORARY);
    }

    private void goOn() {
        if (!waits && !pieces.isEmpty()) {
            try {
                waits = true;
                later.execute(this::next);
            } catch (RejectedExecutionException e) {
                pieces.clear(); // Closed.
            }
        }
    }

    private void next() {
        waits = false;
        Piece piece = pieces.poll();
        if (piece == null) {
            return;
        }
        try {
            if (piece.tables().isEmpty()) {
                list(piece);
            } else {
                read(piece);
            }
        } catch (SQLException | RuntimeException | LinkageError e) {
            // What could not be read now is read when it is used.
        }
        if (!pieces.isEmpty() && isEnough()) {
            stop(piece);
        }
        if (pieces.isEmpty()) {
            publisher.storeFirst(piece.database());
        }
        goOn();
    }

    private boolean isEnough() {
        return tables >= MOST_TABLES || columns >= MOST_COLUMNS || nanos >= MOST_TIME.toNanos();
    }

    private void stop(Piece last) {
        cut = true;
        pieces.clear();
        publisher.cut(
                "read " + tables + " tables with " + columns + " columns at first contact, in " + nanos / 1_000_000
                        + " ms, and stopped there (at most " + MOST_TABLES + ", " + MOST_COLUMNS + " and "
                        + MOST_TIME.toMillis()
                        + " ms), in schema " + last.schema()
                        + "; the others are read when they are first written to, and what happens to them before is not known");
    }

    private void list(Piece schema) throws SQLException {
        List<String> names = own.query(connection -> {
            pursuit.seen(connection, schema.schema());
            return reader.tables(connection, schema.schema(), MOST_TABLES + 1);
        });
        List<String> unknown = names.stream()
                .filter(name -> !name.toLowerCase(Locale.ROOT).startsWith(OF_THE_AGENT))
                .filter(name -> !publisher.remembersFirst(schema.database(), schema.schema(), name))
                .toList();
        for (int from = 0; from < unknown.size(); from += PIECE) {
            List<String> some = unknown.subList(from, Math.min(unknown.size(), from + PIECE));
            pieces.add(new Piece(schema.database(), schema.schema(), List.copyOf(some)));
        }
    }

    private void read(Piece piece) throws SQLException {
        long started = System.nanoTime();
        Map<TableKey, String> before = new HashMap<>();
        List<TableSnapshot> read = new ArrayList<>();
        try {
            boolean unused = own.query(connection -> {
                OwnConnection.Facts facts = own.facts();
                if (facts != null && facts.identity().equals(piece.database())) {
                    before.putAll(fingerprints(connection, piece));
                    read.addAll(reader.readAll(connection, piece.schema(), piece.tables()));
                }
                return true;
            });
        } finally {
            nanos += System.nanoTime() - started;
        }
        read.removeIf(table -> table.kind() != TableSnapshot.Kind.TABLE);
        read.forEach(table -> columns += table.columns().size());
        tables += read.size();
        publisher.rememberFirst(piece.database(), read);
        if (printer != null) {
            printer.add(piece.database(), read, before);
        }
    }

    private Map<TableKey, String> fingerprints(Connection connection, Piece piece) throws SQLException {
        List<TableKey> keys = printer == null
                ? List.of()
                : piece.tables().stream()
                        .map(table -> FirstPrints.key(piece.schema(), table))
                        .toList();
        return keys.isEmpty() ? Map.of() : reader.fingerprints(connection, keys);
    }
}
