package io.selfhealing.agent.config;

/**
 * A renamed column as the operator declares it: {@code table.old=new}. The names are as written: the catalog may hold them
 * in another case.
 *
 * @param oldName empty where the table itself was renamed: {@code old=new} or {@code old=schema.new}
 */
public record Alias(TablePattern table, String oldName, String newName) {
    /** Whether it is a table that was renamed, and no column. */
    public boolean ofTable() {
        return oldName.isEmpty();
    }

    @Override
    public String toString() {
        return ofTable() ? table + "=" + newName : table + "." + oldName + "=" + newName;
    }
}
