package io.selfhealing.agent.report;

import io.selfhealing.agent.schema.Column;
import io.selfhealing.agent.schema.ColumnType;
import io.selfhealing.agent.schema.KnownTable;
import io.selfhealing.agent.schema.TypeFamily;
import io.selfhealing.agent.sql.Product;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Of which type a column should be: by what it was, by what columns of its name are elsewhere, by what is bound to it. */
final class ColumnTypes {
    private static final Pattern PLAIN =
            Pattern.compile("[a-z_][a-z0-9_ ]{0,40}(\\(\\d{1,5}(\\s*,\\s*\\d{1,5})?\\))?(\\[\\])?");
    /** Widest first. */
    private static final List<String> WHOLE = List.of("long", "int", "short", "byte");

    private final Product product;

    ColumnTypes(Product product) {
        this.product = product;
    }

    /**
     * A type and why it is that one.
     *
     * @param sql as it is written in a definition
     */
    record Chosen(String sql, String ground) {}

    /** The type of a column that is to be there again; null where nothing tells. */
    @Nullable
    Chosen of(String column, @Nullable KnownTable table, Collection<KnownTable> others, Set<String> bound) {
        Column before = table == null ? null : table.column(column);
        if (before != null) {
            return new Chosen(
                    spelled(before.type()), "the column was " + before.type().name() + " when it was last seen");
        }
        Chosen byBinding = ofBound(bound);
        Set<String> elsewhere = others.stream()
                .map(other -> other.last().column(column))
                .filter(found -> found != null && fits(found.type(), bound))
                .map(found -> spelled(found.type()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (elsewhere.size() == 1) {
            return new Chosen(elsewhere.iterator().next(), "columns called " + column + " in other tables are so");
        }
        return byBinding;
    }

    /** The type for what is bound; null where that is not known or differs. */
    @Nullable
    Chosen ofBound(Set<String> bound) {
        String word = bound.size() == 1 ? bound.iterator().next() : widest(bound);
        String type = word == null ? null : type(word);
        return type == null ? null : new Chosen(type, "the application binds " + word);
    }

    private static @Nullable String widest(Set<String> bound) {
        return bound.isEmpty() || !WHOLE.containsAll(bound)
                ? null
                : WHOLE.stream().filter(bound::contains).findFirst().orElse(null);
    }

    private @Nullable String type(String word) {
        boolean mySql = product.speaksMySql();
        boolean postgres = product == Product.POSTGRESQL;
        return switch (word) {
            case "boolean", "date" -> word;
            case "byte" -> mySql ? "tinyint" : "smallint";
            case "short" -> "smallint";
            case "int" -> mySql ? "int" : "integer";
            case "long" -> "bigint";
            case "float" -> mySql ? "float" : "real";
            case "double" -> mySql ? "double" : "double precision";
            case "decimal" -> postgres ? "numeric" : "decimal(38,10)";
            case "string" -> postgres || mySql ? "text" : "character varying";
            case "text" -> postgres ? "text" : mySql ? "longtext" : "character large object";
            case "bytes" -> postgres ? "bytea" : mySql ? "longblob" : "binary large object";
            case "time" -> postgres ? "time" : "time(6)";
            case "timestamp" -> postgres ? "timestamp" : mySql ? "datetime(6)" : "timestamp(6)";
            case "timestamp_zoned" ->
                postgres ? "timestamp with time zone" : mySql ? "timestamp(6)" : "timestamp(6) with time zone";
            case "uuid" -> product == Product.MYSQL ? "char(36)" : "uuid";
            case "json", "jsonb" -> postgres ? "jsonb" : "json";
            case "xml" -> postgres ? "xml" : mySql ? "longtext" : "character large object";
            case "array" -> null;
            default -> postgres && PLAIN.matcher(word).matches() ? word : null;
        };
    }

    /** Whether a column of this type may be the one that is missing: by what that was, or else by what is bound to it. */
    boolean mayBe(ColumnType type, @Nullable Column before, Set<String> bound) {
        if (before != null) {
            return type.family() == before.type().family();
        }
        return bound.stream()
                .allMatch(word -> families(word).isEmpty()
                        ? bare(type.name()).equals(word)
                        : families(word).contains(type.family()));
    }

    /** Whether values of what is bound go into the type without a conversion; nothing is said where it is not known. */
    private static boolean fits(ColumnType type, Set<String> bound) {
        return bound.stream().allMatch(word -> families(word).contains(type.family()));
    }

    private static Set<TypeFamily> families(String word) {
        return switch (word) {
            case "byte", "short", "int", "long" -> Set.of(TypeFamily.INTEGER, TypeFamily.DECIMAL);
            case "float", "double" -> Set.of(TypeFamily.FLOATING);
            case "decimal" -> Set.of(TypeFamily.DECIMAL);
            case "string", "text" -> Set.of(TypeFamily.TEXT);
            case "boolean" -> Set.of(TypeFamily.BOOLEAN);
            case "bytes" -> Set.of(TypeFamily.BINARY);
            case "date" -> Set.of(TypeFamily.DATE);
            case "time" -> Set.of(TypeFamily.TIME);
            case "timestamp", "timestamp_zoned" -> Set.of(TypeFamily.TIMESTAMP, TypeFamily.TIMESTAMP_ZONED);
            case "uuid" -> Set.of(TypeFamily.UUID);
            case "json", "jsonb" -> Set.of(TypeFamily.JSON);
            default -> Set.of();
        };
    }

    /** As the database spells it, but for what a catalog shows and a definition does not take. */
    String spelled(ColumnType type) {
        if (product == Product.H2) {
            return ofH2(type);
        }
        // MariaDB keeps JSON as a longtext with a check.
        return product == Product.MARIADB && type.family() == TypeFamily.JSON ? "json" : type.name();
    }

    private static String ofH2(ColumnType type) {
        if (type.family() == TypeFamily.ENUM) {
            return "ENUM(" + labels(type.labels()) + ")";
        }
        String name = type.name();
        if (type.family() == TypeFamily.FLOATING) {
            return name.startsWith("DECFLOAT") || name.startsWith("FLOAT") ? name : name.replaceFirst("\\(.*", "");
        }
        return name.startsWith("TIMESTAMP WITH TIME ZONE(")
                ? "TIMESTAMP" + name.substring("TIMESTAMP WITH TIME ZONE".length()) + " WITH TIME ZONE"
                : name;
    }

    static String labels(List<String> labels) {
        return labels.stream().map(ColumnTypes::literal).collect(Collectors.joining(", "));
    }

    static String literal(String label) {
        return "'" + label.replace("'", "''") + "'";
    }

    /** Whether a column of JSON documents is to become one of plain texts. */
    static boolean quotesStay(@Nullable Column now, String type) {
        return now != null
                && now.type().family() == TypeFamily.JSON
                && bare(type).matches("(long|medium|tiny)?text|(character )?varchar|character varying|char(acter)?");
    }

    /** In lower case and without what is in brackets, for a comparison of two spellings of one database. */
    static String bare(String type) {
        return type.toLowerCase(Locale.ROOT)
                .replaceAll("\\([^)]*\\)", "")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
