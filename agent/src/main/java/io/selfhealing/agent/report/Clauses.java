package io.selfhealing.agent.report;

import io.selfhealing.agent.sql.CatalogName;
import io.selfhealing.agent.sql.Dialect;
import java.util.Map;
import java.util.stream.Collectors;

/** Parts of statements that all databases spell alike, but for the quotes. All names as the catalog holds them. */
record Clauses(Dialect dialect) {
    String name(String column) {
        return CatalogName.column(column, dialect);
    }

    String alter(TableRef table) {
        return "ALTER TABLE " + table.in(dialect) + " ";
    }

    String column(TableRef table, String column) {
        return alter(table) + "ALTER COLUMN " + name(column) + " ";
    }

    /**
     * A view's definition.
     *
     * @param columns by the name that the view gives them; all where there are none
     */
    String selecting(Map<String, String> columns, TableRef from) {
        String selected = columns.entrySet().stream()
                .map(column -> column.getKey().equals(column.getValue())
                        ? name(column.getKey())
                        : name(column.getValue()) + " AS " + name(column.getKey()))
                .collect(Collectors.joining(", "));
        return "SELECT " + (selected.isEmpty() ? "*" : selected) + " FROM " + from.in(dialect);
    }
}
