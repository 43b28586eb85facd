package io.selfhealing.it.drift;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value that was acknowledged without having a column.
 *
 * @param key the row's key as the database tells it
 * @param column that is gone
 * @param value as it was bound, in words
 */
record LeftOut(OldTable old, Map<Meaning, String> key, Meaning column, String value) {
    /** Whether a row is the one that the value was written to; of one whose key nobody knows it may be any. */
    boolean isRow(Tab tab, Map<String, String> row) {
        if (tab.old != old) {
            return false;
        }
        return key.entrySet().stream().allMatch(part -> {
            Col home = tab.home(part.getKey());
            return home != null && same(part.getValue(), row.getOrDefault(home.name, ""));
        });
    }

    /** The same of the row that it is in fact in, since the database may have made another key of what was bound. */
    LeftOut in(Tab tab, List<Map<String, String>> news) {
        if (news.stream().anyMatch(row -> !key.isEmpty() && isRow(tab, row)) || news.isEmpty()) {
            return this;
        }
        Map<Meaning, String> found = new LinkedHashMap<>();
        if (news.size() == 1) {
            old.key().forEach(meaning -> {
                Col home = tab.home(meaning);
                if (home != null) {
                    found.put(meaning, news.get(0).getOrDefault(home.name, ""));
                }
            });
        }
        return new LeftOut(old, found, column, value);
    }

    private static boolean same(String bound, String told) {
        return bound.equalsIgnoreCase(told)
                || (told.length() > 10 && bound.startsWith(told))
                || (bound.length() > 10 && told.startsWith(bound))
                || (bound.matches("-?\\d+\\.\\d+")
                        && told.matches("-?\\d+(\\.\\d+)?")
                        && new BigDecimal(bound).compareTo(new BigDecimal(told)) == 0);
    }

    /** The column that it may go back to: a new one of its name, or the one that is it. */
    @Nullable
    String place(Tab tab) {
        Col home = tab.home(column);
        if (home != null) {
            return home.name;
        }
        Col named = tab.col(column.name());
        return named != null && named.meaning == null ? named.name : null;
    }

    boolean is(String told) {
        return told.equalsIgnoreCase(value)
                || (told.length() > 10 && told.startsWith(value))
                || (told.equals("t") && value.equals("true"))
                || (told.equals("f") && value.equals("false"));
    }
}
