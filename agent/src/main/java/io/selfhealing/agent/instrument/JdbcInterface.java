package io.selfhealing.agent.instrument;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The interfaces of {@code java.sql} whose implementations are woven, each with its table of methods. */
enum JdbcInterface {
    DRIVER("java/sql/Driver", List.of(DriverTable.ROWS)),
    CONNECTION("java/sql/Connection", List.of(ConnectionTable.ROWS)),
    STATEMENT("java/sql/Statement", List.of(StatementTable.ROWS)),
    PREPARED_STATEMENT("java/sql/PreparedStatement", List.of(StatementTable.ROWS, PreparedStatementTable.ROWS)),
    CALLABLE_STATEMENT("java/sql/CallableStatement", List.of(StatementTable.ROWS, PreparedStatementTable.ROWS));

    private final String internalName;

    @SuppressWarnings("ImmutableEnumChecker") // It is an unmodifiable map.
    private final Map<String, Row> rows;

    JdbcInterface(String internalName, List<List<Row>> tables) {
        this.internalName = internalName;
        Map<String, Row> byMethod = new HashMap<>();
        for (List<Row> table : tables) {
            for (Row row : table) {
                byMethod.put(row.method(), row);
            }
        }
        this.rows = Map.copyOf(byMethod);
    }

    /** The rows of this interface and of those that it extends, by name and descriptor. */
    Map<String, Row> rows() {
        return rows;
    }

    static @Nullable JdbcInterface named(String internalName) {
        for (JdbcInterface each : values()) {
            if (each.internalName.equals(internalName)) {
                return each;
            }
        }
        return null;
    }

    /** Whether one of these methods, by name and descriptor, is in a table. */
    static boolean anyDeclares(Set<String> methods) {
        for (JdbcInterface each : values()) {
            if (!Collections.disjoint(each.rows.keySet(), methods)) {
                return true;
            }
        }
        return false;
    }

    /** Every row of every table. */
    static List<Row> allRows() {
        List<Row> all = new ArrayList<>(DriverTable.ROWS);
        all.addAll(ConnectionTable.ROWS);
        all.addAll(StatementTable.ROWS);
        all.addAll(PreparedStatementTable.ROWS);
        return all;
    }
}
