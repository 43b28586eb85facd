package io.selfhealing.agent.spool;

/**
 * How long a group waits for others to join. Those who waited for the last {@code fsync} mostly come back at once; if the
 * next one began without them, two would take turns, each with half of the writers. One thread at a time.
 */
final class Companions {
    private static final long LONGEST_NANOS = 1_000_000;

    private int expected = 1;
    private long lastNanos;
    private long began;

    /** Returns when all have come who may be expected, or they have let wait for a quarter of an {@code fsync}. */
    @SuppressWarnings("ThreadPriorityCheck") // a hint: where it is not taken, the time still ends the waiting
    void await(Group group) {
        long since = System.nanoTime();
        long patience = Math.min(LONGEST_NANOS, lastNanos / 4);
        while (group.count() < expected && System.nanoTime() - since < patience) {
            Thread.yield();
        }
        began = System.nanoTime();
    }

    /**
     * A group is written.
     *
     * @param writers who waited for it, and who wait for the next one
     */
    void written(int writers) {
        lastNanos = System.nanoTime() - began;
        expected = writers;
    }
}
