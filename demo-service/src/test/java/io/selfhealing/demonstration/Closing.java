package io.selfhealing.demonstration;

import java.util.ArrayDeque;
import java.util.Deque;

/** What has to be undone at the end, last opened first, however the end comes: return, failure or Ctrl-C. */
final class Closing implements AutoCloseable {
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private boolean closed;

    /** Remembers something to close; closes it at once if the end has come already. */
    synchronized <T extends AutoCloseable> T add(T opened) {
        if (closed) {
            close(opened);
            throw new DemonstrationException("stopped");
        }
        open.push(opened);
        return opened;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public synchronized void close() {
        closed = true;
        while (!open.isEmpty()) {
            close(open.pop());
        }
    }

    private static void close(AutoCloseable opened) {
        try {
            opened.close();
        } catch (Exception e) {
            System.err.println("Could not clean up: " + e);
        }
    }
}
