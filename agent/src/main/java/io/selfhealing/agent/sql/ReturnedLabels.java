package io.selfhealing.agent.sql;

import java.util.List;

/**
 * Keeps the labels of a RETURNING, or of a query of a delta table: the application reads the result by the names that it wrote, so a column that is returned
 * under its own name gets that name as its alias when it is renamed.
 */
final class ReturnedLabels {
    private ReturnedLabels() {}

    static void keep(Tokens tokens, List<ColumnUse> renamed, Splice.Builder changes) {
        List<ColumnUse> returned = renamed.stream()
                .filter(use -> use.role() == ColumnUse.Role.RETURNED)
                .toList();
        if (returned.isEmpty()) {
            return;
        }
        List<Range> items = Cursor.split(tokens, list(tokens));
        Expressions expressions = new Expressions(tokens);
        for (ColumnUse use : returned) {
            int column = tokens.at(use.span().start());
            boolean wholeItem = items.stream()
                    .anyMatch(item -> item.to() == column + 1 && expressions.lastOfName(item.from()) == column);
            if (wholeItem) {
                changes.insert(use.span().end(), " AS " + use.span().of(tokens.sql()));
            }
        }
    }

    private static Range list(Tokens tokens) {
        DeltaTable delta = DeltaTable.read(tokens);
        if (delta != null) {
            return delta.list();
        }
        Cursor cursor = new Cursor(tokens, 0);
        cursor.takeUntil("RETURNING");
        return new Range(cursor.at() + 1, tokens.size());
    }
}
