package io.selfhealing.agent.sql;

import io.selfhealing.agent.sql.ColumnUse.Role;
import io.selfhealing.agent.sql.Scope.Belonging;
import io.selfhealing.agent.sql.Shape.Region;
import io.selfhealing.agent.sql.Shape.Setting;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells which names in a statement are columns of the table written, and of which that cannot be told. */
final class Mentions {
    private final Tokens tokens;
    private final Shape shape;
    private final Dialect dialect;
    private final @Nullable BitSet parserColumns;
    private final Expressions expressions;
    private final String visible;
    private final String table;
    private final boolean selfJoined;
    private final Neighbours neighbours;
    private final QueryReader queries;
    private final Scopes scopes;
    private final Scope top;
    private final List<ColumnUse> certain = new ArrayList<>();
    private final List<ColumnUse> doubtful = new ArrayList<>();
    private boolean subqueries;

    /**
     * @param parserColumns where the second reader sees columns; a name on which the two disagree is doubtful. Null where
     *     there was no second reader
     */
    Mentions(Tokens tokens, Shape shape, Dialect dialect, @Nullable BitSet parserColumns, Neighbours neighbours) {
        this.tokens = tokens;
        this.shape = shape;
        this.dialect = dialect;
        this.parserColumns = parserColumns;
        expressions = new Expressions(tokens);
        visible = shape.visibleName().name(dialect);
        table = shape.table().table().name(dialect);
        this.neighbours = neighbours;
        queries = new QueryReader(tokens);
        scopes = new Scopes(tokens, shape, dialect);
        top = scopes.top();
        selfJoined = shape.otherSources()
                && shape.regions().stream().anyMatch(region -> region.isolated() && namesTable(region.range(), true));
        collect();
    }

    /** In order of their place. */
    List<ColumnUse> certain() {
        return certain;
    }

    List<ColumnUse> doubtful() {
        return doubtful;
    }

    boolean subqueries() {
        return subqueries;
    }

    /** Whether the table is joined to itself, so that a column of it may be another row's. */
    boolean selfJoined() {
        List<Scope.Entry> all = top.tables();
        return selfJoined
                || (all != null && all.stream().filter(Scope.Entry::written).count() > 1);
    }

    private void collect() {
        shape.inserted().forEach(token -> add(certain, token, Role.INSERTED));
        shape.conflictTargets().forEach(token -> add(certain, token, Role.CONFLICT_TARGET));
        for (Setting setting : shape.sets()) {
            add(certain, setting.target(), setting.role());
        }
        for (Region region : shape.regions()) {
            if (region.isolated()) {
                collectIsolated(region.range(), region.role());
            } else {
                collectOpen(region);
            }
        }
        Comparator<ColumnUse> byPlace =
                Comparator.comparingInt(use -> use.span().start());
        certain.sort(byPlace);
        doubtful.sort(byPlace);
    }

    private void collectOpen(Region region) {
        Role role = region.role();
        expressions.walk(region.range(), role == Role.RETURNED, new Expressions.Visitor() {
            @Override
            public void name(int first, int last) {
                judge(first, last, role);
            }

            @Override
            public void subquery(Range inside) {
                collectSubquery(inside, role);
            }
        });
    }

    private void judge(int first, int last, Role role) {
        Belonging belonging = first == last ? ofPlain(first) : ofQualified(first, last, role);
        if (belonging == Belonging.OURS) {
            ours(first, last, role);
        } else if (belonging == Belonging.UNSURE) {
            add(doubtful, last, role);
        }
    }

    private Belonging ofPlain(int token) {
        String name = name(token);
        // The table's own name, or its alias, stands for the whole row in PostgreSQL.
        boolean perhapsRow = name.equals(visible) || name.equals(table);
        boolean perhapsString = dialect.product().mayReadQuotedAsString()
                && tokens.identifier(token).quoted();
        if (perhapsRow || perhapsString || top.isCalled(name)) {
            return Belonging.UNSURE;
        }
        return top.ofPlain(name, neighbours);
    }

    private Belonging ofQualified(int first, int last, Role role) {
        if (last - first == 2) {
            String qualifier = name(first);
            boolean rowOfConflict = isRowOfConflict(first);
            boolean rowReturned = role == Role.RETURNED && (tokens.is(first, "old") || tokens.is(first, "new"));
            if (qualifier.equals(visible) || rowOfConflict || rowReturned) {
                return Belonging.OURS;
            }
            if (shape.sources() != null && top.tables() != null) {
                return top.ofQualified(qualifier);
            }
            return shape.otherSources() && !selfJoined ? Belonging.OTHERS : Belonging.UNSURE;
        }
        Identifier schema = shape.table().schema();
        boolean ours = last - first == 4
                && shape.alias() == null
                && schema != null
                && name(first).equals(schema.name(dialect))
                && name(first + 2).equals(table);
        boolean onlyTable = last - first == 4 && !shape.otherSources() && shape.alias() == null && schema == null;
        return ours || (onlyTable && name(first + 2).equals(table)) ? Belonging.OURS : Belonging.UNSURE;
    }

