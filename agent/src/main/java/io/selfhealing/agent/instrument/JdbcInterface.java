package io.selfhealing.agent.instrument;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The interfaces of {@code java.sql} and {@code javax.sql} whose implementations are woven, each with its table of methods. */
enum JdbcInterface {
    DRIVER("java/sql/Driver", List.of(DriverTable.ROWS)),
    CONNECTION("java/sql/Connection", List.of(ConnectionTable.ROWS)),
    STATEMENT("java/sql/Statement", List.of(StatementTable.ROWS)),
    PREPARED_STATEMENT("java/sql/PreparedStatement", List.of(StatementTable.ROWS, PreparedStatementTable.ROWS)),
    CALLABLE_STATEMENT("java/sql/CallableStatement", List.of(StatementTable.ROWS, PreparedStatementTable.ROWS)),
    RESULT_SET("java/sql/ResultSet", List.of(ResultSetTable.ROWS)),
    DATA_SOURCE("javax/sql/DataSource", List.of(SourceTable.CONNECTIONS)),
    POOLED_SOURCE("javax/sql/ConnectionPoolDataSource", List.of(SourceTable.POOLED)),
    XA_SOURCE("javax/sql/XADataSource", List.of(SourceTable.DISTRIBUTED_ONES)),
    POOLED_CONNECTION("javax/sql/PooledConnection", List.of(SourceTable.HANDLES)),
    XA_CONNECTION("javax/sql/XAConnection", List.of(SourceTable.HANDLES));

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

    /** Whether a class that has one of its methods may be taken for an implementation. */
    boolean toldByItsMethods() {
        return internalName.startsWith("java/sql/");
    }

    /** Whether the agent keeps something of each object: of connections and statements. */
    boolean hasState() {
        return toldByItsMethods() && this != DRIVER && this != RESULT_SET;
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
        all.addAll(ResultSetTable.ROWS);
        all.addAll(SourceTable.CONNECTIONS);
        all.addAll(SourceTable.POOLED);
        all.addAll(SourceTable.DISTRIBUTED_ONES);
        return all;
    }
}
