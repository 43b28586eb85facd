package io.selfhealing.agent.config;

/**
 * A renamed column as the operator declares it: {@code table.old=new}. The names are as written: the catalog may hold them
 * in another case.
 */
public record Alias(TablePattern table, String oldName, String newName) {
    @Override
    public String toString() {
        return table + "." + oldName + "=" + newName;
    }
}
