package io.selfhealing.agent.quarantine;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rows of which values are in quarantine, as far as this process knows: what its own writes went without, and what it has read of
 * others'. In memory and bounded: what is not in it is merely not followed. Any thread.
 */
public final class Waiting {
    private static final int MOST = 100_000;

    private final Map<String, WaitingRow> byEntry = new HashMap<>();
    /** Table → key as a text → the entries of that row. */
    private final Map<String, Map<String, Map<String, WaitingRow>>> byKey = new HashMap<>();

    /** Database and name of each table. */
    private final Map<String, List<String>> names = new HashMap<>();

    /** Writes whose transactions have not ended, or of whose end nothing is known. */
    private final Set<String> open = new HashSet<>();

    private volatile int size; // written under the lock

    /** Whether there is nothing to follow. Takes no lock. */
    public boolean isEmpty() {
        return size == 0;
    }

    /**
     * A table, by what stays the same when it is renamed, where there is that.
     *
     * @param database its short name
     * @param origin null where the catalog does not tell the database from others
     * @param name with its schema
     */
    public static String table(String database, @Nullable Origin origin, String name) {
        String identity = origin == null ? null : origin.table();
        return database
                + '\n'
                + (origin == null ? "" : origin.database())
                + '\n'
                + (identity == null ? name : "#" + identity);
    }

    /** Whether some row of the table waits. */
    public synchronized boolean holds(String table) {
        return byKey.containsKey(table);
    }

    /**
     * The tables of one database for whose rows something waits.
     *
     * @param database its short name
     * @return as {@link #table} calls it → its name when the last of its values was kept, with its schema
     */
    public synchronized Map<String, String> tables(String database) {
        Map<String, String> tables = new HashMap<>();
        for (String table : byKey.keySet()) {
            if (table.startsWith(database + '\n')) {
                tables.put(
                        table, names.getOrDefault(table, List.of(database, "")).get(1));
            }
        }
        return tables;
    }

    /** The write of a ticket ran in a transaction that is open: nobody else can see its rows yet. */
    synchronized void opened(String ticket) {
        if (open.size() < MOST) {
            open.add(ticket);
        }
    }

    /** That transaction has ended. */
    synchronized void ended(String ticket) {
        open.remove(ticket);
    }

    /** Whether it has not, as far as is known. */
    public synchronized boolean isOpen(String ticket) {
        return open.contains(ticket);
    }

    /** What waits for the row under a key; the same for equal values, whichever of Java's types holds them. */
    public synchronized List<WaitingRow> under(String table, Map<String, Object> key) {
        Map<String, WaitingRow> rows = byKey.getOrDefault(table, Map.of()).get(text(key));
        return rows == null ? List.of() : List.copyOf(rows.values());
    }

    /** What waits for any row of the table. */
    public synchronized List<WaitingRow> all(String table) {
        List<WaitingRow> all = new ArrayList<>();
        byKey.getOrDefault(table, Map.of()).values().forEach(rows -> all.addAll(rows.values()));
        return all;
    }

    /**
     * The write of a ticket ran.
     *
     * @param values of the ticket
     * @param keys of their rows; none where each value knows its own
     */
    public void ran(String ticket, List<LeftOut> values, List<Map<String, Object>> keys) {
        for (int place = 0; place < values.size(); place++) {
            LeftOut value = values.get(place);
            learn(ticket, place, place < keys.size() ? value.with(keys.get(place)) : value);
        }
    }

    /** All that is in quarantine by now: what waits is learnt, and what was settled elsewhere forgotten. */
    public void read(List<Entry> entries) {
        for (Entry entry : entries) {
            if (entry.state() == State.LANDED) {
                learn(entry.ticket(), entry.place(), entry.leftOut());
            } else if (entry.state() != State.TAKEN && entry.state() != State.OPEN) {
                forget(entry.id());
            }
        }
    }

    private synchronized void learn(String ticket, int place, LeftOut value) {
        Map<String, Object> key = value.key();
        String entry = Entry.id(ticket, place);
        if (key == null || key.isEmpty() || size >= MOST || byEntry.containsKey(entry)) {
            return;
        }
        if (!key.values().stream().allMatch(Waiting::isOfThePlatform)) {
            return; // It would keep the application's classes, or its driver's, from going.
        }
        String table = table(value.database(), value.origin(), value.table());
        names.put(table, List.of(value.database(), value.table()));
        put(new WaitingRow(ticket, place, table, key));
    }

    private static boolean isOfThePlatform(Object value) {
        return value.getClass().getName().startsWith("java.") || value instanceof byte[];
    }

    /** Nothing is to be followed for that value any more. */
    public synchronized void forget(String entry) {
        WaitingRow row = byEntry.remove(entry);
        if (row == null) {
            return;
        }
        size = byEntry.size();
        String key = text(row.key());
        Map<String, Map<String, WaitingRow>> rows = byKey.getOrDefault(row.table(), Map.of());
        Map<String, WaitingRow> same = rows.getOrDefault(key, Map.of());
        same.remove(entry);
        if (same.isEmpty()) {
            rows.remove(key);
        }
        if (rows.isEmpty()) {
            byKey.remove(row.table());
            names.remove(row.table());
        }
    }

    /** How many values wait, by their database and the name of their table. */
    public synchronized Map<List<String>, Integer> counts() {
        Map<List<String>, Integer> counts = new LinkedHashMap<>();
        byKey.forEach((table, rows) -> counts.merge(
                names.getOrDefault(table, List.of("", "")),
                rows.values().stream().mapToInt(Map::size).sum(),
                Integer::sum));
        return counts;
    }

    /** That happened. */
    public synchronized void follow(RowFate fate) {
        boolean known = byEntry.containsKey(fate.row().entry());
        List<String> name = names.get(fate.row().table());
        forget(fate.row().entry());
        if (known && fate instanceof RowFate.Moved moved) {
            put(moved.row().under(moved.key()));
            if (name != null) {
                names.put(fate.row().table(), name);
            }
        }
    }

    private void put(WaitingRow row) {
        byEntry.put(row.entry(), row);
        byKey.computeIfAbsent(row.table(), none -> new HashMap<>())
                .computeIfAbsent(text(row.key()), none -> new LinkedHashMap<>())
                .put(row.entry(), row);
        size = byEntry.size();
    }

    /** A key as a text that is the same for equal values. */
    public static String text(Map<String, Object> key) {
        Map<String, String> sorted = new TreeMap<>();
        key.forEach((column, value) -> sorted.put(column, text(value)));
        return sorted.toString();
    }

    private static String text(Object value) {
        if (value instanceof byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
        if (value instanceof Timestamp moment) {
            return moment.toLocalDateTime().toString();
        }
        if (value instanceof Date date) {
            return date.toLocalDate().toString();
        }
        if (value instanceof Number) {
            try {
                return new BigDecimal(value.toString()).stripTrailingZeros().toPlainString();
            } catch (NumberFormatException e) {
                return value.toString(); // not a finite one
            }
        }
        return value.toString();
    }
}
