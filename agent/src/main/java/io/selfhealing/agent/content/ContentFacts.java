package io.selfhealing.agent.content;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What the rows of one table say of the columns that it lost.
 *
 * @param columns old name → name of today → what is said; what is not in it is {@link Content#SILENT}
 * @param table whether the table as a whole is the one that was looked at before, under whatever name
 * @param empty whether it is known to have no row, and had none when it was looked at before
 * @param rowless whether it is known to have no row now
 * @param asked whether rows of this database are asked at all: then that nothing is said is a reason to doubt
 * @param twin another table of its schema that is as this one was before; null where none is known
 * @param kept old name → the shapes of the table of which rows that were looked at then hold what they held under it still, with
 *     certainty, under this or another name; and for two old names, as a {@linkplain #pair pair}, those of which rows tell that
 *     what bears the first name now is not what bore the second
 * @param hollow columns of today that hold nothing in any of the rows that are there longest, as far as it was asked
 */
public record ContentFacts(
        Map<String, Map<String, Content>> columns,
        Content table,
        boolean empty,
        boolean rowless,
        boolean asked,
        @Nullable String twin,
        Map<String, Set<String>> kept,
        Set<String> hollow) {
    private static final char SEPARATOR = '\0';

    /** Nothing is known, and nobody can be asked. */
    public static final ContentFacts NONE = new ContentFacts(Map.of(), Content.SILENT, false);

    /** Nothing was answered. */
    public static final ContentFacts UNANSWERED = NONE.askedBeside(null);

    /** One of which nobody asked whether they may be doubted. */
    public ContentFacts(Map<String, Map<String, Content>> columns, Content table, boolean empty) {
        this(columns, table, empty, empty, false, null, Map.of(), Set.of());
    }

    public ContentFacts {
        columns = Map.copyOf(columns);
        kept = Map.copyOf(kept);
        hollow = Set.copyOf(hollow);
    }

    /**
     * What is said now, after this was said before and acted on: rows that were written to one by one since take nothing back, nor that a
     * column had kept what it held; a column that was filled anew does.
     */
    public ContentFacts followedBy(ContentFacts later) {
        Map<String, Map<String, Content>> all = new HashMap<>(later.columns);
        columns.forEach((old, each) -> {
            Map<String, Content> merged = new HashMap<>(all.getOrDefault(old, Map.of()));
            each.forEach((name, content) -> merged.merge(name, content, (next, before) -> spoken(before, next)));
            all.put(old, merged);
        });
        Map<String, Set<String>> both = new HashMap<>(later.kept);
        kept.forEach((name, shapes) -> {
            String bearer = name.substring(0, (name + SEPARATOR).indexOf(SEPARATOR));
            if (!isRefuted(later.of(bearer, bearer))) {
                both.merge(name, shapes, ContentFacts::union);
            }
        });
        return new ContentFacts(
                all,
                spoken(table, later.table),
                later.empty,
                later.rowless,
                later.asked,
                later.twin,
                both,
                later.hollow);
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        Set<String> all = new HashSet<>(some);
        all.addAll(others);
        return all;
    }

    private static boolean isRefuted(Content content) {
        return content instanceof Content.Different different && different.sweeping();
    }

    /** The same as an answer of the database, with the table that is as this one was. */
    public ContentFacts askedBeside(@Nullable String like) {
        return new ContentFacts(columns, table, empty, rowless, true, like, kept, hollow);
    }

    /** The same, with what is said of columns. */
    public ContentFacts withColumns(Map<String, Map<String, Content>> said) {
        return new ContentFacts(said, table, empty, rowless, asked, twin, kept, hollow);
    }

    /** The same, with nothing said for a column's being another one where that cannot be told. */
    public ContentFacts without(BiPredicate<String, String> untold) {
        Map<String, Map<String, Content>> said = new HashMap<>();
        columns.forEach((old, each) -> {
            Map<String, Content> left = new HashMap<>(each);
            left.entrySet()
                    .removeIf(now ->
                            (now.getValue() instanceof Content.Same || now.getValue() instanceof Content.Agreeing)
                                    && untold.test(old, now.getKey()));
            said.put(old, left);
        });
        return withColumns(said);
    }

    /** The same, with the columns that have kept what they held. */
    public ContentFacts keeping(Map<String, Set<String>> names) {
        return new ContentFacts(columns, table, empty, rowless, asked, twin, names, hollow);
    }

    /** Whether rows of one of these shapes tell that what bears the name now is not what bore the other one then. */
    public boolean isKept(String name, String other, Set<String> shapes) {
        return !Collections.disjoint(kept.getOrDefault(name, Set.of()), shapes)
                || !Collections.disjoint(kept.getOrDefault(pair(name, other), Set.of()), shapes);
    }

    /** How two names stand in {@link #kept}. */
    public static String pair(String name, String other) {
        return name + SEPARATOR + other;
    }

    /** The same, with the columns that hold nothing. */
    public ContentFacts withHollow(Set<String> names) {
        return new ContentFacts(columns, table, empty, rowless, asked, twin, kept, names);
    }

    /** The same, of a table that has no row now, or has some. */
    public ContentFacts withoutRows(boolean none) {
        return new ContentFacts(columns, table, empty, none, asked, twin, kept, hollow);
    }

    /** Whether some column of the rows that were looked at before is found again, and no row is another one under its key. */
    public boolean bearOutTheTable() {
        boolean some = table instanceof Content.Same
                || table instanceof Content.Agreeing
                || columns.values().stream()
                        .flatMap(each -> each.values().stream())
                        .anyMatch(content -> content instanceof Content.Same || content instanceof Content.Agreeing);
        return some && !(table instanceof Content.Different);
    }

    private static Content spoken(Content before, Content next) {
        boolean bornOut = before instanceof Content.Same || before instanceof Content.Agreeing;
        return bornOut && !isRefuted(next) ? before : next;
    }

    /** What is said of a column of today, and one that is gone. */
    public Content of(String old, String now) {
        return columns.getOrDefault(old, Map.of()).getOrDefault(now, Content.SILENT);
    }
}
