package io.selfhealing.agent.spool.replay;

import org.jspecify.annotations.Nullable;

/** What a replay has done, for whoever asks. */
final class Counts {
    private long replayed;
    private long known;
    private long deadLetters;
    private @Nullable String lastFailure;

    synchronized void landed(int records, int alreadyThere) {
        replayed += records;
        known += alreadyThere;
        lastFailure = null;
    }

    synchronized void deadLetter() {
        deadLetters++;
    }

    synchronized void failed(String reason) {
        lastFailure = reason;
    }

    synchronized ReplayStatus status(
            String database, ReplayStatus.State state, long held, java.util.Set<String> stopped) {
        return new ReplayStatus(database, state, replayed, known, deadLetters, held, stopped, lastFailure);
    }
}