    /** Whether a qualifier stands for the row that an INSERT could not insert. */
    boolean isRowOfConflict(int token) {
        if (!shape.conflict()) {
            return false;
        }
        Identifier row = shape.conflictRow();
        return row == null ? tokens.is(token, "excluded") : name(token).equals(row.name(dialect));
    }

    /** In a subquery that can see our table. */
    private void collectSubquery(Range inside, Role role) {
        subqueries = true;
        Query query = queries.read(inside);
        if (query != null) {
            new QueryMentions(this, query, top, role, false).collect();
        } else {
            collectUnread(inside, role);
        }
    }

    /**
     * In a subquery that is not a simple one: what is qualified by our table's name is ours, unless the subquery gives that name to a
     * table of its own; what is not qualified may be.
     */
    private void collectUnread(Range inside, Role role) {
        boolean shadowed = namesTable(inside, false);
        expressions.walkThrough(inside, (first, last) -> {
            if (shadowed || first == last) {
                add(doubtful, last, role);
            } else if (ofQualified(first, last, role) == Belonging.OURS) {
                ours(first, last, role);
            } else if (selfJoined) {
                add(doubtful, last, role);
            }
        });
    }

    /** Where our table cannot be seen its columns cannot be meant, unless the table is named there again. */
    private void collectIsolated(Range range, Role role) {
        if (namesTable(range, true)) {
            Range joined = shape.sources();
            Query.Sources sources = range.equals(joined) ? queries.sources(range) : null;
            Query query = sources == null ? queries.read(range) : null;
            if (sources != null) {
                new QueryMentions(
                                this,
                                new Query(new Range(0, 0), sources, List.of(), List.of(), List.of()),
                                new Scope(null, List.of()),
                                role,
                                false)
                        .collect();
            } else if (query != null) {
                new QueryMentions(this, query, new Scope(null, List.of()), role, isNamedQuery(range)).collect();
            } else {
                collectUnreadIsolated(range, role);
            }
        }
        expressions.walk(range, false, new Expressions.Visitor() {
            @Override
            public void name(int first, int last) {
                // Judged above, if it can be ours at all.
            }

            @Override
            public void subquery(Range inside) {
                subqueries = true;
            }
        });
    }

    /** Such as a row of VALUES, or a union: what its own names are cannot be told, but those of the queries in it. */
    private void collectUnreadIsolated(Range range, Role role) {
        boolean query = InsertReader.startsQuery(new Cursor(tokens, range));
        Scope around = new Scope(null, query ? null : List.of());
        expressions.walk(range, false, new Expressions.Visitor() {
            @Override
            public void name(int first, int last) {
                add(doubtful, last, role);
            }

            @Override
            public void subquery(Range inside) {
                Query inner = queries.read(inside);
                if (inner == null) {
                    expressions.walkThrough(inside, (first, last) -> add(doubtful, last, role));
                } else {
                    new QueryMentions(Mentions.this, inner, around, role, query).collect();
                }
            }
        });
    }

    /** Whether what it selects is read by its names, as a query behind WITH is. */
    private boolean isNamedQuery(Range range) {
        return tokens.is(range.from() - 1, '(')
                && (tokens.is(range.from() - 2, "AS") || tokens.is(range.from() - 2, "MATERIALIZED"));
    }

    /**
     * Whether our table's name or alias occurs in a range.
     *
     * @param asQualifier whether an occurrence as the qualifier of something counts
     */
    private boolean namesTable(Range range, boolean asQualifier) {
        for (int i = range.from(); i < range.to(); i++) {
            if (tokens.isIdentifier(i) && (asQualifier || !tokens.is(i + 1, TokenKind.DOT))) {
                String name = name(i);
                if (name.equals(visible) || name.equals(table)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean seenByParser(int first) {
        return parserColumns == null || parserColumns.get(tokens.start(first));
    }

    /** As it is compared. */
    String name(int token) {
        return tokens.identifier(token).name(dialect);
    }

    /** Our column, if the second reader takes it for one as well. */
    void ours(int first, int last, Role role) {
        add(seenByParser(first) ? certain : doubtful, last, role);
    }

    void doubt(int last, Role role) {
        add(doubtful, last, role);
    }

    Tokens tokens() {
        return tokens;
    }

    Dialect dialect() {
        return dialect;
    }

    Expressions expressions() {
        return expressions;
    }

    QueryReader queries() {
        return queries;
    }

    Scopes scopes() {
        return scopes;
    }

    Neighbours neighbours() {
        return neighbours;
    }

    private void add(List<ColumnUse> uses, int token, Role role) {
        uses.add(new ColumnUse(tokens.identifier(token), role, tokens.span(token)));
    }
}
