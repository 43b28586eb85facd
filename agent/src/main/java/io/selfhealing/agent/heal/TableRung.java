package io.selfhealing.agent.heal;

import io.selfhealing.agent.schema.LostTable;

/** One rung of the evidence ladder for tables, under the same rules as a {@link Rung} for columns. */
interface TableRung {
    TableAnswer answer(LostTable lost);

    /** What explanations call it. */
    String name();
}
