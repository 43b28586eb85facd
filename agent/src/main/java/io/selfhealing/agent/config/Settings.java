package io.selfhealing.agent.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the operator asked for; {@link Keys} says what each part means. All of it stays as it was at the start, but what a policy file
 * says of a table, which is read again when it changes.
 *
 * <p>A table's schema may be unknown. Caution then decides: such a table is excluded, and its columns are critical, where
 * any schema's would be; it is included, and has an alias, only where every schema's would.
 *
 * @param home may be relative: to the working directory
 * @param leastConfidence 0 to 1
 */
public record Settings(
        Mode mode,
        Path home,
        List<TablePattern> includedTables,
        List<TablePattern> excludedTables,
        List<ColumnPattern> criticalColumns,
        Bounds bounds,
        List<Alias> aliases,
        double leastConfidence,
        Repairs repairs,
        BatchPolicy batch,
        Untried untried,
        Duration schemaTtl,
        Duration schemaPoll,
        LogLevel logLevel,
        Control control,
        long eventsMaxBytes,
        long quarantineMaxBytes,
        QuarantineSettings quarantine,
        SpoolSettings spool,
        TablesSettings tables,
        OutageSettings outage,
        ReplaySettings replay,
        Signals signals) {
    public Settings {
        includedTables = List.copyOf(includedTables);
        excludedTables = List.copyOf(excludedTables);
        criticalColumns = List.copyOf(criticalColumns);
        aliases = List.copyOf(aliases);
    }

    /**
     * Whether writes to this table may be healed.
     *
     * @param schema null where it is not known
     */
    public boolean heals(@Nullable String schema, String table) {
        return includedTables.stream().anyMatch(t -> t.names(schema, table))
                && excludedTables.stream().noneMatch(t -> t.mayName(schema, table));
    }

    /**
     * The globs of this table's columns that are never left out, for {@link Glob}.
     *
     * @param schema null where it is not known
     */
    public List<String> criticalColumns(@Nullable String schema, String table) {
        return Stream.concat(
                        criticalColumns.stream()
                                .filter(c -> c.table().mayName(schema, table))
                                .map(c -> c.column().toString()),
                        bounds.policy().rules().critical(schema, table).stream())
                .distinct()
                .toList();
    }

    /**
     * Column → SQL of this table's declared defaults, columns in the case in which the operator wrote them; what the policy file
     * says of a column counts before the key.
     *
     * @param schema null where it is not known
     */
    public Map<String, String> defaults(@Nullable String schema, String table) {
        Map<String, String> values = new LinkedHashMap<>(bounds.policy().rules().defaults(schema, table));
        repairs.defaults(schema, table).forEach((column, value) -> {
            if (values.keySet().stream().noneMatch(column::equalsIgnoreCase)) {
                values.put(column, value);
            }
        });
        return values;
    }

    /**
     * Old name → new name of this table's columns as declared: in the case in which the operator wrote them, which may not
     * be the catalog's. Where two declarations disagree about an old name, it has no alias.
     *
     * @param schema null where it is not known
     */
    public Map<String, String> aliases(@Nullable String schema, String table) {
        return Alias.agreed(
                Alias.of(aliases, schema, table), bounds.policy().rules().aliases(schema, table));
    }

    /** The new name of this table, {@code name} or {@code schema.name} as the operator wrote it; null where none is declared. */
    public @Nullable String tableAlias(@Nullable String schema, String table) {
        List<String> newNames = aliases.stream()
                .filter(alias -> alias.ofTable() && alias.table().names(schema, table))
                .map(Alias::newName)
                .distinct()
                .toList();
        return newNames.size() == 1 ? newNames.get(0) : null;
    }
}
