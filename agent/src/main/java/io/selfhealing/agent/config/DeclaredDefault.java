package io.selfhealing.agent.config;

/**
 * What the operator has written into a required column that an INSERT does not name: {@code table.column=value}.
 *
 * @param column as written: the catalog may hold it in another case
 * @param value SQL: a literal, or the moment of the write
 */
public record DeclaredDefault(TablePattern table, String column, String value) {
    @Override
    public String toString() {
        return table + "." + column + "=" + value;
    }
}
