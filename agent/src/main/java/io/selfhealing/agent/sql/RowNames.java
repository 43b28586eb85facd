package io.selfhealing.agent.sql;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether a statement may ask for a column by a name that is data: {@code to_jsonb(m) ->> 'sender'}. Such a name stays what it is
 * when the column is renamed, and the result is a NULL where the database would have refused the application's text.
 */
final class RowNames {
    /** A name, or a path of names: no sentence, which has blanks, unless it is a path in the language of JSON paths. */
    private static final Pattern PATH = Pattern.compile("[^\\s]*|\\s*(strict|lax)?\\s*\\$.*", Pattern.DOTALL);

    private static final List<String> PATTERNS = List.of("LIKE", "ILIKE", "RLIKE", "REGEXP", "ESCAPE");

    private static final Pattern NO_NAME = Pattern.compile("[^\\w$]+");

    private final Tokens tokens;
    private final Shape shape;
    private final Dialect dialect;
    private final ParsedWrite write;

    private RowNames(Tokens tokens, Shape shape, ParsedWrite write, Dialect dialect) {
        this.tokens = tokens;
        this.shape = shape;
        this.write = write;
        this.dialect = dialect;
    }

    /**
     * @param changed the columns that the statement names, and that the healed one names no more
     * @param columns the table's, where they are known
     */
    static boolean mayDependOn(
            Set<String> changed,
            List<ReturnedColumn> columns,
            Tokens tokens,
            Shape shape,
            ParsedWrite write,
            Dialect dialect) {
        RowNames names = new RowNames(tokens, shape, write, dialect);
        return names.readsRow(columns) || names.spells(changed);
    }

    /** PostgreSQL alone takes the name of a table for the whole of its row, under the names that its columns have now. */
    private boolean readsRow(List<ReturnedColumn> columns) {
        if (dialect.product() != Product.POSTGRESQL) {
            return false;
        }
        Set<String> rows = new HashSet<>(
                List.of(shape.visibleName().name(dialect), shape.table().table().name(dialect)));
        if (shape.conflict()) {
            rows.add("excluded");
        }
        rows.addAll(otherAliases());
        Range returned = ReturnedLabels.list(tokens);
        Set<String> both = new HashSet<>(Set.of("old", "new"));
        for (ReturnedColumn column : columns) {
            List.of(rows, both).forEach(names -> names.removeAll(List.of(column.column(), column.label())));
        }
        Set<Integer> written = new HashSet<>();
        write.uses().stream()
                .filter(use -> use.role() != ColumnUse.Role.EXPRESSION)
                .forEach(use -> written.add(tokens.at(use.span().start())));
        for (int i = 0; i < tokens.size(); i++) {
            String name = tokens.isIdentifier(i) ? tokens.identifier(i).name(dialect) : "";
            boolean returns = returned.from() <= i && i < returned.to();
            boolean row = rows.contains(name) || (returns && both.contains(name));
            if (row && !written.contains(i) && !namesTable(i) && isWhole(i, returned)) {
                return true;
            }
        }
        return false;
    }

    /** By which names queries in the statement call the table. */
    private Set<String> otherAliases() {
        Set<String> aliases = new HashSet<>();
        String table = shape.table().table().name(dialect);
        for (int i = 0; i < tokens.size(); i++) {
            boolean named = i != shape.tableToken()
                    && tokens.isIdentifier(i)
                    && tokens.identifier(i).name(dialect).equals(table);
            int alias = tokens.is(i + 1, "AS") ? i + 2 : i + 1;
            if (named && tokens.isIdentifier(alias) && isAlias(alias)) {
                aliases.add(tokens.identifier(alias).name(dialect));
            }
        }
        return aliases;
    }

    private boolean isAlias(int token) {
        return tokens.is(token, TokenKind.QUOTED)
                || !(Keywords.isReserved(tokens.text(token), tokens.product())
                        || Keywords.isReadAsKeyword(tokens.text(token), tokens.product()));
    }

    /** Whether the table itself is meant, as the target of the write or behind FROM, or its alias is declared. */
    private boolean namesTable(int token) {
        boolean target = token == shape.tableToken()
                || (shape.alias() != null
                        && (token == shape.tableToken() + 1
                                || (token == shape.tableToken() + 2 && tokens.is(token - 1, "AS"))));
        int before = tokens.is(token - 1, TokenKind.DOT) ? token - 3 : token - 1;
        return target
                || tokens.is(before, "FROM")
                || tokens.is(before, "JOIN")
                || tokens.is(before, "ONLY")
                || tokens.is(before, "USING");
    }

    /** {@code m} and {@code m.*} in an expression; not {@code m.sender}, {@code x.m}, {@code m(…)} and {@code RETURNING m.*}. */
    private boolean isWhole(int token, Range returned) {
        if (tokens.is(token + 1, TokenKind.DOT) && tokens.is(token + 2, '*')) {
            return returned.isEmpty()
                    || Cursor.split(tokens, returned).stream()
                            .noneMatch(item -> item.from() <= token && item.to() == token + 3);
        }
        return !tokens.is(token + 1, TokenKind.DOT)
                && !tokens.is(token + 1, '(')
                && !tokens.is(token - 1, TokenKind.DOT)
                && !tokens.is(token - 1, "AS")
                && !declaresAlias(token);
    }

    private boolean declaresAlias(int token) {
        return tokens.isIdentifier(token - 1)
                && tokens.identifier(token - 1)
                        .name(dialect)
                        .equals(shape.table().table().name(dialect));
    }

    /** Whether some string other than a value that is written or compared is, or leads to, one of the names. */
    private boolean spells(Set<String> changed) {
        Set<String> names = new HashSet<>();
        changed.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        Set<Integer> values = new HashSet<>();
        write.everyAssignment().forEach(assignment -> assignment.values().forEach(value -> values.add(place(value))));
        write.keyConditions().forEach(condition -> values.add(place(condition.value())));
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.is(i, TokenKind.STRING)
                    && !values.contains(tokens.start(i))
                    && !isText(i)
                    && leadsTo(tokens.text(i), names)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a string is a pattern, or a part of a longer text: no such thing is looked up as a name. */
    private boolean isText(int string) {
        boolean pattern = PATTERNS.stream().anyMatch(word -> tokens.is(string - 1, word));
        return pattern || tokens.is(string - 1, '|') || tokens.is(string + 1, '|');
    }

    private static int place(Value value) {
        return value instanceof Value.Literal ? value.span().start() : -1;
    }

    private static boolean leadsTo(String text, Set<String> names) {
        String content = text.substring(1, text.length() - 1).toLowerCase(Locale.ROOT);
        if (!PATH.matcher(content).matches()) {
            return false;
        }
        for (String word : NO_NAME.split(content, -1)) {
            if (names.contains(word)) {
                return true;
            }
        }
        return false;
    }
}
