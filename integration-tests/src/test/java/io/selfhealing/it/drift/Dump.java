package io.selfhealing.it.drift;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Every row of every table, by the table's qualified name. */
record Dump(Map<String, List<Map<String, String>>> tables) {
    static Dump of(Connection connection, Collection<Tab> tabs) throws SQLException {
        Map<String, List<Map<String, String>>> tables = new TreeMap<>();
        try (Statement statement = connection.createStatement()) {
            for (Tab tab : tabs) {
                try (ResultSet set = statement.executeQuery("select * from " + tab.qualified())) {
                    tables.put(tab.qualified(), rows(set));
                }
            }
        }
        return new Dump(tables);
    }

    static List<Map<String, String>> rows(ResultSet set) throws SQLException {
        ResultSetMetaData columns = set.getMetaData();
        List<Map<String, String>> rows = new ArrayList<>();
        while (set.next()) {
            Map<String, String> row = new TreeMap<>();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                row.put(columns.getColumnLabel(i).toLowerCase(Locale.ROOT), String.valueOf(set.getString(i)));
            }
            rows.add(row);
        }
        rows.sort(Comparator.comparing(Objects::toString));
        return rows;
    }

    List<Map<String, String>> of(String table) {
        return tables.getOrDefault(table, List.of());
    }

    /** The same with what is not compared put aside: cells of these columns, {@code schema.table.column}, in rows that were not before. */
    Dump without(Set<String> columns, Dump before) {
        if (columns.isEmpty()) {
            return this;
        }
        return changed((table, row) ->
                before.of(table).contains(row) ? row : blanked(row, column -> columns.contains(table + "." + column)));
    }

    private static Map<String, String> blanked(Map<String, String> row, java.util.function.Predicate<String> which) {
        Map<String, String> blanked = new TreeMap<>(row);
        blanked.replaceAll((column, value) -> which.test(column) ? "*" : value);
        return blanked;
    }

    /** The same as if nothing had come back out of quarantine. */
    Dump beforeRestoring(World world, Collection<LeftOut> leftOut) {
        if (leftOut.isEmpty()) {
            return this;
        }
        return changed((table, row) -> {
            Map<String, String> undone = new TreeMap<>(row);
            for (LeftOut value : leftOut) {
                Tab tab = world.carrier(value.old());
                String place = tab == null ? null : value.place(tab);
                if (tab != null && place != null && tab.qualified().equals(table) && value.isRow(tab, row)) {
                    undone.computeIfPresent(place, (c, v) -> value.is(v) ? "null" : v);
                }
            }
            return undone;
        });
    }

    /** One row in another shape. */
    interface Change {
        Map<String, String> of(String table, Map<String, String> row);
    }

    private Dump changed(Change change) {
        Map<String, List<Map<String, String>>> changed = new TreeMap<>();
        tables.forEach((table, rows) -> {
            List<Map<String, String>> others = new ArrayList<>();
            rows.forEach(row -> others.add(change.of(table, row)));
            others.sort(Comparator.comparing(Objects::toString));
            changed.put(table, others);
        });
        return new Dump(changed);
    }

    /** What is in one and not in the other, for people. */
    String against(Dump other) {
        StringBuilder text = new StringBuilder();
        for (String table : tables.keySet()) {
            UnaryOperator<String> line = mark -> "  " + mark + " " + table + " ";
            of(table).stream()
                    .filter(row -> !other.of(table).contains(row))
                    .forEach(row -> text.append(line.apply("-")).append(row).append('\n'));
            other.of(table).stream()
                    .filter(row -> !of(table).contains(row))
                    .forEach(row -> text.append(line.apply("+")).append(row).append('\n'));
            if (of(table).size() != other.of(table).size()) {
                text.append("  ")
                        .append(table)
                        .append(" has ")
                        .append(other.of(table).size())
                        .append(" rows, not ")
                        .append(of(table).size())
                        .append('\n');
            }
        }
        return text.toString();
    }

    boolean holds(String table, String column, String value) {
        return of(table).stream().anyMatch(row -> value.equals(row.get(column)));
    }
}
