package io.selfhealing.agent.migration;

import io.selfhealing.agent.schema.ColumnType;
import io.selfhealing.agent.schema.TypeFamily;
import io.selfhealing.agent.sql.Product;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a declared type says of a column's values. One that is not known is of no family, and matched by its name alone. */
final class DeclaredTypes {
    private static final Pattern ARGUMENTS = Pattern.compile("\\(\\s*(\\d{1,9})\\s*(?:,\\s*(\\d{1,9})\\s*)?\\)");
    private static final Pattern BRACKETS = Pattern.compile("\\s*\\([^)]*\\)");
    private static final Pattern LABEL = Pattern.compile("'((?:[^']|'')*)'");
    private static final Pattern CHARSET = Pattern.compile("\\s+(character set|charset|collate)\\s+\\S+");

    private DeclaredTypes() {}

    /** @param text as declared, with its arguments */
    static ColumnType of(String text, Product product) {
        String spelled = CHARSET.matcher(text.toLowerCase(Locale.ROOT).strip()).replaceAll("");
        if (spelled.startsWith("enum")) {
            return new ColumnType(spelled, TypeFamily.ENUM, 0, 0, labels(text));
        }
        String name = BRACKETS.matcher(spelled)
                .replaceAll("")
                .replaceAll("\\s+", " ")
                .replaceFirst("^pg_catalog\\.", "")
                .replaceAll(" (unsigned|zerofill|signed)", "")
                .strip();
        if (spelled.endsWith("]") || name.endsWith(" array")) {
            return new ColumnType(spelled, TypeFamily.ARRAY, 0, 0, List.of());
        }
        TypeFamily family = family(name, spelled, product);
        Matcher arguments = ARGUMENTS.matcher(spelled);
        boolean sized = arguments.find();
        int first = sized ? Integer.parseInt(arguments.group(1)) : 0;
        int second = sized && arguments.group(2) != null ? Integer.parseInt(arguments.group(2)) : 0;
        return switch (family) {
            case INTEGER -> new ColumnType(spelled, family, bytes(name), 0, List.of());
            case DECIMAL -> new ColumnType(spelled, family, first, second, List.of());
            case TEXT ->
                new ColumnType(spelled, family, name.startsWith("char") && !sized ? single(name) : first, 0, List.of());
            case BINARY -> new ColumnType(spelled, family, first, 0, List.of());
            default -> new ColumnType(spelled, family, 0, 0, List.of());
        };
    }

    private static int single(String name) {
        return name.equals("char") || name.equals("character") ? 1 : 0;
    }

    private static List<String> labels(String text) {
        List<String> labels = new ArrayList<>();
        Matcher label = LABEL.matcher(text);
        while (label.find()) {
            labels.add(label.group(1).replace("''", "'"));
        }
        return labels;
    }

    private static TypeFamily family(String name, String spelled, Product product) {
        boolean mySql = product.speaksMySql();
        return switch (name) {
            case "text",
                    "varchar",
                    "character varying",
                    "char",
                    "character",
                    "bpchar",
                    "citext",
                    "name",
                    "mediumtext",
                    "longtext",
                    "nvarchar",
                    "clob",
                    "character large object",
                    "varchar_ignorecase",
                    "string" -> TypeFamily.TEXT;
            case "smallint",
                    "int2",
                    "integer",
                    "int",
                    "int4",
                    "bigint",
                    "int8",
                    "tinyint",
                    "mediumint",
                    "serial",
                    "bigserial",
                    "smallserial",
                    "serial4",
                    "serial8" -> TypeFamily.INTEGER;
            case "numeric", "decimal", "dec" ->
                mySql && spelled.contains("unsigned") ? TypeFamily.OTHER : TypeFamily.DECIMAL;
            case "real", "float", "float4", "float8", "double precision", "double" -> TypeFamily.FLOATING;
            case "boolean", "bool" -> mySql ? TypeFamily.INTEGER : TypeFamily.BOOLEAN;
            case "date" -> TypeFamily.DATE;
            case "time", "time without time zone" -> TypeFamily.TIME;
            case "timestamp" -> mySql ? TypeFamily.TIMESTAMP_ZONED : TypeFamily.TIMESTAMP;
            case "timestamp without time zone", "datetime" -> TypeFamily.TIMESTAMP;
            case "timestamptz", "timestamp with time zone" -> TypeFamily.TIMESTAMP_ZONED;
            case "interval" -> TypeFamily.INTERVAL;
            case "json", "jsonb" -> TypeFamily.JSON;
            case "uuid" -> TypeFamily.UUID;
            case "bytea", "blob", "binary", "varbinary", "binary varying", "longblob", "mediumblob", "tinyblob" ->
                TypeFamily.BINARY;
            default -> TypeFamily.OTHER;
        };
    }

    private static int bytes(String name) {
        return switch (name) {
            case "tinyint", "boolean", "bool" -> 1;
            case "smallint", "int2", "smallserial" -> 2;
            case "mediumint" -> 3;
            case "int", "integer", "int4", "serial", "serial4" -> 4;
            default -> 8;
        };
    }
}
