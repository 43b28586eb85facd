package io.selfhealing.agent.report;

import io.selfhealing.agent.sql.CatalogName;
import io.selfhealing.agent.sql.Dialect;

/**
 * A table as events name it.
 *
 * @param schema empty where the event does not tell
 */
public record TableRef(String schema, String name) {
    /** {@code schema.name}, or a name alone. */
    static TableRef of(String text) {
        int point = text.indexOf('.');
        return point < 0 ? new TableRef("", text) : new TableRef(text.substring(0, point), text.substring(point + 1));
    }

    String in(Dialect dialect) {
        String table = CatalogName.table(name, dialect);
        return schema.isEmpty() ? table : CatalogName.table(schema, dialect) + "." + table;
    }

    @Override
    public String toString() {
        return schema.isEmpty() ? name : schema + "." + name;
    }
}
