package io.selfhealing.agent.spool;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Goes over what waits, holding one record of each directory. Within a directory the order is that in which records were
 * appended; between directories, which are different processes', it is that of their times. Not safe for use by several
 * threads; several readers may be open.
 */
public final class SpoolReader<T> implements AutoCloseable {
    private final List<Head<T>> heads = new ArrayList<>();
    private final Function<T, Instant> time;

    SpoolReader(List<LogCursor<T>> cursors, Function<T, Instant> time) {
        cursors.forEach(cursor -> heads.add(new Head<>(cursor)));
        this.time = time;
    }

    /**
     * The next one; null where nothing more waits by now. Asked again later, it returns what was appended meanwhile. What
     * cannot be read is told to whom the spool tells its problems, and passed over.
     */
    public @Nullable T next() {
        Head<T> oldest = null;
        Instant oldestTime = Instant.MAX;
        for (Head<T> head : heads) {
            T value = head.peek();
            if (value != null && (oldest == null || time.apply(value).isBefore(oldestTime))) {
                oldest = head;
                oldestTime = time.apply(value);
            }
        }
        return oldest == null ? null : oldest.take();
    }

    @Override
    public void close() {
        heads.forEach(head -> head.cursor.close());
    }

    private static final class Head<T> {
        private final LogCursor<T> cursor;
        private @Nullable T value;

        private Head(LogCursor<T> cursor) {
            this.cursor = cursor;
        }

        @Nullable
        T peek() {
            if (value == null) {
                value = cursor.next();
            }
            return value;
        }

        @Nullable
        T take() {
            T taken = peek();
            value = null;
            return taken;
        }
    }
}
