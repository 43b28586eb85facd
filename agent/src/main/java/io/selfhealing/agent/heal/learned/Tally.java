package io.selfhealing.agent.heal.learned;

/**
 * What one table has said of a change: at most so much, since its writes are not independent of each other.
 *
 * @param successes 0 to {@link #MOST}
 * @param failures 0 to {@link #MOST}
 */
public record Tally(int successes, int failures) {
    static final int MOST = 5;
    static final Tally NOTHING = new Tally(0, 0);

    public Tally {
        if (successes < 0 || failures < 0 || successes > MOST || failures > MOST) {
            throw new IllegalArgumentException("not a tally: " + successes + ", " + failures);
        }
    }

    Tally with(boolean success) {
        return success
                ? new Tally(Math.min(MOST, successes + 1), failures)
                : new Tally(successes, Math.min(MOST, failures + 1));
    }

    /** The same outcomes told twice are one. */
    Tally or(Tally other) {
        return new Tally(Math.max(successes, other.successes), Math.max(failures, other.failures));
    }
}
