package io.selfhealing.agent.content;

/** What the rows say of whether a column of today is one that was there before. */
public sealed interface Content {
    /** They say nothing. */
    Content SILENT = new Silent();

    /**
     * It holds the old values, so many different ones that chance is below one in a million: it is the old column.
     *
     * @param detail numbers only, never a value
     */
    record Same(String detail) implements Content {}

    /**
     * It holds the old values in every row, which would be proof if there were more of them.
     *
     * @param telling whether there are several, too long to be met twice by chance, so that they tell by themselves
     * @param detail as above
     */
    record Agreeing(boolean telling, String detail) implements Content {}

    /**
     * It holds other values: it is not the old column, or not what that one meant.
     *
     * @param sweeping whether every row does, and there are several: more than rows that were written to one by one
     * @param detail as above
     */
    record Different(boolean sweeping, String detail) implements Content {}

    /**
     * Hardly a row bears it out: no guess may name it, though it may be the old column after all, emptied or written to.
     *
     * @param detail as above
     */
    record Unlike(String detail) implements Content {}

    /** See {@link #SILENT}. */
    record Silent() implements Content {}
}
