package io.selfhealing.agent.sql;

import io.selfhealing.agent.sql.ColumnUse.Role;
import io.selfhealing.agent.sql.Scope.Belonging;
import java.util.List;

/** Meets the names of one query, and of those in it. */
final class QueryMentions {
    /** Queries in queries that are looked into. */
    private static final int DEEPEST = 16;

    private final Mentions all;
    private final Query query;
    private final Scope scope;
    private final Role role;
    private final boolean read;
    private final int nested;

    /** @param read whether the names of what it selects are read by what is around it */
    QueryMentions(Mentions all, Query query, Scope outer, Role role, boolean read) {
        this(all, query, outer, role, read, 0);
    }

    private QueryMentions(Mentions all, Query query, Scope outer, Role role, boolean read, int nested) {
        this.nested = nested;
        this.all = all;
        this.query = query;
        this.scope = new Scope(outer, all.scopes().entries(query.sources()));
        this.role = role;
        this.read = read;
    }

    void collect() {
        query.sources().conditions().forEach(range -> walk(range, false, false));
        for (Range derived : query.sources().derived()) {
            Scope outer = scope.outer();
            Query inner = nested < DEEPEST ? all.queries().read(derived) : null;
            if (inner == null) {
                all.expressions().walkThrough(derived, (first, last) -> all.doubt(last, role));
            } else {
                new QueryMentions(
                                all, inner, outer == null ? new Scope(null, List.of()) : outer, role, true, nested + 1)
                        .collect();
            }
        }
        walk(query.items(), true, read);
        query.conditions().forEach(range -> walk(range, false, false));
        query.late().forEach(range -> walk(range, false, false));
    }

    private void walk(Range range, boolean aliases, boolean labels) {
        all.expressions().walk(range, aliases, new Expressions.Visitor() {
            @Override
            public void name(int first, int last) {
                Belonging belonging = of(first, last, query.late().contains(range));
                if (belonging == Belonging.OURS && !labels) {
                    all.ours(first, last, role);
                } else if (belonging != Belonging.OTHERS) {
                    all.doubt(last, role);
                }
            }

            @Override
            public void subquery(Range inside) {
                Query inner = nested < DEEPEST ? all.queries().read(inside) : null;
                if (inner == null) {
                    all.expressions().walkThrough(inside, (first, last) -> all.doubt(last, role));
                } else {
                    new QueryMentions(all, inner, scope, role, false, nested + 1).collect();
                }
            }
        });
    }

    private Belonging of(int first, int last, boolean late) {
        String name = all.name(first);
        if (first == last) {
            boolean perhapsString = all.dialect().product().mayReadQuotedAsString()
                    && all.tokens().identifier(first).quoted();
            boolean label = late
                    && query.labels().stream()
                            .anyMatch(each -> each.name(all.dialect()).equals(name));
            return perhapsString || label || scope.isCalled(name)
                    ? Belonging.UNSURE
                    : scope.ofPlain(name, all.neighbours());
        }
        if (last - first != 2) {
            return Belonging.UNSURE;
        }
        Belonging belonging = scope.ofQualified(name);
        boolean rowOfConflict = all.isRowOfConflict(first);
        return belonging == Belonging.UNSURE && rowOfConflict ? Belonging.OURS : belonging;
    }
}
