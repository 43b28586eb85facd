package io.selfhealing.agent.sql;

import io.selfhealing.agent.sql.Neighbours.Ownership;
import io.selfhealing.agent.sql.Query.Source;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tables whose columns can be named at some place of a statement: those of a query, and those of the ones around it.
 *
 * @param outer what can be seen besides; null where nothing can
 * @param tables null where it is not known which they are
 */
record Scope(@Nullable Scope outer, @Nullable List<Entry> tables) {
    /**
     * One of them.
     *
     * @param visible the name that qualifies its columns, as it is compared; empty where none does
     * @param written whether it is the table that the statement writes
     */
    record Entry(Source source, String visible, boolean written) {}

    /** Whose column a name is. */
    enum Belonging {
        OURS,
        OTHERS,
        UNSURE
    }

    /** Whose column a name without a qualifier is: the innermost query decides that has a table with such a column. */
    Belonging ofPlain(String column, Neighbours neighbours) {
        if (holdsOneTable()) {
            return Belonging.OURS;
        }
        for (Scope scope = this; scope != null; scope = scope.outer) {
            List<Entry> here = scope.tables;
            if (here == null) {
                return Belonging.UNSURE;
            }
            if (scope.outer == null && here.size() == 1 && here.get(0).written()) {
                return Belonging.OURS; // Whether it is one the database knows.
            }
            Entry owner = null;
            for (Entry entry : here) {
                TableName table = entry.source().table();
                Ownership ownership = table == null ? Ownership.UNKNOWN : neighbours.of(table, column);
                if (ownership == Ownership.UNKNOWN || (ownership == Ownership.OWNED && owner != null)) {
                    return Belonging.UNSURE;
                }
                owner = ownership == Ownership.OWNED ? entry : owner;
            }
            if (owner != null) {
                return owner.written() ? Belonging.OURS : Belonging.OTHERS;
            }
        }
        return Belonging.UNSURE;
    }

    /** Whether nothing but the table that is written can be meant, in whichever query. */
    private boolean holdsOneTable() {
        boolean any = false;
        for (Scope scope = this; scope != null; scope = scope.outer) {
            List<Entry> here = scope.tables;
            if (here == null || here.size() > 1 || !here.stream().allMatch(Entry::written)) {
                return false;
            }
            any |= !here.isEmpty();
        }
        return any;
    }

    /** Whose column a name behind this qualifier is. */
    Belonging ofQualified(String qualifier) {
        for (Scope scope = this; scope != null; scope = scope.outer) {
            List<Entry> here = scope.tables;
            if (here == null) {
                return Belonging.UNSURE;
            }
            for (Entry entry : here) {
                if (entry.visible().equals(qualifier)) {
                    return entry.written() ? Belonging.OURS : Belonging.OTHERS;
                }
            }
        }
        return Belonging.UNSURE;
    }

    /** Whether some table here is called so, so that the name may stand for the whole of its row. */
    boolean isCalled(String name) {
        for (Scope scope = this; scope != null; scope = scope.outer) {
            List<Entry> here = scope.tables;
            if (here != null && here.stream().anyMatch(entry -> entry.visible().equals(name))) {
                return true;
            }
        }
        return false;
    }
}
