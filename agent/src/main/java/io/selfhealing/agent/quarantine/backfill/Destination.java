package io.selfhealing.agent.quarantine.backfill;

import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.sql.Product;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

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
