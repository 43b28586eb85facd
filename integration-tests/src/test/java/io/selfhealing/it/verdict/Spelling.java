package io.selfhealing.it.verdict;

import io.selfhealing.it.server.Engine;
import io.selfhealing.it.verdict.Change.Field;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Changes, types and values in the words of a product. */
final class Spelling {
    private final Engine engine;

    Spelling(Engine engine) {
        this.engine = engine;
    }

    /** What cannot be done here, or by the corpus. */
    static final class Impossible extends RuntimeException {
        private static final long serialVersionUID = 1;

        Impossible(String why) {
            super(why);
        }
    }

    /**
     * A value of a column: how it is bound, and how it stands in a text.
     *
     * @param other whether the driver is to leave its type to the server
     */
    record Given(Object bound, String literal, boolean other) {}

    String quoted(String name) {
        return engine.speaksMySql() ? '`' + name + '`' : '"' + name + '"';
    }

    /** The types that a table needs before it can be made, and the table. */
    List<String> create(String table, List<Field> fields, List<Field> others) {
        List<String> statements = new ArrayList<>();
        List<Field> all = new ArrayList<>(fields);
        all.addAll(others);
        if (!engine.speaksMySql()) {
            all.stream()
                    .filter(field -> field.type().startsWith("enum"))
                    .map(field -> "create type " + type(field).replace("[]", "") + " as enum " + labels(field))
                    .distinct()
                    .forEach(statements::add);
        }
        List<String> parts = fields.stream().map(this::definition).collect(Collectors.toCollection(ArrayList::new));
        String key = fields.stream()
                .filter(Field::key)
                .map(field -> quoted(field.name()))
                .collect(Collectors.joining(", "));
        if (!key.isEmpty()) {
            parts.add("primary key (" + key + ")");
        }
        if (engine.speaksMySql() && fields.stream().anyMatch(field -> field.identity() && !field.key())) {
            throw new Impossible("a counter that is no key");
        }
        statements.add("create table " + quoted(table) + " (" + String.join(", ", parts) + ")");
        return statements;
    }

    /** As a migration would: drops, renames, types, additions, the table. */
    List<String> change(Change change) {
        String alter = "alter table " + quoted(change.tableBefore()) + " ";
        List<String> statements = new ArrayList<>();
        List<String> later = new ArrayList<>();
        List<String> taken = new ArrayList<>();
        for (Field old : change.before()) {
            String target =
                    change.mapping().containsKey(old.name()) ? change.mapping().get(old.name()) : old.name();
            Field now = change.after().stream()
                    .filter(field -> field.name().equals(target) && !taken.contains(field.name()))
                    .findFirst()
                    .orElse(null);
            if (now == null) {
                statements.add(alter + "drop column " + quoted(old.name()) + (engine.speaksMySql() ? "" : " cascade"));
                continue;
            }
            taken.add(now.name());
            if (!now.name().equals(old.name())) {
                String between = "tmp_" + taken.size();
                boolean meets =
                        change.before().stream().anyMatch(field -> field.name().equals(now.name()));
                String first = meets ? between : now.name();
                statements.add(alter + "rename column " + quoted(old.name()) + " to " + quoted(first));
                if (meets) {
                    later.add(alter + "rename column " + quoted(between) + " to " + quoted(now.name()));
                }
            }
            later.addAll(adapt(alter, old, now));
        }
        statements.addAll(later);
        change.after().stream()
                .filter(field -> !taken.contains(field.name()))
                .forEach(field -> statements.add(alter + "add column " + definition(field)));
        if (!change.tableBefore().equals(change.tableAfter())) {
            statements.add(alter + "rename to " + quoted(change.tableAfter()));
        }
        return statements;
    }

    private List<String> adapt(String alter, Field old, Field now) {
        Field named = new Field(now.name(), old.type(), old.nullable(), old.byDefault(), old.key(), old.computed());
        if (definition(named).equals(definition(now))) {
            return List.of();
        }
        if (engine.speaksMySql()) {
            return List.of(alter + "modify column " + definition(now));
        }
        List<String> statements = new ArrayList<>();
        String column = alter + "alter column " + quoted(now.name()) + " ";
        boolean retyped = !type(old).equals(type(now));
        if (old.computed() != now.computed() && (old.identity() || now.identity())) {
            return List.of();
        }
        if (retyped) {
            statements.add(old.identity() ? "select 1" : column + "drop default");
            statements.add(column + "type " + type(now) + " using null::" + type(now));
        }
        if (!now.identity()) {
            String byDefault = byDefault(now);
            statements.add(column + (byDefault == null ? "drop default" : "set default " + byDefault));
        }
        if (!now.key() && !now.identity()) {
            statements.add(column + (now.nullable() ? "drop" : "set") + " not null");
        }
        return statements;
    }

    private String definition(Field field) {
        String name = quoted(field.name()) + " " + type(field);
        if (field.identity()) {
            return name + (engine.speaksMySql() ? " not null auto_increment" : " generated by default as identity");
        }
        String byDefault = byDefault(field);
        return name + (field.nullable() ? " null" : " not null") + (byDefault == null ? "" : " default " + byDefault);
    }

    private @Nullable String byDefault(Field field) {
        String given = field.byDefault();
        if (field.identity()) {
            return null;
        }
        if (given == null && !field.computed()) {
            return null;
        }
        if (given == null || given.matches("(?i)current_.*|random_uuid\\(\\)")) {
            String literal = value(field, 399).literal();
            return engine.speaksMySql() ? literal : literal + "::" + type(field);
        }
        if (field.type().startsWith("boolean") && given.matches("[01]")) {
            return given.equals("1") ? "true" : "false";
        }
        boolean plain = given.startsWith("'") || (given.matches("(?i)-?[0-9.]+|true|false") && !isText(field));
        String literal = plain ? given : "'" + given.replace("'", "''") + "'";
        return engine.speaksMySql() || !literal.startsWith("'") ? literal : literal + "::" + type(field);
    }

