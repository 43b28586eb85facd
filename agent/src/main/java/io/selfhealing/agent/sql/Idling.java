package io.selfhealing.agent.sql;

import java.util.List;

/**
 * A column that is set to itself, in the stead of a whole SET clause.
 *
 * @param at where, in the old text
 * @param column as the catalog holds it
 * @param written the column as it is spelled
 * @param qualifier of the column that is read, with its dot; empty where none is needed
 */
record Idling(int at, String column, String written, String qualifier, boolean onConflict) {
    private static final String EQUALS = " = ";

    /** The name of the table, or its alias, as the statement has it, where the column alone could be another one. */
    static String qualifier(Tokens tokens, Dialect dialect, boolean onConflict) {
        Shape shape = ShapeReader.read(tokens, dialect.product());
        if (shape == null || !(onConflict || shape.otherSources())) {
            return "";
        }
        Identifier visible = shape.visibleName();
        return (visible.quoted() ? Spelling.quote(visible.text(), dialect) : visible.text()) + ".";
    }

    String text() {
        return written + EQUALS + qualifier + written;
    }

    /** What a reader finds of it. */
    Assignment assignment(int start) {
        Span target = new Span(start, start + written.length());
        Span value = new Span(target.end() + EQUALS.length(), start + text().length());
        ColumnUse use = new ColumnUse(Spelling.read(written, column), ColumnUse.Role.ASSIGNED, target);
        return new Assignment(use, List.of(new Value.Expression(List.of(), value)));
    }

    /** The column where it is read. */
    ColumnUse read(Assignment assignment) {
        int end = assignment.values().get(0).span().end();
        return new ColumnUse(
                assignment.column().column(), ColumnUse.Role.EXPRESSION, new Span(end - written.length(), end));
    }
}
