package io.selfhealing.agent.content;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares one column of a print with one of today, row by row. For one thread, once. */
final class Tally {
    /** How much less likely each row that does not agree makes it that the others do not agree by chance. */
    private static final double WEIGHT_OF_ONE_THAT_DIFFERS = 1_000;

    /** Rows may have been written to since the print: one in so many may differ. */
    static final int ONE_IN = 8;

    private static final int ENOUGH_ROWS = 3;

    /** Of an old print many rows may have been written to since. */
    private static final double WEIGHT_AFTER_A_WHILE = 2;

    private static final int SEVERAL_ROWS = 4;
    private static final int FEWEST_TELLING = 3;

    private final Print.Column old;
    private final Print.Column now;
    private final boolean tellsApart;
    private final boolean aged;
    private final Map<Long, int[]> values = new HashMap<>();
    private final Map<Long, String> agreed = new HashMap<>();
    private final List<Long> numbers = new ArrayList<>();
    private final List<@Nullable Long> keys = new ArrayList<>();
    private int agree;
    private int differ;
    private int lost;

    /** @param aged whether the print is so old that many rows may have been written to since */
    Tally(Print.Column old, Print.Column now, boolean aged) {
        this.aged = aged;
        this.old = old;
        this.now = now;
        this.tellsApart = Form.tellApart(old.form(), now.form());
    }

    /**
     * @param before the hash of the print
     * @param after of the same row now
     * @param text the value now
     * @param key the row's, where it is one whole number
     */
    void row(long before, long after, @Nullable String text, @Nullable Long key) {
        if (before == Hasher.NULL) {
            return; // What was empty may be filled by whoever makes the column required.
        }
        if (after == Hasher.NULL || text == null) {
            lost++;
        } else if (before == after) {
            agree++;
            seen(before)[0]++;
            agreed.put(before, text);
            count(text, key);
        } else if (!Hasher.cut(before) && !Hasher.cut(after)) {
            differ++;
            seen(before)[1]++;
        }
    }

    private int[] seen(long value) {
        return values.computeIfAbsent(value, absent -> new int[2]);
    }

    private void count(String text, @Nullable Long key) {
        if (text.matches("-?\\d{1,18}")) {
            numbers.add(Long.parseLong(text));
            keys.add(key);
        }
    }

    int agree() {
        return agree;
    }

    int differ() {
        return differ;
    }

    Content verdict() {
        boolean sweeping = agree == 0 && differ >= SEVERAL_ROWS;
        String unlike = "of " + (agree + differ + lost) + " rows " + differ + " hold another value than " + old.name()
                + " held, and " + lost + " none";
        if (tellsApart && (aged ? sweeping : isAnother())) {
            return new Content.Different(sweeping, unlike);
        }
        int bad = differ + lost;
        if (bad > 0 && bad >= agree && tellsApart) {
            return new Content.Unlike(unlike);
        }
        if (agree == 0 || (aged ? bad : bad * ONE_IN) > agree) {
            return Content.SILENT;
        }
        List<Integer> counts = values.values().stream()
                .map(both -> both[0])
                .filter(rows -> rows > 0)
                .toList();
        boolean counter = numbers.size() == agree && Chance.counts(numbers, keys);
        double chance = Chance.ofValues(counts);
        double weight = aged ? WEIGHT_AFTER_A_WHILE : WEIGHT_OF_ONE_THAT_DIFFERS;
        if (!counter && chance * Math.pow(weight, bad) < Chance.PROOF) {
            return new Content.Same(detail(bad));
        }
        return bad == 0 && consents(counts)
                ? new Content.Agreeing(!counter && isTelling(), detail(bad))
                : Content.SILENT;
    }

    private boolean isTelling() {
        List<String> longOnes = agreed.values().stream()
                .filter(text -> text.length() >= Chance.LONGEST_THAT_COUNTS)
                .toList();
        return longOnes.size() >= FEWEST_TELLING && !now.preset();
    }

    /** Enough to bear out what the table's shape says; a single value may be the column's default. */
    private boolean consents(List<Integer> counts) {
        Set<String> texts = new HashSet<>(agreed.values());
        double chance = Math.min(Chance.ofOrder(counts), Chance.ofLengths(texts));
        return chance <= Chance.CONSENT && (counts.size() > 1 || !now.preset());
    }

    /**
     * Values of which more rows hold another one now than still hold it. One that is found everywhere, such as zero after a change
     * of units, speaks no louder than any other.
     */
    private boolean isAnother() {
        long contradicted =
                values.values().stream().filter(both -> both[1] > both[0]).count();
        long borneOut = values.size() - contradicted;
        return borneOut == 0
                ? contradicted > 1 || differ >= ENOUGH_ROWS
                : contradicted > 1 && 2 * contradicted > borneOut;
    }

    private String detail(int bad) {
        return agree + " rows with " + agreed.size() + " different values agree"
                + (bad == 0 ? "" : ", " + bad + " do not");
    }
}
