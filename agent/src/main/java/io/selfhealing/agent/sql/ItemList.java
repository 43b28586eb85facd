package io.selfhealing.agent.sql;

import java.util.BitSet;
import java.util.List;

/** The items of a comma-separated list, of which some go. */
final class ItemList {
    private ItemList() {}

    /**
     * Deletes items with the commas that then are too many.
     *
     * @param gone which items go; never all
     */
    static void delete(List<Span> items, BitSet gone, Splice.Builder changes) {
        int firstKept = gone.nextClearBit(0);
        for (int i = gone.nextSetBit(0); i >= 0; i = gone.nextSetBit(i + 1)) {
            Span item = items.get(i);
            changes.delete(
                    i < firstKept
                            ? new Span(item.start(), items.get(i + 1).start())
                            : new Span(items.get(i - 1).end(), item.end()));
        }
    }
}
