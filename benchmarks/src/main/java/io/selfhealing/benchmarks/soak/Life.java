package io.selfhealing.benchmarks.soak;

import io.selfhealing.benchmarks.soak.app.Outcome;

/** What is known of one row from its journal: what it must hold now. */
final class Life {
    final long id;
    /** The last version that was acknowledged; -1 before. */
    int version = -1;
    /** Updates that were acknowledged. */
    int hits;
    /** When the last acknowledged write was sent and answered. */
    long sent;

    long answered;

    Life(long id) {
        this.id = id;
    }

    void wrote(int attempted, Outcome outcome, long sentAt, long answeredAt) {
        if (outcome == Outcome.ACKNOWLEDGED) {
            version = attempted;
            hits += attempted > 0 ? 1 : 0;
            sent = sentAt;
            answered = answeredAt;
        }
    }

    boolean exists() {
        return version >= 0;
    }
}
