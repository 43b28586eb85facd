package io.selfhealing.agent.tables;

import io.selfhealing.agent.schema.ColumnType;
import io.selfhealing.agent.schema.TypeFamily;
import io.selfhealing.agent.sql.Folding;
import io.selfhealing.agent.sql.Product;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a product writes the agent's tables. Names are quoted, in the case that the product gives to those that are not.
 *
 * @param types SQL for each kind of column
 * @param suffix behind the closing parenthesis
 */
record TableDialect(char quote, Folding folding, Map<AgentColumn.Kind, String> types, String suffix) {
    private static final TableDialect POSTGRESQL =
            new TableDialect('"', Folding.LOWER, types("varchar(255)", "text", "jsonb", "timestamp(6)"), "");

    private static final TableDialect H2 =
            new TableDialect('"', Folding.UPPER, types("varchar(255)", "clob", "json", "timestamp(6)"), "");

    /** What these products take for equal by themselves is too much for a key. */
    private static final String TO_THE_LETTER = " character set utf8mb4 collate utf8mb4_bin";

    private static final TableDialect MYSQL = new TableDialect(
            '`',
            Folding.NONE,
            types("varchar(255)" + TO_THE_LETTER, "longtext" + TO_THE_LETTER, "json", "datetime(6)"),
            " engine=InnoDB");

    /** Null where the agent makes no tables. */
    static @Nullable TableDialect of(Product product) {
        return switch (product) {
            case POSTGRESQL -> POSTGRESQL;
            case H2 -> H2;
            case MARIADB, MYSQL -> MYSQL;
            default -> null;
        };
    }

    private static Map<AgentColumn.Kind, String> types(String shortText, String longText, String json, String moment) {
        return Map.of(
                AgentColumn.Kind.SHORT_TEXT,
                shortText,
                AgentColumn.Kind.LONG_TEXT,
                longText,
                AgentColumn.Kind.JSON,
                json,
                AgentColumn.Kind.BIGINT,
                "bigint",
                AgentColumn.Kind.INTEGER,
                "integer",
                AgentColumn.Kind.BOOLEAN,
                "boolean",
                AgentColumn.Kind.TIMESTAMP,
                moment);
    }

    /** The name that the catalog holds for one that is written without quotes, or in double quotes. */
    String stored(String name) {
        boolean verbatim = name.length() > 2 && name.startsWith("\"") && name.endsWith("\"");
        return verbatim ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : folding.fold(name);
    }

    /** A name for a statement. */
    String quoted(String name) {
        return verbatim(stored(name));
    }

    /** A name that the catalog holds, for a statement. */
    String verbatim(String stored) {
        return quote + stored.replace(String.valueOf(quote), "" + quote + quote) + quote;
    }

    /** What a value of that kind is bound to, as a text where the product has a type of its own for it. */
    String parameter(AgentColumn.Kind kind) {
        if (kind != AgentColumn.Kind.JSON || this.equals(MYSQL)) {
            return "?";
        }
        return this.equals(H2) ? "? format json" : "cast(? as jsonb)";
    }

    String create(AgentTable table, String qualified) {
        String columns = table.columns().stream()
                .map(column ->
                        quoted(column.name()) + ' ' + types.get(column.kind()) + (column.nullable() ? "" : " not null"))
                .collect(Collectors.joining(", "));
        String key = table.primaryKey().stream().map(this::quoted).collect(Collectors.joining(", "));
        return "create table " + qualified + " (" + columns + ", primary key (" + key + "))" + suffix;
    }

    /** Whether a column of that type can hold what one of that kind holds. MySQL has no BOOLEAN but a small number. */
    boolean holds(AgentColumn.Kind kind, ColumnType type) {
        return switch (kind) {
            case SHORT_TEXT -> type.family() == TypeFamily.TEXT && (type.length() == 0 || type.length() >= 255);
            case LONG_TEXT -> type.family() == TypeFamily.TEXT && (type.length() == 0 || type.length() >= 1 << 16);
            case JSON -> type.family() == TypeFamily.JSON;
            case BIGINT -> type.family() == TypeFamily.INTEGER && type.length() == 8;
            case INTEGER -> type.family() == TypeFamily.INTEGER && type.length() >= 4;
            case BOOLEAN -> truth().contains(type.family());
            case TIMESTAMP -> type.family() == TypeFamily.TIMESTAMP;
        };
    }

    private Set<TypeFamily> truth() {
        return this.equals(MYSQL) ? EnumSet.of(TypeFamily.BOOLEAN, TypeFamily.INTEGER) : EnumSet.of(TypeFamily.BOOLEAN);
    }
}
