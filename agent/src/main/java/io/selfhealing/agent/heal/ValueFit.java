package io.selfhealing.agent.heal;

/** Whether a value looks like those that a column holds. */
public sealed interface ValueFit {
    /** Nothing speaks for it or against it. */
    ValueFit UNKNOWN = new Unknown();

    /** See {@link #UNKNOWN}. */
    record Unknown() implements ValueFit {}

    /**
     * It is of the column's own sort. Of itself no ground for anything.
     *
     * @param evidence too weak to stand alone
     */
    record Usual(Evidence evidence) implements ValueFit {}

    /**
     * It is not what the column holds.
     *
     * @param reason names and classes of values only, never a value
     */
    record Odd(String reason) implements ValueFit {}
}
