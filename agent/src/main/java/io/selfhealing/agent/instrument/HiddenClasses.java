package io.selfhealing.agent.instrument;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Classes of which it could not be told, while they were loaded, whether they are a driver's: their loader does not show the class
 * files of what they extend. Once they are loaded they tell it themselves. Safe for use by several threads.
 */
final class HiddenClasses {
    /** A class that is not there after so long has failed to load. */
    private static final long PATIENCE_MILLIS = 30_000;

    private static final int MOST = 5_000;

    private final Runnable first;
    private final Map<ClassLoader, Map<String, Missed>> waiting = new WeakHashMap<>();
    private boolean added;

    /** @param first runs each time that there is one again after there was none; on the thread that loads it */
    HiddenClasses(Runnable first) {
        this.first = first;
    }

    /** @param woven whether what could be seen of the class was woven */
    private record Missed(long since, boolean woven) {}

    /** @param woven as of {@link #add} */
    record Loaded(Class<?> type, boolean woven) {}

    /**
     * @param name as in Java's text
     * @param woven whether some of its methods are woven already, by what its loader shows
     */
    void add(ClassLoader loader, String name, boolean woven, long millis) {
        boolean none;
        synchronized (waiting) {
            none = waiting.isEmpty();
            Map<String, Missed> names = waiting.computeIfAbsent(loader, each -> new HashMap<>());
            if (names.size() < MOST) {
                names.put(name, new Missed(millis, woven));
            }
            added = true;
            waiting.notifyAll();
        }
        if (none) {
            first.run();
        }
    }

    /** Waits until there is a new one, or for so long. Whether there is. */
    boolean awaitsMore(long millis) throws InterruptedException {
        synchronized (waiting) {
            if (!added) {
                waiting.wait(millis);
            }
            boolean more = added;
            added = false;
            return more;
        }
    }

    /**
     * Takes those that are loaded by now, and forgets those that are not to be expected any more.
     *
     * @param all classes that are loaded
     */
    List<Loaded> loaded(Class<?>[] all, long millis) {
        List<Loaded> found = new ArrayList<>();
        synchronized (waiting) {
            for (Class<?> each : all) {
                Map<String, Missed> names = waiting.get(each.getClassLoader());
                Missed missed = names == null ? null : names.remove(each.getName());
                if (missed != null) {
                    found.add(new Loaded(each, missed.woven()));
                }
            }
            waiting.values()
                    .forEach(names -> names.values().removeIf(missed -> millis - missed.since() > PATIENCE_MILLIS));
            waiting.values().removeIf(Map::isEmpty);
        }
        return found;
    }

    boolean isEmpty() {
        synchronized (waiting) {
            return waiting.isEmpty();
        }
    }
}
