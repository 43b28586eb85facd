package io.selfhealing.agent.instrument;

import java.lang.instrument.Instrumentation;
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
    private final Map<ClassLoader, Map<String, Long>> waiting = new WeakHashMap<>();

    /** @param first runs each time that there is one again after there was none; on the thread that loads it */
    HiddenClasses(Runnable first) {
        this.first = first;
    }

    /** @param name as in Java's text */
    void add(ClassLoader loader, String name, long millis) {
        boolean none;
        synchronized (waiting) {
            none = waiting.isEmpty();
            Map<String, Long> names = waiting.computeIfAbsent(loader, each -> new HashMap<>());
            if (names.size() < MOST) {
                names.put(name, millis);
            }
        }
        if (none) {
            first.run();
        }
    }

    /** Takes those that are loaded by now, and forgets those that are not to be expected any more. */
    List<Class<?>> loaded(Instrumentation instrumentation, long millis) {
        List<Class<?>> found = new ArrayList<>();
        synchronized (waiting) {
            if (waiting.isEmpty()) {
                return found;
            }
            for (Class<?> each : instrumentation.getAllLoadedClasses()) {
                Map<String, Long> names = waiting.get(each.getClassLoader());
                if (names != null && names.remove(each.getName()) != null) {
                    found.add(each);
                }
            }
            waiting.values().forEach(names -> names.values().removeIf(since -> millis - since > PATIENCE_MILLIS));
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
