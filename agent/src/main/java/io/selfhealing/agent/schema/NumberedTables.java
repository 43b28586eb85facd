package io.selfhealing.agent.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which {@linkplain SchemaReader#number numbers} tables had when they were last read: the table that is gone is the one that has its
 * number now. Any thread.
 */
final class NumberedTables {
    private static final int MOST = 10_000;

    private record Place(String schema, String table) {}

    private record Numbered(String identity, String number) {}

    private final SchemaReader reader;
    private final Map<Place, Numbered> numbers = new ConcurrentHashMap<>();

    NumberedTables(SchemaReader reader) {
        this.reader = reader;
    }

    /** A table is there. */
    void found(Connection connection, DatabaseIdentity identity, TableSnapshot table) throws SQLException {
        String number = reader.number(connection, table.schema(), table.name());
        Place place = new Place(table.schema(), table.name());
        if (number == null) {
            numbers.remove(place);
        } else if (numbers.size() < MOST || numbers.containsKey(place)) {
            numbers.put(place, new Numbered(identity.text(), number));
        }
    }

    /** Where a table is that is not where it was; null where nothing is known. */
    @Nullable
    TableKey bearer(Connection connection, DatabaseIdentity identity, TableSnapshot last) throws SQLException {
        Numbered then = numbers.get(new Place(last.schema(), last.name()));
        return then != null && then.identity().equals(identity.text())
                ? reader.numbered(connection, then.number())
                : null;
    }
}
