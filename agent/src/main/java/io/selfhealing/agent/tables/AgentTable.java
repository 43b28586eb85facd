package io.selfhealing.agent.tables;

import java.util.List;
import java.util.Set;

/**
 * A table of the agent's own.
 *
 * @param name begins with {@code selfhealing_}, so that nobody takes it for the application's, or is a name that was promised
 * @param primaryKey names of columns that are not nullable
 */
public record AgentTable(String name, List<AgentColumn> columns, List<String> primaryKey) {
    private static final String PREFIX = "selfhealing_";
    private static final Set<String> PROMISED = Set.of("detected_errors", "build_events");

    public AgentTable {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
        boolean ours = name.startsWith(PREFIX) || PROMISED.contains(name);
        if (!ours || !AgentColumn.NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a name for a table of the agent's: " + name);
        }
        List<String> required = columns.stream()
                .filter(column -> !column.nullable())
                .map(AgentColumn::name)
                .toList();
        if (primaryKey.isEmpty() || !required.containsAll(primaryKey)) {
            throw new IllegalArgumentException("not a primary key of " + name + ": " + primaryKey);
        }
    }
}
