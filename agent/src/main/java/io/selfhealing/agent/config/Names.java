package io.selfhealing.agent.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Lists of tables, columns and renamed columns, separated by commas. */
final class Names {
    private static final Pattern UNQUOTED_COMMA = Pattern.compile(",(?=(?:[^']*'[^']*')*[^']*$)");
    /** A backslash means different things to different databases. */
    private static final Pattern VALUE = Pattern.compile(
            "'(?:[^'\\\\]|'')*'|-?[0-9]{1,18}(?:\\.[0-9]{1,18})?|TRUE|FALSE|CURRENT_TIMESTAMP|CURRENT_DATE",
            Pattern.CASE_INSENSITIVE);

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
            if (equals < 0 || newName.isEmpty() || newName.indexOf('=') >= 0) {
                throw new IllegalArgumentException("'" + item + "' is not table.old=new");
            }
            String oldName = item.substring(0, equals).strip();
            if (oldName.indexOf('.') < 0) {
                return tableAlias(item, oldName, newName, oldNames);
            }
            if (newName.indexOf('.') >= 0) {
                throw new IllegalArgumentException("'" + item + "' is not table.old=new");
            }
            ColumnPattern old = column(oldName);
            if (!oldNames.add(old.toString().toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("'" + old + "' is given two new names");
            }
            return new Alias(old.table(), old.column().toString(), newName);
        });
    }

    private static Alias tableAlias(String item, String oldName, String newName, Set<String> oldNames) {
        TablePattern old = table(parts(oldName, 1, 1, "not old=new"));
        parts(newName, 1, 2, "neither old=new nor old=schema.new");
        if (!oldNames.add(oldName.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("'" + item + "' gives a table a second new name");
        }
        return new Alias(old, "", newName);
    }

    /** Commas inside quotes belong to the value. */
    static List<DeclaredDefault> defaults(String text) {
        return items(UNQUOTED_COMMA.split(text, -1), item -> {
            int equals = item.indexOf('=');
            String value = item.substring(equals + 1).strip();
            if (equals < 0 || !VALUE.matcher(value).matches()) {
                throw new IllegalArgumentException("'" + item + "' is not table.column=value with a literal as value");
            }
            ColumnPattern column = column(item.substring(0, equals).strip());
            requireNoTenant(column.column().toString(), item);
            return new DeclaredDefault(column.table(), column.column().toString(), value);
        });
    }

    /** SQL that may be written into a required column which an INSERT does not name. */
    static String value(String column, String sql) {
        if (!VALUE.matcher(sql).matches()) {
            throw new IllegalArgumentException("\"" + sql + "\" is no literal, CURRENT_TIMESTAMP or CURRENT_DATE");
        }
        requireNoTenant(column, column);
        return sql;
    }

    private static void requireNoTenant(String column, String item) {
        if (column.replace("_", "").equalsIgnoreCase("tenantid")) {
            throw new IllegalArgumentException("'" + item + "' names a tenant, which is never filled");
        }
    }

    static Set<String> ids(String text) {
        return Set.copyOf(items(text, Function.identity()));
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
        return items(text.split(",", -1), parse);
    }

    private static <T> List<T> items(String[] texts, Function<String, T> parse) {
        List<T> items = new ArrayList<>();
        for (String item : texts) {
            if (!item.isBlank()) {
                items.add(parse.apply(item.strip()));
            }
        }
        return List.copyOf(items);
    }
}
