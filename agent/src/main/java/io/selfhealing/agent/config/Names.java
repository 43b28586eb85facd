package io.selfhealing.agent.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Lists of tables, columns and renamed columns, separated by commas. */
final class Names {
    private Names() {}

    static List<TablePattern> tables(String text) {
        return items(text, item -> {
            List<Glob> parts = parts(item, 1, 2, "neither table nor schema.table");
            return table(parts);
        });
    }

    static List<ColumnPattern> columns(String text) {
        return items(text, Names::column);
    }

    /** Two new names for one old name contradict each other, and neither can be believed. */
    static List<Alias> aliases(String text) {
        Set<String> oldNames = new HashSet<>();
        return items(text, item -> {
            int equals = item.indexOf('=');
            String newName = item.substring(equals + 1).strip();
            if (equals < 0 || newName.isEmpty() || newName.indexOf('.') >= 0 || newName.indexOf('=') >= 0) {
                throw new IllegalArgumentException("'" + item + "' is not table.old=new");
            }
            ColumnPattern old = column(item.substring(0, equals).strip());
            if (!oldNames.add(old.toString().toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("'" + old + "' is given two new names");
            }
            return new Alias(old.table(), old.column().toString(), newName);
        });
    }

    private static ColumnPattern column(String item) {
        List<Glob> parts = parts(item, 2, 3, "neither table.column nor schema.table.column");
        int last = parts.size() - 1;
        return new ColumnPattern(table(parts.subList(0, last)), parts.get(last));
    }

    private static TablePattern table(List<Glob> parts) {
        return parts.size() == 1
                ? new TablePattern(Optional.empty(), parts.get(0))
                : new TablePattern(Optional.of(parts.get(0)), parts.get(1));
    }

    private static List<Glob> parts(String item, int least, int most, String complaint) {
        String[] parts = item.split("\\.", -1);
        List<Glob> globs = new ArrayList<>();
        for (String part : parts) {
            if (part.isBlank() || parts.length < least || parts.length > most) {
                throw new IllegalArgumentException("'" + item + "' is " + complaint);
            }
            globs.add(new Glob(part.strip()));
        }
        return globs;
    }

    private static <T> List<T> items(String text, Function<String, T> parse) {
        List<T> items = new ArrayList<>();
        for (String item : text.split(",", -1)) {
            if (!item.isBlank()) {
                items.add(parse.apply(item.strip()));
            }
        }
        return List.copyOf(items);
    }
}
