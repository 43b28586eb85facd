package io.selfhealing.agent.schema;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The moves of tables that one database's applications made before this JVM's eyes, newest first, bounded. Any thread. */
final class Moves {
    /** A move witnessed inside a transaction is seen only after its commit; one never seen was rolled back. */
    private static final Duration UNTIL_SEEN = Duration.ofMinutes(10);

    private static final int MOST = 64;

    private final Deque<WitnessedMove> newestFirst = new ArrayDeque<>();
    private final Deque<WitnessedMove> seen = new ArrayDeque<>();

    synchronized void witnessed(WitnessedMove move) {
        newestFirst.addFirst(move);
        if (newestFirst.size() > MOST) {
            seen.remove(newestFirst.removeLast());
        }
    }

    /** Those that may have been made, newest first. */
    synchronized List<WitnessedMove> credible(Instant now) {
        newestFirst.removeIf(move -> !seen.contains(move) && move.at().isBefore(now.minus(UNTIL_SEEN)));
        return List.copyOf(newestFirst);
    }

    /** The catalog bears the move out. */
    synchronized void borneOut(WitnessedMove move) {
        if (newestFirst.contains(move) && !seen.contains(move)) {
            seen.addFirst(move);
        }
    }
}
