package io.selfhealing.agent.heal;

/** What a rung says about a column that a write names and the table lacks. */
public sealed interface Answer {
    /** The rung has no evidence; the next one is asked. */
    Answer UNKNOWN = new Unknown();

    /** The column lives on under another name; names as the catalog holds them. */
    record Named(String column, Evidence evidence) implements Answer {}

    /** It may live on under another name, which a person is told; too little to act on, whatever else points there. */
    record Suggested(String column, Evidence evidence) implements Answer {}

    /** The column has no place and its value may be kept aside. */
    record Nowhere(Evidence evidence) implements Answer {}

    /** See {@link #UNKNOWN}. */
    record Unknown() implements Answer {}

    /**
     * The evidence forbids an answer, so that no weaker rung may give one.
     *
     * @param reason names and types only, never a value
     */
    record Refused(String reason) implements Answer {}
}
