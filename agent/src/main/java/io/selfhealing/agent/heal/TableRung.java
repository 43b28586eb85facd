package io.selfhealing.agent.heal;

/** One rung of the evidence ladder for tables, under the same rules as a {@link Rung} for columns. */
interface TableRung {
    TableAnswer answer(LostCase situation);

    /** What explanations call it. */
    String name();
}
