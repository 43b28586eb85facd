package io.selfhealing.agent.heal;

/** How many random cases a test goes through: fewer where it is run again for each mutant of what it tests. */
public final class Rounds {
    private static final int DIVISOR = Integer.getInteger("rounds.divisor", 1);

    /** Whether the rare cases are sure to be among them. */
    static final boolean ALL = DIVISOR == 1;

    private Rounds() {}

    public static int of(int all) {
        return Math.max(1, all / DIVISOR);
    }
}
