package io.selfhealing.agent.content;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the rows of a print say of a table as it is now. Pure. */
final class Comparison {
    private static final int FEWEST_FOR_A_TABLE = 2;

    private static final int FEWEST_OF_TWO_VALUES = 2;

    private static final long AGED = 3_600_000;

    private final Print print;
    private final boolean aged;
    private final List<Print.Column> now;
    private final Map<List<String>, Print.Reading> readings = new HashMap<>();
    private final Map<Print.Reading, long[]> hashes = new HashMap<>();

    /** @param at in milliseconds since 1970 */
    Comparison(Print print, List<Print.Column> now, List<Print.Reading> rows, long at, Hasher hasher) {
        this.print = print;
        this.aged = at - print.taken() > AGED;
        this.now = now;
        for (Print.Reading row : rows) {
            long[] hashed = new long[now.size()];
            for (int i = 0; i < hashed.length; i++) {
                hashed[i] = hasher.of(row.values().get(i), now.get(i).form());
            }
            readings.put(row.key(), row);
            hashes.put(row, hashed);
        }
    }

    /**
     * What is said of each pair of a column that the print has and the table lacks, and one of the table's; and of each that has kept its
     * name, beside the one of that name.
     */
    Map<String, Map<String, Content>> columns() {
        Set<String> names = new HashSet<>();
        now.forEach(column -> names.add(column.name()));
        Map<String, Map<String, Content>> all = new HashMap<>();
        for (int i = 0; i < print.columns().size(); i++) {
            Print.Column old = print.columns().get(i);
            Map<String, Content> each = new HashMap<>();
            for (int j = 0; j < now.size(); j++) {
                String name = now.get(j).name();
                if (!names.contains(old.name()) || name.equals(old.name())) {
                    each.put(name, tally(i, j).verdict());
                }
            }
            all.put(old.name(), each);
        }
        return all;
    }

    /**
     * For each name that is still borne, the columns of the print that it cannot be now: in rows where they held other values, the name
     * has its own, and hardly ever theirs.
     */
    Map<String, Set<String>> apart() {
        Map<String, Set<String>> apart = new HashMap<>();
        for (int j = 0; j < now.size(); j++) {
            int own = print.place(now.get(j).name());
            for (int i = 0; own >= 0 && i < print.columns().size(); i++) {
                if (i != own && isApart(own, i, j)) {
                    apart.computeIfAbsent(now.get(j).name(), none -> new HashSet<>())
                            .add(print.columns().get(i).name());
                }
            }
        }
        return apart;
    }

    private boolean isApart(int own, int other, int young) {
        int its = 0;
        int theirs = 0;
        for (Print.Row row : print.rows()) {
            Print.Reading reading = readings.get(row.key());
            long[] hashed = reading == null ? null : hashes.get(reading);
            if (hashed == null || row.hash(own) == row.hash(other)) {
                continue;
            }
            theirs += hashed[young] == row.hash(other) ? 1 : 0;
            its += hashed[young] != Hasher.NULL && hashed[young] == row.hash(own) ? 1 : 0;
        }
        // Of two values one is soon written by chance.
        int fewest = now.get(young).form() == Form.TRUTH ? FEWEST_OF_TWO_VALUES : 1;
        return its >= fewest && theirs * Tally.ONE_IN <= its;
    }

    /** What is said of each column of the print and each of today, whatever either is called, by every row that is found again. */
    Map<String, Map<String, Content>> everyPair() {
        Map<String, Map<String, Content>> all = new HashMap<>();
        for (int i = 0; i < print.columns().size(); i++) {
            Map<String, Content> each = new HashMap<>();
            for (int j = 0; j < now.size(); j++) {
                each.put(now.get(j).name(), everyRow(i, j).verdict());
            }
            all.put(print.columns().get(i).name(), each);
        }
        return all;
    }

