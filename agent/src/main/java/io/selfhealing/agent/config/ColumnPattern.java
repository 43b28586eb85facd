package io.selfhealing.agent.config;

/** Columns of tables by name: {@code table.column} or {@code schema.table.column}, each part a glob. */
public record ColumnPattern(TablePattern table, Glob column) {
    @Override
    public String toString() {
        return table + "." + column;
    }
}
