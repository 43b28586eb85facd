package io.selfhealing.agent.quarantine.backfill;

import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.sql.Product;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where values of one column of one table go.
 *
 * @param keys the columns of the primary key of today, each by the name that the kept keys have for it
 * @param others what else the rows were given, each by the name that it had then, as far as it is still there
 * @param versioned whether rows tell their version
 */
record Destination(
        TableSnapshot table,
        Column column,
        Map<String, Column> keys,
        Map<String, Column> others,
        boolean versioned,
        Product product) {
    private static final String VERSION = "xmin";

    /** So many rows at either end of the key are looked at, which an index finds at once. */
    private static final int SOME = 5_000;

    /** The parameters are the value, and then the key in the order of {@link #keyNames}. */
    String update() {
        String name = quoted(column.name());
        return "UPDATE " + tableName() + " SET " + name + " = ? WHERE " + condition() + " AND " + name + " IS NULL";
    }

    /** The parameters are the key. */
    String emptying() {
        return "UPDATE " + tableName() + " SET " + quoted(column.name()) + " = NULL WHERE " + condition();
    }

    /** The parameters are the key. */
    String select() {
        return "SELECT " + quoted(column.name()) + (versioned ? ", " + VERSION : "") + " FROM " + tableName()
                + " WHERE " + condition();
    }

    /** The other columns, and the version where there is one; the parameters are the key. */
    String look() {
        List<String> columns = new ArrayList<>();
        others.values().forEach(other -> columns.add(quoted(other.name())));
        if (versioned) {
            columns.add(VERSION);
        }
        if (columns.isEmpty()) {
            columns.add("1");
        }
        return "SELECT " + String.join(", ", columns) + " FROM " + tableName() + " WHERE " + condition()
                + (RowCheck.holds(product) ? " FOR UPDATE" : "");
    }

    /**
     * Asks for another row than that of the key which holds the same in some columns, among the rows with the lowest and the highest keys;
     * null where the product cannot be asked so. The parameters are the key.
     *
     * @param same at least one, of types that can be compared
     */
    @Nullable
    String twin(List<Column> same) {
        if (!RowCheck.holds(product)) {
            return null;
        }
        Stream<String> names = Stream.concat(
                keys.values().stream().map(Column::name), same.stream().map(Column::name));
        String columns = names.map(this::quoted).collect(Collectors.joining(", "));
        String rows = "(SELECT " + columns + " FROM " + tableName() + order("") + " LIMIT " + SOME
                + ") UNION ALL (SELECT " + columns + " FROM " + tableName() + order(" DESC") + " LIMIT " + SOME + ")";
        String sameKey = keys.values().stream()
                .map(key -> "other." + quoted(key.name()) + " = mine." + quoted(key.name()))
                .collect(Collectors.joining(" AND "));
        String alike = same.stream()
                .map(column -> " AND other." + quoted(column.name()) + " = mine." + quoted(column.name()))
                .collect(Collectors.joining());
        String mine = keys.values().stream()
                .map(key -> "mine." + quoted(key.name()) + " = ?")
                .collect(Collectors.joining(" AND "));
        return "SELECT 1 FROM " + tableName() + " mine JOIN (" + rows + ") other ON NOT (" + sameKey + ")" + alike
                + " WHERE " + mine + " LIMIT 1";
    }

    private String order(String direction) {
        return keys.values().stream()
                .map(key -> quoted(key.name()) + direction)
                .collect(Collectors.joining(", ", " ORDER BY ", ""));
    }

    /** The names that the kept keys have, in the order of the parameters. */
    List<String> keyNames() {
        return new ArrayList<>(keys.keySet());
    }

    private String condition() {
        return keys.values().stream().map(key -> quoted(key.name()) + " = ?").collect(Collectors.joining(" AND "));
    }

    private String tableName() {
        return quoted(table.schema()) + "." + quoted(table.name());
    }

    private String quoted(String name) {
        String quote = product.speaksMySql() ? "`" : "\"";
        return quote + name.replace(quote, quote + quote) + quote;
    }
}
