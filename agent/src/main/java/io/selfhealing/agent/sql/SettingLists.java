package io.selfhealing.agent.sql;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Takes what is left out from the SET clauses of a write; where that is all of one, a column is set to itself in its stead. */
final class SettingLists {
    private final Tokens tokens;
    private final Dialect dialect;
    private final Set<String> leftOut;
    private final @Nullable String idle;
    private final Splice.Builder changes;
    private final BiFunction<String, Identifier, String> spelling;
    private final List<Idling> idling = new ArrayList<>();

    /**
     * @param idle the column to be set to itself; null where none may be
     * @param spelling of a column's name, like that of another one
     */
    SettingLists(
            Tokens tokens,
            Dialect dialect,
            Set<String> leftOut,
            @Nullable String idle,
            Splice.Builder changes,
            BiFunction<String, Identifier, String> spelling) {
        this.tokens = tokens;
        this.dialect = dialect;
        this.leftOut = leftOut;
        this.idle = idle;
        this.changes = changes;
        this.spelling = spelling;
    }

    /** What was set to itself. */
    List<Idling> idling() {
        return idling;
    }

    void change(List<Assignment> assignments, boolean onConflict) {
        List<Span> settings = new ArrayList<>();
        BitSet gone = new BitSet();
        for (Assignment assignment : assignments) {
            ColumnUse column = assignment.column();
            int start = tokens.start(firstOfName(tokens.at(column.span().start())));
            gone.set(settings.size(), leftOut.contains(column.column().name(dialect)));
            settings.add(new Span(start, assignment.values().get(0).span().end()));
        }
        if (gone.cardinality() < settings.size()) {
            ItemList.delete(settings, gone, changes);
        } else if (!settings.isEmpty() && idle != null) {
            Span clause = new Span(
                    settings.get(0).start(), settings.get(settings.size() - 1).end());
            String written = spelling.apply(idle, assignments.get(0).column().column());
            String qualifier = Idling.qualifier(tokens, dialect, onConflict);
            Idling instead = new Idling(clause.start(), idle, written, qualifier, onConflict);
            idling.add(instead);
            changes.delete(clause);
            changes.insert(clause.start(), instead.text());
        }
    }

    private int firstOfName(int token) {
        int first = token;
        while (tokens.is(first - 1, TokenKind.DOT)) {
            first -= 2;
        }
        return first;
    }
}
