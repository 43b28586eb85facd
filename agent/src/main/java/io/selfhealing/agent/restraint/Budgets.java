package io.selfhealing.agent.restraint;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many rows of each table were healed in the hour under way. An hour begins when the clock says so. */
final class Budgets {
    private static final long SECONDS = 3_600;

    private final Map<Table, Ration> rations = new ConcurrentHashMap<>();

    private record Table(String database, String table) {}

    private static final class Ration {
        private long hour;
        private long used;
        private boolean spent;

        private synchronized boolean isSpent(long now) {
            return spent && hour == now;
        }

        private synchronized Taken take(long rows, long limit, long now) {
            if (hour != now) {
                hour = now;
                used = 0;
                spent = false;
            }
            if (spent) {
                return Taken.NOTHING;
            }
            if (rows > limit - used) {
                spent = true;
                return Taken.THE_LAST;
            }
            used += rows;
            return Taken.ENOUGH;
        }
    }

    /** What came of taking something. */
    enum Taken {
        ENOUGH,
        /** There was not enough left, for the first time in this hour. */
        THE_LAST,
        NOTHING
    }

    Taken take(String database, String table, long rows, long limit, Instant now) {
        return rations.computeIfAbsent(new Table(database, table), none -> new Ration())
                .take(rows, limit, hour(now));
    }

    boolean isSpent(String database, String table, Instant now) {
        Ration ration = rations.get(new Table(database, table));
        return ration != null && ration.isSpent(hour(now));
    }

    /** Tables that have nothing left in this hour. */
    List<String> spent(Instant now) {
        return rations.entrySet().stream()
                .filter(each -> each.getValue().isSpent(hour(now)))
                .map(each -> each.getKey().table())
                .distinct()
                .sorted()
                .toList();
    }

    /** All begin anew. */
    void renew() {
        rations.clear();
    }

    static Instant nextHour(Instant now) {
        return Instant.ofEpochSecond((hour(now) + 1) * SECONDS);
    }

    private static long hour(Instant now) {
        return Math.floorDiv(now.getEpochSecond(), SECONDS);
    }
}
