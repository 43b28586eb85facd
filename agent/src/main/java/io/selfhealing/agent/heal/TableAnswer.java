package io.selfhealing.agent.heal;

import io.selfhealing.agent.schema.TableHistory;

/** What a rung says about a table that a write names and the database lacks. */
sealed interface TableAnswer {
    /** The rung has no evidence; the next one is asked. */
    TableAnswer UNKNOWN = new Unknown();

    /** The table lives on under another name, or in another schema. */
    record Named(TableHistory table, Evidence evidence) implements TableAnswer {}

    /** See {@link #UNKNOWN}. */
    record Unknown() implements TableAnswer {}

    /**
     * The evidence forbids an answer, so that no weaker rung may give one.
     *
     * @param reason names only
     */
    record Refused(String reason) implements TableAnswer {}
}
