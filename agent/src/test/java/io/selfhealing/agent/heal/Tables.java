package io.selfhealing.agent.heal;

import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.Column.Source;
import io.selfhealing.agent.schema.ColumnType;
import io.selfhealing.agent.schema.TableSnapshot;
import io.selfhealing.agent.schema.TypeFamily;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Shapes of a table, written as a person would: {@code table("messages", "id int pk", "sender varchar(20) #2 required")}. */
public final class Tables {
    private Tables() {}

    /**
     * A table of ordinary kind, without triggers.
     *
     * @param columns each {@code name type} and then any of {@code pk}, {@code required}, {@code default}, {@code sequence},
     *     {@code numbered}, {@code computed}, {@code #identity}; the rest of the text after {@code --} is the column's comment
     */
    public static TableSnapshot table(String name, String... columns) {
        List<Column> parsed = new ArrayList<>();
        List<String> key = new ArrayList<>();
        for (String column : columns) {
            parsed.add(column(column, parsed.size() + 1));
            if (List.of(column.split(" ", -1)).contains("pk")) {
                key.add(parsed.get(parsed.size() - 1).name());
            }
        }
        return new TableSnapshot(
                "public",
                name,
                null,
                parsed,
                key,
                TableSnapshot.Kind.TABLE,
                false,
                Instant.parse("2026-01-01T00:00:00Z"));
    }

    public static TableSnapshot identified(TableSnapshot table, String identity) {
        return copy(table, identity, table.kind(), table.rewritesRows(), table.seen());
    }

    public static TableSnapshot ofKind(TableSnapshot table, TableSnapshot.Kind kind) {
        return copy(table, table.identity(), kind, table.rewritesRows(), table.seen());
    }

    public static TableSnapshot withTriggers(TableSnapshot table) {
        return copy(table, table.identity(), table.kind(), true, table.seen());
    }

    public static TableSnapshot seen(TableSnapshot table, Instant when) {
        return copy(table, table.identity(), table.kind(), table.rewritesRows(), when);
    }

    private static TableSnapshot copy(
            TableSnapshot table,
            @Nullable String identity,
            TableSnapshot.Kind kind,
            boolean rewritesRows,
            Instant seen) {
        return new TableSnapshot(
                table.schema(), table.name(), identity, table.columns(), table.primaryKey(), kind, rewritesRows, seen);
    }

    private static Column column(String text, int position) {
        int dashes = text.indexOf("--");
        String comment = dashes < 0 ? "" : text.substring(dashes + 2).strip();
        List<String> words =
                List.of((dashes < 0 ? text : text.substring(0, dashes)).strip().split(" ", -1));
        Source source = words.contains("default")
                ? Source.DEFAULT
                : words.contains("sequence")
                        ? Source.SEQUENCE
                        : words.contains("numbered")
                                ? Source.NUMBERED
                                : words.contains("computed") ? Source.COMPUTED : Source.NONE;
        String identity = words.stream()
                .filter(word -> word.startsWith("#"))
                .map(word -> word.substring(1))
                .findFirst()
                .orElse(null);
        boolean required = words.contains("required") || words.contains("pk");
        return new Column(words.get(0), position, type(words.get(1)), required, source, identity, comment);
    }

    public static ColumnType type(String name) {
        int bracket = name.indexOf('(');
        String[] numbers = bracket < 0
                ? new String[0]
                : name.substring(bracket + 1, name.length() - 1).split(",", -1);
        String base = bracket < 0 ? name : name.substring(0, bracket);
        int first = numbers.length > 0 && !base.equals("enum") ? Integer.parseInt(numbers[0]) : 0;
        int second = numbers.length > 1 && !base.equals("enum") ? Integer.parseInt(numbers[1]) : 0;
        return switch (base) {
            case "smallint" -> new ColumnType(name, TypeFamily.INTEGER, 2, 0, List.of());
            case "int", "integer" -> new ColumnType(name, TypeFamily.INTEGER, 4, 0, List.of());
            case "bigint" -> new ColumnType(name, TypeFamily.INTEGER, 8, 0, List.of());
            case "varchar", "text", "char" -> new ColumnType(name, TypeFamily.TEXT, first, 0, List.of());
            case "decimal", "numeric" -> new ColumnType(name, TypeFamily.DECIMAL, first, second, List.of());
            case "double", "real" -> new ColumnType(name, TypeFamily.FLOATING, 0, 0, List.of());
            case "timestamptz" -> new ColumnType(name, TypeFamily.TIMESTAMP_ZONED, 0, 0, List.of());
            case "enum" -> new ColumnType(name, TypeFamily.ENUM, 0, 0, List.of(numbers));
            case "bytea" -> new ColumnType(name, TypeFamily.BINARY, 0, 0, List.of());
            case "inet", "cidr", "macaddr", "money" -> new ColumnType(name, TypeFamily.OTHER, 0, 0, List.of());
            case "jsonb" -> new ColumnType(name, TypeFamily.JSON, 0, 0, List.of());
            default -> new ColumnType(name, TypeFamily.valueOf(base.toUpperCase(Locale.ROOT)), 0, 0, List.of());
        };
    }
}
