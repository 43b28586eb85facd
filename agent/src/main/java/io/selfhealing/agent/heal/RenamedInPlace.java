package io.selfhealing.agent.heal;

import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.TableSnapshot;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names that differ between two shapes of a table which differ in nothing else; empty where anything else differs.
 *
 * @param names old name → new name
 * @param end old names of the unbroken run of changed names that ends with the table's last column
 */
record RenamedInPlace(Map<String, String> names, Set<String> end) {
    private static final RenamedInPlace NOTHING = new RenamedInPlace(Map.of(), Set.of());

    static RenamedInPlace between(TableSnapshot before, TableSnapshot now) {
        if (before.kind() != now.kind() || differ(before.identity(), now.identity()) || !alike(before, now)) {
            return NOTHING;
        }
        Map<String, String> names = new LinkedHashMap<>();
        Set<String> end = new HashSet<>();
        List<Column> olds = inOrder(before);
        List<Column> news = inOrder(now);
        for (int i = 0; i < olds.size(); i++) {
            Column old = olds.get(i);
            Column young = news.get(i);
            if (old.name().equals(young.name())) {
                end.clear();
            } else if (now.column(old.name()) != null || before.column(young.name()) != null) {
                return NOTHING;
            } else {
                names.put(old.name(), young.name());
                end.add(old.name());
            }
        }
        boolean sameKey = before.primaryKey().stream()
                .map(column -> names.getOrDefault(column, column))
                .toList()
                .equals(now.primaryKey());
        return sameKey ? new RenamedInPlace(names, end) : NOTHING;
    }

    /** Whether they differ in nothing but names, whichever column bears which. */
    static boolean alike(TableSnapshot before, TableSnapshot now) {
        if (before.columns().size() != now.columns().size()) {
            return false;
        }
        List<Column> olds = inOrder(before);
        List<Column> news = inOrder(now);
        for (int i = 0; i < olds.size(); i++) {
            if (!sameButForTheName(olds.get(i), news.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** The name of the column in a place of a table that has one there. */
    static String nameAt(TableSnapshot table, int position) {
        return table.columns().stream()
                .filter(column -> column.position() == position)
                .map(Column::name)
                .findFirst()
                .orElseThrow();
    }

    @Nullable
    String to(String old) {
        return names.get(old);
    }

    boolean atTheEnd(String old) {
        return end.contains(old);
    }

    private static List<Column> inOrder(TableSnapshot table) {
        return table.columns().stream()
                .sorted(Comparator.comparingInt(Column::position))
                .toList();
    }

    private static boolean sameButForTheName(Column old, Column young) {
        return old.position() == young.position()
                && old.type().equals(young.type())
                && old.required() == young.required()
                && old.source() == young.source()
                && !differ(old.identity(), young.identity());
    }

    private static boolean differ(@Nullable String old, @Nullable String young) {
        return old != null && young != null && !Objects.equals(old, young);
    }
}
