package io.selfhealing.agent.heal.learned;

/**
 * Two changes of the same names against each other. There is one look, when both have had so many outcomes: whoever looks again
 * and again finds a difference in the end, whether there is one or not.
 */
enum Trial {
    UNDECIDED,
    WON,
    LOST;

    /** Outcomes of each at which they are compared. */
    static final int LOOK = 20;

    private static final double CHANCE = 0.05;

    /** How the one fares against the other, by the outcomes of both up to the look. */
    static Trial of(LearnedPattern one, LearnedPattern other) {
        int mine = one.firstLook();
        int theirs = other.firstLook();
        if (mine < 0 || theirs < 0 || Fisher.twoSided(mine, LOOK - mine, theirs, LOOK - theirs) >= CHANCE) {
            return UNDECIDED;
        }
        return mine > theirs ? WON : LOST;
    }
}
