package io.selfhealing.agent.sql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Changes a write by replacing, removing and inserting tokens of its text. All columns are named as the catalog holds them, by
 * the names that the original statement uses; changes apply at once, so that two columns can swap their names. The same changes
 * to the same text always give the same text. Not thread-safe.
 */
public final class Rewriter {
    private final ParsedWrite write;
    private final Dialect dialect;
    private final Neighbours neighbours;
    private final Set<TableName> asked = new LinkedHashSet<>();
    private final Map<String, String> renames = new LinkedHashMap<>();
    private final Set<String> leftOut = new LinkedHashSet<>();
    private final Map<String, Tokens> added = new LinkedHashMap<>();
    private final Map<Span, String> literals = new LinkedHashMap<>();
    private List<ReturnedColumn> returned = List.of();
    private @Nullable TableTarget target;
    private @Nullable String idle;
    private boolean impossible;

    public Rewriter(ParsedWrite write, Dialect dialect) {
        this(write, dialect, Neighbours.UNKNOWN);
    }

    /**
     * For a write that was read by what is known of other tables.
     *
     * @param neighbours by which it was read
     */
    public Rewriter(ParsedWrite write, Dialect dialect, Neighbours neighbours) {
        this.write = write;
        this.dialect = dialect;
        this.neighbours = (table, column) -> {
            if (!table.equals(write.table())) {
                asked.add(table);
            }
            return neighbours.of(table, column);
        };
    }

    /** Every mention of {@code from} becomes {@code to}; nothing happens where there is none. */
    public Rewriter rename(String from, String to) {
        String known = renames.putIfAbsent(from, to);
        boolean changesItsMind = known != null && !known.equals(to);
        boolean uncertain = !from.equals(to) && (isUncertain(from) || write.isDoubtful(to, dialect));
        impossible |= changesItsMind || uncertain || to.isEmpty() || to.indexOf('\0') >= 0;
        return this;
    }

    /**
     * The statement writes another table, which is named in full.
     *
     * @param schema empty where the database has none
     */
    public Rewriter retarget(String schema, String table) {
        impossible |= target != null || table.isEmpty() || table.indexOf('\0') >= 0 || schema.indexOf('\0') >= 0;
        target = new TableTarget(schema, table);
        return this;
    }

    /** The column that is set to itself where an UPDATE, or an ON CONFLICT DO UPDATE, would have nothing left to set. */
    public Rewriter idle(String column) {
        idle = column;
        return this;
    }

    /**
     * Whether a column can be left out: it is written once, by an INSERT or MERGE with VALUES or by an UPDATE, is mentioned
     * nowhere else but where an ON CONFLICT DO UPDATE takes the very value over, and is not the last one that is written, unless
     * another one can be set to itself.
     */
    public boolean canLeaveOut(String column) {
        boolean fits = write.kind() == StatementKind.UPDATE || write.rows() > 0;
        long written = write.assignments().stream()
                .filter(assignment -> isNamed(assignment.column(), column))
                .count();
        long mentioned =
                write.uses().stream().filter(use -> isNamed(use, column)).count();
        long again = write.conflictAssignments().stream()
                .filter(assignment -> isNamed(assignment.column(), column))
                .count();
        boolean takenOver = again == 0 || (again == 1 && write.landing().taken().contains(column));
        int others = write.assignments().size() - leftOut.size() - (leftOut.contains(column) ? 0 : 1);
        boolean anyLeft = others > 0 || (write.kind() == StatementKind.UPDATE && idle != null);
        return fits && written == 1 && takenOver && mentioned == 1 + 2 * again && anyLeft && !isUncertain(column);
    }

    /** Whether some SET clause would be empty, with nothing to take its place. */
    private boolean leavesNothing() {
        boolean idles = idle != null && target == null;
        boolean update = write.kind() == StatementKind.UPDATE && areLeftOut(write.assignments());
        return !idles && (update || areLeftOut(write.conflictAssignments()));
    }

    private boolean areLeftOut(List<Assignment> assignments) {
        return !assignments.isEmpty()
                && assignments.stream()
                        .allMatch(assignment ->
                                leftOut.contains(assignment.column().column().name(dialect)));
    }

    /** The column is written no more; {@link #rewrite} gives null where it {@linkplain #canLeaveOut cannot} be left out. */
    public Rewriter leaveOut(String column) {
        impossible |= !canLeaveOut(column);
        leftOut.add(column);
        return this;
    }

