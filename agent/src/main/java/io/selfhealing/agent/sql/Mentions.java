package io.selfhealing.agent.sql;

import io.selfhealing.agent.sql.ColumnUse.Role;
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
    private final List<ColumnUse> certain = new ArrayList<>();
    private final List<ColumnUse> doubtful = new ArrayList<>();
    private boolean subqueries;

    /**
     * @param parserColumns where the second reader sees columns; a name on which the two disagree is doubtful. Null where
     *     there was no second reader
     */
    Mentions(Tokens tokens, Shape shape, Dialect dialect, @Nullable BitSet parserColumns) {
        this.tokens = tokens;
        this.shape = shape;
        this.dialect = dialect;
        this.parserColumns = parserColumns;
        expressions = new Expressions(tokens);
        visible = shape.visibleName().name(dialect);
        table = shape.table().table().name(dialect);
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
            add(seenByParser(first) ? certain : doubtful, last, role);
        } else if (belonging == Belonging.UNSURE) {
            add(doubtful, last, role);
        }
    }

    private enum Belonging {
        OURS,
        OTHERS,
        UNSURE
    }

    private Belonging ofPlain(int token) {
        String name = name(token);
        // The table's own name, or its alias, stands for the whole row in PostgreSQL.
        boolean perhapsRow = name.equals(visible) || name.equals(table);
        boolean perhapsString = dialect.product().mayReadQuotedAsString()
                && tokens.identifier(token).quoted();
        return perhapsRow || perhapsString || shape.otherSources() ? Belonging.UNSURE : Belonging.OURS;
    }

    private Belonging ofQualified(int first, int last, Role role) {
        if (last - first == 2) {
            String qualifier = name(first);
            boolean rowOfConflict = shape.conflict() && isRowOfConflict(first);
            boolean rowReturned = role == Role.RETURNED && (tokens.is(first, "old") || tokens.is(first, "new"));
            if (qualifier.equals(visible) || rowOfConflict || rowReturned) {
                return Belonging.OURS;
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

    private boolean isRowOfConflict(int token) {
        Identifier row = shape.conflictRow();
        return row == null ? tokens.is(token, "excluded") : name(token).equals(row.name(dialect));
    }

    /**
     * In a subquery that can see our table: what is qualified by its name is ours, unless the subquery gives that name to a
     * table of its own; what is not qualified may be.
     */
    private void collectSubquery(Range inside, Role role) {
        subqueries = true;
        boolean shadowed = namesTable(inside, false);
        expressions.walkThrough(inside, (first, last) -> {
            if (shadowed || first == last) {
                add(doubtful, last, role);
            } else if (ofQualified(first, last, role) == Belonging.OURS) {
                add(seenByParser(first) ? certain : doubtful, last, role);
            } else if (selfJoined) {
                add(doubtful, last, role);
            }
        });
    }

    /** Where our table cannot be seen its columns cannot be meant, unless the table is named there again. */
    private void collectIsolated(Range range, Role role) {
        boolean named = namesTable(range, true);
        expressions.walk(range, false, new Expressions.Visitor() {
            @Override
            public void name(int first, int last) {
                if (named) {
                    add(doubtful, last, role);
                }
            }

            @Override
            public void subquery(Range inside) {
                subqueries = true;
                if (named) {
                    expressions.walkThrough(inside, (first, last) -> add(doubtful, last, role));
                }
            }
        });
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

    private String name(int token) {
        return tokens.identifier(token).name(dialect);
    }

    private void add(List<ColumnUse> uses, int token, Role role) {
        uses.add(new ColumnUse(tokens.identifier(token), role, tokens.span(token)));
    }
}
