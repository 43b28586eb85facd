package io.selfhealing.agent.event;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Bounds a storm: of events that are alike, the first hundred in a minute are lines of their own; after that, all of one
 * second share a line. No event is lost. Used by one thread.
 */
final class Throttle {
    static final int ALONE = 100;
    static final Duration WINDOW = Duration.ofMinutes(1);
    static final Duration SHARED = Duration.ofSeconds(1);
    static final int MOST_WINDOWS = 1024;

    private final Map<Likeness, Window> windows = new LinkedHashMap<>(16, 0.75f, true);

    /** Two events that differ in nothing of this say the same. */
    private record Likeness(
            EventKind kind,
            @Nullable String database,
            @Nullable String table,
            Map<String, @Nullable String> mapping,
            @Nullable String sql,
            @Nullable String reason) {
        static Likeness of(HealEvent event) {
            return new Likeness(
                    event.kind(),
                    event.database(),
                    event.table(),
                    event.mapping(),
                    event.originalSql(),
                    event.reason());
        }
    }

    private static final class Window {
        private Instant opened = Instant.MIN;
        private int alone;
        private Instant sharedSince = Instant.MIN;
        private long shared;
        private Entry.@Nullable Stamped last;

        boolean admits(Entry.Stamped event, long count) {
            if (!event.time().isBefore(opened.plus(WINDOW))) {
                opened = event.time();
                alone = 0;
            }
            if (shared == 0 && count == 1 && alone < ALONE) {
                alone++;
                return true;
            }
            if (shared == 0) {
                sharedSince = event.time();
            }
            shared += count;
            last = event;
            return false;
        }

        boolean isDue(Instant now) {
            return !now.isBefore(sharedSince.plus(SHARED));
        }

        void giveTo(List<Counted> lines) {
            if (last != null) {
                lines.add(new Counted(last, shared));
                last = null;
                shared = 0;
            }
        }
    }

    List<Counted> add(Entry.Stamped event) {
        return add(event, 1);
    }

    /** The lines that this event, which happened so many times, gives now: itself, or none, and what is due of others. */
    List<Counted> add(Entry.Stamped event, long count) {
        List<Counted> lines = new ArrayList<>();
        Window window = windows.computeIfAbsent(Likeness.of(event.event()), k -> new Window());
        if (window.isDue(event.time())) {
            window.giveTo(lines);
        }
        if (window.admits(event, count)) {
            lines.add(new Counted(event, 1));
        }
        if (windows.size() > MOST_WINDOWS) {
            Iterator<Window> eldest = windows.values().iterator();
            eldest.next().giveTo(lines);
            eldest.remove();
        }
        return lines;
    }

    /** The shared lines whose second is over. */
    List<Counted> due(Instant now) {
        List<Counted> lines = new ArrayList<>();
        for (Window window : windows.values()) {
            if (window.isDue(now)) {
                window.giveTo(lines);
            }
        }
        return lines;
    }

    /** All shared lines, whether or not their second is over. */
    List<Counted> rest() {
        List<Counted> lines = new ArrayList<>();
        windows.values().forEach(window -> window.giveTo(lines));
        return lines;
    }
}
