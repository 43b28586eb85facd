package io.selfhealing.agent.content;

import java.util.HashMap;
import java.util.Map;

/**
 * What the rows of one table say of the columns that it lost.
 *
 * @param columns old name → name of today → what is said; what is not in it is {@link Content#SILENT}
 * @param table whether the table as a whole is the one that was looked at before, under whatever name
 * @param empty whether it is known to have no row
 */
public record ContentFacts(Map<String, Map<String, Content>> columns, Content table, boolean empty) {
    /** Nothing is known. */
    public static final ContentFacts NONE = new ContentFacts(Map.of(), Content.SILENT, false);

    public ContentFacts {
        columns = Map.copyOf(columns);
    }

    /**
     * What is said now, after this was said before and acted on: rows that were written to one by one since take nothing back, a
     * column that was filled anew does.
     */
    public ContentFacts followedBy(ContentFacts later) {
        Map<String, Map<String, Content>> all = new HashMap<>(later.columns);
        columns.forEach((old, each) -> {
            Map<String, Content> merged = new HashMap<>(all.getOrDefault(old, Map.of()));
            each.forEach((name, content) -> merged.merge(name, content, (next, before) -> spoken(before, next)));
            all.put(old, merged);
        });
        return new ContentFacts(all, spoken(table, later.table), later.empty);
    }

    private static Content spoken(Content before, Content next) {
        boolean bornOut = before instanceof Content.Same || before instanceof Content.Agreeing;
        boolean refuted = next instanceof Content.Different different && different.sweeping();
        return bornOut && !refuted ? before : next;
    }

    /** What is said of a column of today, and one that is gone. */
    public Content of(String old, String now) {
        return columns.getOrDefault(old, Map.of()).getOrDefault(now, Content.SILENT);
    }
}