    /** Whether the rows are those of the print: found again, in every column that has kept its name, or in one of another name. */
    Content table() {
        long found = print.rows().stream()
                .filter(row -> readings.containsKey(row.key()))
                .count();
        Content best = Content.SILENT;
        boolean different = false;
        for (int i = 0; i < print.columns().size(); i++) {
            Print.Column old = print.columns().get(i);
            Content content = old.key() >= 0 ? Content.SILENT : counterpart(i);
            different |= content instanceof Content.Different || content instanceof Content.Unlike;
            best = stronger(best, content);
        }
        if (different || found == 0 || 2 * found < print.rows().size()) {
            return different ? new Content.Different(false, "other rows under the same keys") : Content.SILENT;
        }
        boolean few = found < FEWEST_FOR_A_TABLE;
        return few && best instanceof Content.Same same ? new Content.Agreeing(false, same.detail()) : best;
    }

    private Content counterpart(int old) {
        for (int j = 0; j < now.size(); j++) {
            if (now.get(j).name().equals(print.columns().get(old).name())) {
                return everyRow(old, j).verdict();
            }
        }
        return Content.SILENT;
    }

    /**
     * For each column of the print the one of today that holds its values, whatever either is called, where that is proved of exactly
     * one; with one proved, the key under which its rows were found again is proved as well.
     */
    Map<String, String> same() {
        Map<String, String> found = new HashMap<>();
        Set<String> claimed = new HashSet<>();
        Set<String> disputed = new HashSet<>();
        for (int i = 0; i < print.columns().size(); i++) {
            String only = print.columns().get(i).key() >= 0 ? null : onlyOneLike(i);
            if (only != null) {
                found.put(print.columns().get(i).name(), only);
                if (!claimed.add(only)) {
                    disputed.add(only);
                }
            }
        }
        found.values().removeAll(disputed);
        return found.isEmpty() ? found : withKey(found);
    }

    private @Nullable String onlyOneLike(int old) {
        String only = null;
        for (int j = 0; j < now.size(); j++) {
            if (now.get(j).key() < 0 && everyRow(old, j).verdict() instanceof Content.Same) {
                if (only != null) {
                    return null;
                }
                only = now.get(j).name();
            }
        }
        return only;
    }

    private Map<String, String> withKey(Map<String, String> found) {
        for (Print.Column old : print.columns()) {
            for (Print.Column young : now) {
                if (old.key() >= 0 && old.key() == young.key()) {
                    found.put(old.name(), young.name());
                }
            }
        }
        return found;
    }

    private static Content stronger(Content some, Content other) {
        if (some instanceof Content.Same || other instanceof Content.Silent) {
            return some;
        }
        return other instanceof Content.Same || some instanceof Content.Silent ? other : some;
    }

    private Tally tally(int old, int young) {
        return tally(old, young, true);
    }

    private Tally everyRow(int old, int young) {
        return tally(old, young, false);
    }

    /** @param living whether a row that is another one now under the same key is passed over */
    private Tally tally(int old, int young, boolean living) {
        Tally tally = new Tally(print.columns().get(old), now.get(young), aged);
        for (Print.Row row : print.rows()) {
            Print.Reading reading = readings.get(row.key());
            long[] hashed = reading == null ? null : hashes.get(reading);
            if (reading != null && hashed != null && !(living && isAnotherRow(row, hashed))) {
                tally.row(row.hash(old), hashed[young], reading.values().get(young), number(row.key()));
            }
        }
        return tally;
    }

    /** Whether most of what the row held in columns that are still there is something else now. */
    private boolean isAnotherRow(Print.Row row, long[] hashed) {
        int agree = 0;
        int differ = 0;
        for (int j = 0; j < now.size(); j++) {
            int place = print.place(now.get(j).name());
            if (place >= 0 && now.get(j).key() < 0 && kept(place, j)) {
                long before = row.hash(place);
                boolean comparable = before != Hasher.NULL && hashed[j] != Hasher.NULL;
                agree += comparable && before == hashed[j] ? 1 : 0;
                differ += comparable && before != hashed[j] ? 1 : 0;
            }
        }
        return differ > agree;
    }

    private boolean kept(int old, int young) {
        Print.Column before = print.columns().get(old);
        Print.Column after = now.get(young);
        boolean other = before.identity() != null
                && after.identity() != null
                && !before.identity().equals(after.identity());
        return !other && before.form() == after.form();
    }

    private static @Nullable Long number(List<String> key) {
        return key.size() == 1 && key.get(0).matches("-?\\d{1,18}") ? Long.valueOf(key.get(0)) : null;
    }
}
