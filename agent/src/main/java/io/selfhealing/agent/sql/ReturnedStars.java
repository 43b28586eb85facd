package io.selfhealing.agent.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * The items {@code *} and {@code m.*} of a RETURNING, or of the query of a delta table, that stand for all columns of the table
 * written.
 *
 * @param unclear whether one of them may stand for columns of other tables as well
 */
record ReturnedStars(List<Star> stars, boolean unclear) {
    /**
     * One item.
     *
     * @param prefix what stands before the star, its dot included
     */
    record Star(Span span, String prefix) {}

    /**
     * What a star becomes.
     *
     * @param names of the columns, relative to the start of {@code text}
     */
    record Spelled(String text, List<Span> names) {}

    static ReturnedStars of(Tokens tokens, Shape shape, Dialect dialect) {
        List<Star> stars = new ArrayList<>();
        boolean unclear = false;
        Range list = ReturnedLabels.list(tokens);
        for (Range item : list.isEmpty() ? List.<Range>of() : Cursor.split(tokens, list)) {
            int star = item.to() - 1;
            boolean all = !item.isEmpty() && tokens.is(star, '*');
            if (all && item.size() == 1) {
                unclear |= shape.otherSources();
                stars.add(new Star(tokens.span(item), ""));
            } else if (all && tokens.is(star - 1, TokenKind.DOT) && isOurs(tokens, star - 2, shape, dialect)) {
                stars.add(new Star(
                        tokens.span(item),
                        tokens.span(new Range(item.from(), star)).of(tokens.sql())));
            }
        }
        return new ReturnedStars(stars, unclear);
    }

    private static boolean isOurs(Tokens tokens, int qualifier, Shape shape, Dialect dialect) {
        if (!shape.otherSources()) {
            return true;
        }
        String name =
                tokens.isIdentifier(qualifier) ? tokens.identifier(qualifier).name(dialect) : "";
        return name.equals(shape.visibleName().name(dialect))
                || tokens.is(qualifier, "old")
                || tokens.is(qualifier, "new");
    }

    static Spelled spelled(Star star, List<ReturnedColumn> columns, Dialect dialect, boolean quotes) {
        StringBuilder text = new StringBuilder();
        List<Span> names = new ArrayList<>();
        for (ReturnedColumn column : columns) {
            text.append(text.isEmpty() ? "" : ", ").append(star.prefix());
            int start = text.length();
            text.append(spelled(column.column(), dialect, quotes));
            names.add(new Span(start, text.length()));
            if (column.isRelabelled()) {
                text.append(" AS ").append(spelled(column.label(), dialect, quotes));
            }
        }
        return new Spelled(text.toString(), names);
    }

    private static String spelled(String name, Dialect dialect, boolean quotes) {
        return quotes ? Spelling.quote(name, dialect) : Spelling.of(name, new Identifier(name, false), dialect);
    }
}
