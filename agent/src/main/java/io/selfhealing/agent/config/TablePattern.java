package io.selfhealing.agent.config;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tables by name: {@code table}, which is that table in any schema, or {@code schema.table}. Both parts are globs.
 *
 * @param schema empty where every schema is meant
 */
public record TablePattern(Optional<Glob> schema, Glob table) {
    /** Whether this table is meant for certain: a table whose schema is not known is not {@code schema.table}. */
    boolean names(@Nullable String inSchema, String name) {
        return table.matches(name)
                && (schema.isEmpty() || (inSchema != null && schema.get().matches(inSchema)));
    }

    /** Whether this table may be meant: a table whose schema is not known may be {@code schema.table}. */
    boolean mayName(@Nullable String inSchema, String name) {
        return table.matches(name)
                && (schema.isEmpty() || inSchema == null || schema.get().matches(inSchema));
    }

    @Override
    public String toString() {
        return schema.map(s -> s + ".").orElse("") + table;
    }
}