    private static boolean isText(Field field) {
        return field.type().matches("(varchar|char|text|enum).*");
    }

    private String type(Field field) {
        boolean array = field.type().endsWith(" array");
        String type = field.type().replaceFirst(" array$", "");
        if (!engine.speaksMySql()) {
            String spelled = type.startsWith("enum")
                    ? "en_" + Integer.toHexString(type.hashCode())
                    : type.matches("(blob|varbinary).*")
                            ? "bytea"
                            : type.startsWith("geometry")
                                    ? "text"
                                    : type.startsWith("json")
                                            ? "jsonb"
                                            : type.startsWith("interval") ? "interval" : type;
            return spelled + (array ? "[]" : "");
        }
        if (array || type.startsWith("interval")) {
            throw new Impossible(type + (array ? "[]" : "") + " is not known here");
        }
        return type.startsWith("enum")
                ? "enum" + labels(field)
                : type.startsWith("boolean")
                        ? "tinyint(1)"
                        : type.startsWith("timestamp")
                                ? "datetime(6)"
                                : type.startsWith("uuid")
                                        ? "char(36)"
                                        : type.startsWith("double")
                                                ? "double"
                                                : type.matches("(blob|varbinary).*")
                                                        ? field.key() ? "varbinary(191)" : "longblob"
                                                        : isLong(type)
                                                                ? field.key() ? "varchar(191)" : "longtext"
                                                                : type;
    }

    private static boolean isLong(String type) {
        return type.equals("varchar") || type.matches("(text|geometry).*|varchar\\(\\d{5,}\\)");
    }

    private static String labels(Field field) {
        String type = field.type().replaceFirst(" array$", "");
        return "("
                + List.of(type.substring(type.indexOf('(') + 1, type.lastIndexOf(')'))
                                .split(","))
                        .stream()
                        .map(label -> "'"
                                + label.trim()
                                        .replaceAll("^'|'$", "")
                                        .replace("''", "'")
                                        .replace("'", "''") + "'")
                        .collect(Collectors.joining(", "))
                + ")";
    }

    /** A value of a column; another number makes another. */
    Given value(Field field, int number) {
        String type = field.type();
        int n = 1000 + number * 7;
        if (type.endsWith(" array")) {
            return text("{" + n + "}", true);
        }
        if (type.startsWith("enum")) {
            String all = labels(field);
            int end = all.indexOf(',');
            String first = (end < 0 ? all : all.substring(0, end)).replaceAll("^\\('|'\\)?$", "");
            return text(first, !engine.speaksMySql());
        }
        if (type.startsWith("boolean")) {
            return new Given(number % 2 == 0, number % 2 == 0 ? "true" : "false", false);
        }
        if (type.startsWith("bigint")) {
            return new Given((long) n, Integer.toString(n), false);
        }
        if (type.matches("(small)?int.*") && !type.startsWith("interval")) {
            return new Given(n, Integer.toString(n), false);
        }
        if (type.startsWith("decimal")) {
            return new Given(BigDecimal.valueOf(number % 9), Integer.toString(number % 9), false);
        }
        if (type.matches("(double|real).*")) {
            return new Given(n + 0.5, n + ".5", false);
        }
        LocalDate day = LocalDate.of(2021, 1, 1).plusDays(number);
        if (type.startsWith("timestamp")) {
            boolean zoned = type.startsWith("timestamp with ") && !engine.speaksMySql();
            Object bound = zoned ? day.atStartOfDay().atOffset(java.time.ZoneOffset.UTC) : (Object) day.atTime(1, 2, 3);
            return new Given(bound, "'" + day + " 01:02:03" + (zoned ? "+00" : "") + "'", false);
        }
        if (type.startsWith("date")) {
            return new Given(day, "'" + day + "'", false);
        }
        if (type.startsWith("uuid")) {
            UUID uuid = new UUID(0x1234567890ab4cdeL, 0x8000000000000000L + number);
            return engine.speaksMySql() ? text(uuid.toString(), false) : new Given(uuid, "'" + uuid + "'", false);
        }
        if (type.startsWith("json")) {
            return text("{\"k\": " + number + "}", !engine.speaksMySql());
        }
        if (type.matches("(blob|varbinary).*")) {
            String hex = String.format(Locale.ROOT, "%08x", number);
            byte[] bytes = {0, 0, (byte) (number >> 8), (byte) number};
            return new Given(bytes, engine.speaksMySql() ? "x'" + hex + "'" : "'\\x" + hex + "'", false);
        }
        if (type.startsWith("interval")) {
            return text(number + " seconds", true);
        }
        return text(word(type, number), false);
    }

    private static String word(String type, int number) {
        int open = type.indexOf('(');
        int length = open < 0 ? 200 : Integer.parseInt(type.substring(open + 1, type.indexOf(')')));
        String word = length == 36
                ? new UUID(0x1234567890ab4cdeL, 0x8000000000000000L + number).toString()
                : "v" + Integer.toString(number, 36) + (length > 12 ? " w" + number : "");
        return word.length() > length ? word.substring(word.length() - length) : word;
    }

    private static Given text(String text, boolean other) {
        return new Given(text, "'" + text.replace("'", "''") + "'", other);
    }
}