    /**
     * Every row of an INSERT … VALUES also writes this column.
     *
     * @param expression SQL without parameters, such as {@code CURRENT_TIMESTAMP}
     */
    public Rewriter add(String column, String expression) {
        Tokens tokens = Tokenizer.tokens(expression, dialect.product());
        Range all = new Range(0, tokens.size());
        boolean oneValue = tokens.wellFormed()
                && !all.isEmpty()
                && tokens.parameterCount() == 0
                && Cursor.split(tokens, all).size() == 1;
        boolean fits = write.kind() == StatementKind.INSERT
                && write.rows() > 0
                && !write.assignments().isEmpty();
        impossible |= !oneValue || !fits || column.isEmpty() || added.putIfAbsent(column, tokens) != null;
        return this;
    }

    /** A literal of the statement is written in another way, which is no string. */
    public Rewriter literal(Value.Literal literal, String text) {
        literals.put(literal.span(), text);
        return this;
    }

    /**
     * What {@code RETURNING *} gives, and under which names: all columns of the table in their order. Without it no statement is
     * renamed in that returns all.
     */
    public Rewriter returning(List<ReturnedColumn> columns) {
        returned = List.copyOf(columns);
        return this;
    }

    private boolean isUncertain(String column) {
        return write.isDoubtful(column, dialect) || Keywords.isReadAsKeyword(column, dialect.product());
    }

    private boolean isNamed(ColumnUse use, String column) {
        return use.column().name(dialect).equals(column);
    }

    /**
     * The changed statement, read again and found to say exactly what it should.
     *
     * @return null where a change is impossible, or where two columns would become one
     */
    public @Nullable Rewritten rewrite() {
        if (impossible || leavesNothing() || renames.keySet().stream().anyMatch(leftOut::contains) || !staysApart()) {
            return null;
        }
        TableMentions mentions = target == null ? TableMentions.NONE : TableMentions.of(write, dialect, target.table());
        List<ReturnedStars.Star> stars = stars();
        if (mentions == null || stars == null) {
            return null;
        }
        Rewritten plain = rewrite(mentions, stars, false);
        // Some words are names to the database, and something else to whoever reads the new text again.
        return plain != null ? plain : rewrite(mentions, stars, true);
    }

    /** The items to be spelled out; null where the result depends on names that cannot be kept. */
    private @Nullable List<ReturnedStars.Star> stars() {
        Set<String> changed = new LinkedHashSet<>(leftOut);
        renames.forEach((from, to) -> {
            if (!from.equals(to)) {
                changed.add(from);
            }
        });
        if (changed.isEmpty()) {
            return List.of();
        }
        Tokens tokens = Tokenizer.tokens(write.sql(), dialect.product());
        Shape shape = ShapeReader.read(tokens, dialect.product());
        if (shape == null || RowNames.mayDependOn(changed, returned, tokens, shape, write, dialect)) {
            return null;
        }
        ReturnedStars all = ReturnedStars.of(tokens, shape, dialect);
        boolean relabelled = returned.stream().anyMatch(ReturnedColumn::isRelabelled);
        if (!all.stars().isEmpty() && (returned.isEmpty() || (all.unclear() && relabelled))) {
            return null;
        }
        return relabelled ? all.stars() : List.of();
    }

    private @Nullable Rewritten rewrite(TableMentions mentions, List<ReturnedStars.Star> stars, boolean quotes) {
        Rewriting rewriting = new Rewriting(
                write, dialect, quotes, renames, leftOut, added, literals, returned, stars, target, idle, mentions);
        if (rewriting.changesNothing()) {
            return new Rewritten(write.sql(), ParameterMap.identity(write.parameterCount()));
        }
        Rewritten rewritten = rewriting.rewritten();
        WriteParser.Reading before = WriteParser.read(write.sql(), dialect, neighbours);
        WriteParser.Reading after = WriteParser.read(rewritten.sql(), dialect, neighbours);
        boolean asExpected = before != null
                && after != null
                && before.write().equals(write)
                && after.write().equals(rewriting.expected())
                && (after.confirmed() || !before.confirmed());
        return asExpected ? new Rewritten(rewritten.sql(), rewritten.parameters(), List.copyOf(asked)) : null;
    }

    /** Whether columns that the original tells apart still have different names. */
    private boolean staysApart() {
        Map<String, String> originals = new HashMap<>();
        List<String> names = new ArrayList<>();
        write.uses().forEach(use -> names.add(use.column().name(dialect)));
        for (String name : names) {
            if (!leftOut.contains(name)) {
                String original = originals.putIfAbsent(renames.getOrDefault(name, name), name);
                if (original != null && !original.equals(name)) {
                    return false;
                }
            }
        }
        return write.uses().stream()
                .filter(use -> use.role() == ColumnUse.Role.INSERTED)
                .map(use -> use.column().name(dialect))
                .noneMatch(name -> added.containsKey(renames.getOrDefault(name, name)));
    }
}
