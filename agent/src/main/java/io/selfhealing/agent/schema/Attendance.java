package io.selfhealing.agent.schema;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** Which connections the application has to a database: without any, the agent needs none either. */
final class Attendance {
    /** An application that opens a connection for each piece of work has none in between. */
    private static final Duration BETWEEN = Duration.ofSeconds(5);

    /** Held weakly: not each that is lost is closed. */
    private final Set<Object> there = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private volatile boolean began;
    private @Nullable Instant emptySince; // of the database's own thread alone

    /** Any thread. Whether there was none. */
    boolean enters(Object connection) {
        boolean first = there.isEmpty();
        there.add(connection);
        began = true;
        return first;
    }

    /** Any thread. */
    void leaves(Object connection) {
        there.remove(connection);
    }

    /** Whether there are none. Any thread. */
    boolean isEmpty() {
        return there.isEmpty();
    }

    /** Whether there were some, and have been none for a while. */
    boolean deserted(Instant now) {
        if (!began || !there.isEmpty()) {
            emptySince = null;
            return false;
        }
        Instant since = emptySince == null ? now : emptySince;
        emptySince = since;
        return !now.isBefore(since.plus(BETWEEN));
    }
}
