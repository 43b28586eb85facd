package io.selfhealing.agent.sql;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a statement names the table that it writes.
 *
 * @param target the name behind INSERT INTO and its like, its schema included
 * @param qualifiers the tokens of the table's name before those of its columns
 * @param schemas the tokens of its schema's name before those
 */
record TableMentions(Range target, List<Integer> qualifiers, List<Integer> schemas) {
    static final TableMentions NONE = new TableMentions(new Range(0, 0), List.of(), List.of());

    /** As qualifiers they may be a row of the statement's own and not a table. */
    private static final Set<String> ROWS = Set.of("old", "new", "excluded", "inserted", "deleted");

    /** Null where the old name or the new one stands anywhere that is not certain to mean the table, or one of its columns. */
    static @Nullable TableMentions of(ParsedWrite write, Dialect dialect, String newName) {
        Tokens tokens = Tokenizer.tokens(write.sql(), dialect.product());
        Shape shape = ShapeReader.read(tokens, dialect.product());
        if (shape == null || !write.table().equals(shape.table())) {
            return null;
        }
        String oldName = shape.table().table().text();
        int first = shape.table().schema() == null ? shape.tableToken() : shape.tableToken() - 2;
        BitSet certain = new BitSet();
        certain.set(first, shape.tableToken() + 1);
        if (shape.alias() != null) {
            certain.set(shape.tableToken() + (tokens.is(shape.tableToken() + 1, "AS") ? 2 : 1));
        }
        List<Integer> qualifiers = new ArrayList<>();
        List<Integer> schemas = new ArrayList<>();
        for (ColumnUse use : write.uses()) {
            int column = tokens.at(use.span().start());
            certain.set(column);
            int qualifier = column - 2;
            if (tokens.is(column - 1, TokenKind.DOT) && isNamed(tokens, qualifier, oldName)) {
                if (shape.alias() == null) {
                    if (ROWS.stream().anyMatch(oldName::equalsIgnoreCase)) {
                        return null;
                    }
                    qualifiers.add(qualifier);
                    if (tokens.is(qualifier - 1, TokenKind.DOT)) {
                        schemas.add(qualifier - 2);
                    }
                }
                certain.set(qualifier);
            }
        }
        for (int i = 0; i < tokens.size(); i++) {
            if (!certain.get(i) && (isNamed(tokens, i, oldName) || isNamed(tokens, i, newName))) {
                return null;
            }
        }
        return new TableMentions(new Range(first, shape.tableToken() + 1), qualifiers, schemas);
    }

    /** In whatever case: where it would make a difference the statement is none to be sure of. */
    private static boolean isNamed(Tokens tokens, int token, String name) {
        return tokens.isIdentifier(token) && tokens.identifier(token).text().equalsIgnoreCase(name);
    }

    /** Puts the new name in all those places, and returns how a reader will find it. */
    TableName replace(Tokens tokens, TableTarget to, TableName from, Dialect dialect, Splice.Builder changes) {
        String table = Spelling.ofTable(to.table(), from.table(), dialect);
        Identifier read = Spelling.read(table, to.table());
        for (int qualifier : qualifiers) {
            changes.replace(tokens.span(qualifier), table);
        }
        if (to.schema().isEmpty()) {
            changes.replace(tokens.span(target), table);
            return new TableName(null, read);
        }
        Identifier model = from.schema() == null ? from.table() : from.schema();
        String schema = Spelling.ofTable(to.schema(), model, dialect);
        for (int qualifier : schemas) {
            changes.replace(tokens.span(qualifier), schema);
        }
        changes.replace(tokens.span(target), schema + "." + table);
        return new TableName(Spelling.read(schema, to.schema()), read);
    }
}
