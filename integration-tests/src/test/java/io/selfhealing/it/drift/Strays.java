package io.selfhealing.it.drift;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Values that came back out of quarantine to where they do not belong. */
final class Strays {
    private static final Set<ColumnType> OFTEN = Set.of(ColumnType.WORD, ColumnType.TRUTH);

    private Strays() {}

    static String of(World world, List<LeftOut> pending, Dump before, Dump now) {
        for (LeftOut value : pending) {
            if (OFTEN.contains(value.column().type())) {
                continue;
            }
            for (Map.Entry<String, List<Map<String, String>>> table :
                    now.tables().entrySet()) {
                for (Map<String, String> row : table.getValue()) {
                    String column = holding(value, row);
                    if (column != null
                            && !belongs(world, value, table.getKey(), row, column)
                            && !known(before, value)) {
                        return value + " is in " + table.getKey() + "." + column + " of " + row;
                    }
                }
            }
        }
        return "";
    }

    private static @org.jspecify.annotations.Nullable String holding(LeftOut value, Map<String, String> row) {
        return row.entrySet().stream()
                .filter(cell -> cell.getValue().equalsIgnoreCase(value.value()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    private static boolean known(Dump before, LeftOut value) {
        return before.tables().values().stream().flatMap(List::stream).anyMatch(row -> holding(value, row) != null);
    }

    private static boolean belongs(World world, LeftOut value, String table, Map<String, String> row, String column) {
        Tab tab = world.carrier(value.old());
        return tab != null && tab.qualified().equals(table) && column.equals(value.place(tab)) && value.isRow(tab, row);
    }
}
