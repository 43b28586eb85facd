package io.selfhealing.agent.event;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** How often something happened to each table since the start, and which databases are down now. Bounded. Any thread. */
public final class TableCounts implements EventListener {
    /** Instead of a database or a table that came when there were too many. */
    public static final String OTHERS = "(others)";

    private static final int MOST = 500;

    private final Map<Place, Long> counts = new ConcurrentHashMap<>();
    private final Map<String, Instant> down = new ConcurrentHashMap<>();

    /**
     * What happened where.
     *
     * @param table with its schema, where that is known
     */
    public record Place(EventKind kind, String database, String table) {}

    @Override
    public void happened(HealEvent event, Instant time, long count) {
        String database = event.database();
        if (database == null) {
            return;
        }
        if (event.kind() == EventKind.DATABASE_DOWN && down.size() < MOST) {
            down.put(database, time);
        } else if (event.kind() == EventKind.DATABASE_UP) {
            down.remove(database);
        }
        String table = event.table();
        if (table != null) {
            counts.merge(place(event.kind(), database, table), count, Long::sum);
        }
    }

    private Place place(EventKind kind, String database, String table) {
        Place place = new Place(kind, database, table);
        return counts.size() < MOST || counts.containsKey(place) ? place : new Place(kind, OTHERS, OTHERS);
    }

    /** A copy. */
    public Map<Place, Long> counts() {
        return Map.copyOf(counts);
    }

    /** Since when each database is down that is. */
    public Map<String, Instant> down() {
        return new TreeMap<>(down);
    }

    /** Null for one that is not down. */
    public @Nullable Instant downSince(String database) {
        return down.get(database);
    }
}
