package io.selfhealing.agent.config;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A renamed column as the operator declares it: {@code table.old=new}. The names are as written: the catalog may hold them
 * in another case.
 *
 * @param oldName empty where the table itself was renamed: {@code old=new} or {@code old=schema.new}
 */
public record Alias(TablePattern table, String oldName, String newName) {
    /**
     * Reads one about a column.
     *
     * @throws IllegalArgumentException for any other text, with what is wrong with it
     */
    public static Alias ofColumn(String text) {
        List<Alias> read = Names.aliases(text);
        if (read.size() != 1 || read.get(0).ofTable()) {
            throw new IllegalArgumentException("'" + text + "' is not table.old=new or schema.table.old=new");
        }
        return read.get(0);
    }

    /**
     * Old name → new name of this table's renamed columns. Where two declarations disagree about an old name, it has no alias.
     *
     * @param schema null where it is not known
     */
    public static Map<String, String> of(Collection<Alias> all, @Nullable String schema, String table) {
        Map<String, String> newNames = new LinkedHashMap<>();
        List<Alias> declared = all.stream()
                .filter(alias -> !alias.ofTable() && alias.table().names(schema, table))
                .toList();
        for (Alias alias : declared) {
            boolean disputed = declared.stream()
                    .anyMatch(other -> other.oldName().equalsIgnoreCase(alias.oldName())
                            && !other.newName().equalsIgnoreCase(alias.newName()));
            if (!disputed) {
                newNames.put(alias.oldName(), alias.newName());
            }
        }
        return newNames;
    }

    /** Those of two places together; an old name for which they disagree has no alias. */
    public static Map<String, String> agreed(Map<String, String> some, Map<String, String> others) {
        if (others.isEmpty() || some.isEmpty()) {
            return others.isEmpty() ? some : others;
        }
        Map<String, String> agreed = new LinkedHashMap<>(some);
        others.forEach((from, to) -> {
            boolean disputed = some.entrySet().stream()
                    .anyMatch(each -> each.getKey().equalsIgnoreCase(from)
                            && !each.getValue().equalsIgnoreCase(to));
            if (disputed) {
                agreed.keySet().removeIf(from::equalsIgnoreCase);
            } else if (agreed.keySet().stream().noneMatch(from::equalsIgnoreCase)) {
                agreed.put(from, to);
            }
        });
        return agreed;
    }

    /** Whether it is a table that was renamed, and no column. */
    public boolean ofTable() {
        return oldName.isEmpty();
    }

    @Override
    public String toString() {
        return ofTable() ? table + "=" + newName : table + "." + oldName + "=" + newName;
    }
}
