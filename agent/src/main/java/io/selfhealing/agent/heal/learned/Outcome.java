package io.selfhealing.agent.heal.learned;

import io.selfhealing.agent.schema.TypeFamily;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Something that speaks for or against what was learnt, or teaches it. Tables by their bare names, columns as the catalog has them. */
public sealed interface Outcome {
    /** Writes were healed by proof: that is what became of the column. */
    record Proved(String table, String from, String to, TypeFamily family, long count) implements Outcome {}

    /**
     * Writes were healed by a guess, and the database took them.
     *
     * @param learned whether what was learnt had a part in the guess
     * @param stands whether nothing has changed in the table since; asked a while later
     */
    record Accepted(
            String table,
            String from,
            String to,
            TypeFamily family,
            long count,
            boolean learned,
            BooleanSupplier stands)
            implements Outcome {
        boolean sameRename(Accepted other) {
            return table.equals(other.table)
                    && from.equals(other.from)
                    && to.equals(other.to)
                    && family == other.family
                    && learned == other.learned;
        }

        Accepted times(long number) {
            return new Accepted(table, from, to, family, number, learned, stands);
        }
    }

    /** The writes are undone by the application itself, which says nothing of the guess. */
    record RolledBack(String table, String from, String to) implements Outcome {}

    /** The database did not take the value of a write that was healed by a guess, or the value was not of the column's type. */
    record Refused(String table, String from, String to, TypeFamily family) implements Outcome {}

    /** A rename was thought of, and the evidence was too weak for it. */
    record Suggested(String table, String from, String to) implements Outcome {}

    /**
     * A column is gone.
     *
     * @param became the name that it bears now, where the database tells; null where it does not, or the column was dropped
     */
    record Gone(String table, String column, @Nullable String became, TypeFamily family) implements Outcome {}
}
