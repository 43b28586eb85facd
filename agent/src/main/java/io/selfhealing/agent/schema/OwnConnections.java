package io.selfhealing.agent.schema;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The agent's own connections that are open, over all databases of the process: a few, of which the least recently used makes room for
 * another. They are the application's to have: where its server has none left for it, they are given up.
 */
final class OwnConnections {
    private final int most;
    private final Set<OwnConnection> open = new LinkedHashSet<>(); // least recently used first; under the lock

    OwnConnections(int most) {
        this.most = most;
    }

    synchronized void used(OwnConnection connection) {
        if (open.remove(connection)) {
            open.add(connection);
        }
    }

    synchronized void closed(OwnConnection connection) {
        open.remove(connection);
    }

    /** Whether another one is closed where this one is opened. */
    synchronized boolean crowded(OwnConnection connection) {
        return open.size() >= most && !open.contains(connection);
    }

    /** One is about to be opened. Closes another where there are too many, but none that is in use. */
    void makeRoom(OwnConnection connection) {
        for (OwnConnection other : enter(connection)) {
            if (other.closeIfIdle()) {
                return;
            }
        }
    }

    /** Those of which one has to be closed. */
    private synchronized List<OwnConnection> enter(OwnConnection connection) {
        List<OwnConnection> others = open.size() < most ? List.of() : List.copyOf(open);
        open.add(connection);
        return others;
    }

    /**
     * Gives up all to the same server, and opens none for a while.
     *
     * @return whether there was one
     */
    boolean giveWay(String server) {
        List<OwnConnection> there;
        synchronized (this) {
            there = open.stream().filter(each -> each.server().equals(server)).toList();
        }
        there.forEach(OwnConnection::giveWay);
        return !there.isEmpty();
    }
}
