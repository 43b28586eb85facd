package io.selfhealing.agent.sql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One rewrite of one statement: the new text, and what a reader must find in it. */
final class Rewriting {
    private final ParsedWrite write;
    private final Dialect dialect;
    private final boolean quotes;
    private final Map<String, String> renames;
    private final Set<String> leftOut;
    private final Map<String, Tokens> added;
    private final Map<Span, String> literals;
    private final List<ReturnedColumn> returned;
    private final List<ReturnedStars.Star> stars;
    private final TableName table;
    private final SettingLists settings;
    private final Splice.Builder changes;
    private final Splice splice;
    private final int[] targets;
    private final String sql;

    /** @param quotes whether every new name of a column stands in quotes, needed or not */
    Rewriting(
            ParsedWrite write,
            Dialect dialect,
            boolean quotes,
            Map<String, String> renames,
            Set<String> leftOut,
            Map<String, Tokens> added,
            Map<Span, String> literals,
            List<ReturnedColumn> returned,
            List<ReturnedStars.Star> stars,
            @Nullable TableTarget target,
            @Nullable String idle,
            TableMentions mentions) {
        this.write = write;
        this.dialect = dialect;
        this.quotes = quotes;
        this.renames = renames;
        this.leftOut = leftOut;
        this.added = added;
        this.literals = literals;
        this.returned = returned;
        this.stars = stars;
        Tokens tokens = Tokenizer.tokens(write.sql(), dialect.product());
        changes = new Splice.Builder(write.sql());
        for (List<Span> items : lists()) {
            change(items);
        }
        settings = new SettingLists(tokens, dialect, leftOut, idle, changes, this::spelled);
        if (write.kind() == StatementKind.UPDATE) {
            settings.change(write.assignments(), false);
        }
        settings.change(write.conflictAssignments(), true);
        for (ColumnUse use : changedUses()) {
            changes.replace(use.span(), spelled(newName(use), use.column()));
        }
        table = target == null ? write.table() : mentions.replace(tokens, target, write.table(), dialect, changes);
        literals.forEach(changes::replace);
        ReturnedLabels.keep(tokens, changedUses(), changes);
        for (ReturnedStars.Star star : stars) {
            changes.replace(star.span(), spelled(star).text());
        }
        targets = targets(tokens);
        splice = changes.build();
        sql = splice.apply();
    }

    private ReturnedStars.Spelled spelled(ReturnedStars.Star star) {
        return ReturnedStars.spelled(star, returned, dialect, quotes);
    }

    private List<ColumnUse> changedUses() {
        return write.uses().stream()
                .filter(use -> !newName(use).equals(use.column().name(dialect)))
                .toList();
    }

    private String newName(ColumnUse use) {
        String name = use.column().name(dialect);
        return renames.getOrDefault(name, name);
    }

    boolean changesNothing() {
        return splice.isEmpty();
    }

    Rewritten rewritten() {
        return new Rewritten(sql, new ParameterMap(targets));
    }

    private boolean isLeftOut(Assignment assignment) {
        return leftOut.contains(assignment.column().column().name(dialect));
    }

    /** The lists from which values are left out and to which they are added: columns and rows. */
    private List<List<Span>> lists() {
        List<List<Span>> lists = new ArrayList<>();
        if (write.kind() != StatementKind.UPDATE && write.rows() > 0) {
            lists.add(write.assignments().stream().map(a -> a.column().span()).toList());
            for (int i = 0; i < write.rows() && !write.assignments().isEmpty(); i++) {
                int row = i;
                lists.add(write.assignments().stream()
                        .map(a -> a.values().get(row).span())
                        .toList());
            }
        }
        return lists;
    }

    private void change(List<Span> items) {
        if (items.isEmpty()) {
            return;
        }
        BitSet gone = new BitSet();
        for (int i = 0; i < items.size(); i++) {
            gone.set(i, isLeftOut(write.assignments().get(i)));
        }
        ItemList.delete(items, gone, changes);
        if (!added.isEmpty()) {
            boolean columns =
                    items.get(0).equals(write.assignments().get(0).column().span());
            StringBuilder more = new StringBuilder();
            added.forEach((column, tokens) -> more.append(", ").append(columns ? spelled(column) : expression(tokens)));
            changes.insert(items.get(items.size() - 1).end(), more.toString());
        }
    }

    /** An added column is written like the first column of the list. */
    private String spelled(String column) {
        return spelled(column, write.assignments().get(0).column().column());
    }

    private String spelled(String name, Identifier model) {
        return quotes ? Spelling.quote(name, dialect) : Spelling.of(name, model, dialect);
    }

    private static String expression(Tokens tokens) {
        return tokens.span(new Range(0, tokens.size())).of(tokens.sql());
    }

    private int[] targets(Tokens tokens) {
        int[] result = new int[tokens.parameterCount()];
        int next = 1;
        for (int i = 0; i < result.length; i++) {
            boolean kept = !changes.isDeleted(tokens.span(tokens.parameter(i)));
            result[i] = kept ? next++ : 0;
        }
        return result;
    }

    /** What the new text must be read as. */
    ParsedWrite expected() {
        List<ColumnUse> uses = new ArrayList<>(moved(write.uses()));
        List<Assignment> assignments = new ArrayList<>();
        for (Assignment assignment : write.assignments()) {
            if (!changes.isDeleted(assignment.column().span())) {
                assignments.add(moved(assignment));
            }
        }
        List<Assignment> conflicts = new ArrayList<>();
        for (Assignment assignment : write.conflictAssignments()) {
            if (!changes.isDeleted(assignment.column().span())) {
                conflicts.add(moved(assignment));
            }
        }
        for (Idling instead : settings.idling()) {
            Assignment assignment = instead.assignment(splice.place(instead.at()));
            (instead.onConflict() ? conflicts : assignments).add(assignment);
            uses.add(assignment.column());
            uses.add(instead.read(assignment));
        }
        List<Assignment> additions = additions();
        assignments.addAll(additions);
        additions.forEach(addition -> uses.add(addition.column()));
        stars.forEach(star -> uses.addAll(columns(star)));
        uses.sort(Comparator.comparingInt(use -> use.span().start()));
        return new ParsedWrite(
                sql,
                write.kind(),
                table,
                assignments,
                conflicts,
                uses,
                moved(write.doubtful()),
                write.keyConditions().stream()
                        .map(key -> new KeyCondition(moved(key.column()), moved(key.value())))
                        .toList(),
                write.onlyKeyConditions(),
                write.rows(),
                write.landing().moved(renames, leftOut),
                write.joined(),
                (int) Arrays.stream(targets).filter(target -> target > 0).count());
    }

    private List<ColumnUse> columns(ReturnedStars.Star star) {
        List<ColumnUse> columns = new ArrayList<>();
        int start = splice.place(star.span().start());
        List<Span> names = spelled(star).names();
        for (int i = 0; i < names.size(); i++) {
            Span span = at(start, names.get(i));
            columns.add(new ColumnUse(identifier(span, returned.get(i).column()), ColumnUse.Role.RETURNED, span));
        }
        return columns;
    }

    private Assignment moved(Assignment assignment) {
        return new Assignment(
                moved(assignment.column()),
                assignment.values().stream().map(this::moved).toList());
    }

    private List<ColumnUse> moved(List<ColumnUse> uses) {
        return uses.stream()
                .filter(use -> !changes.isDeleted(use.span()))
                .map(this::moved)
                .toList();
    }

    private ColumnUse moved(ColumnUse use) {
        Span span = splice.place(use.span());
        boolean renamed = !newName(use).equals(use.column().name(dialect));
        return new ColumnUse(renamed ? identifier(span, newName(use)) : use.column(), use.role(), span);
    }

    private Identifier identifier(Span span, String name) {
        String text = span.of(sql);
        return Spelling.read(text, name);
    }

    private Value moved(Value value) {
        return moved(value, splice::place);
    }

    private Value moved(Value value, UnaryOperator<Span> place) {
        Span span = place.apply(value.span());
        if (value instanceof Value.Parameter parameter) {
            return new Value.Parameter(targets[parameter.index() - 1], span);
        }
        String other = literals.get(value.span());
        if (value instanceof Value.Literal && other != null) {
            return new Value.Literal(other, false, span);
        }
        if (value instanceof Value.Literal literal) {
            return new Value.Literal(literal.text(), literal.string(), span);
        }
        if (value instanceof Value.Expression expression) {
            return new Value.Expression(
                    expression.parameters().stream().map(i -> targets[i - 1]).toList(),
                    expression.passed().stream()
                            .map(passed -> moved(passed, place))
                            .toList(),
                    span);
        }
        return value instanceof Value.Null ? new Value.Null(span) : new Value.Default(span);
    }

    private List<Assignment> additions() {
        List<Assignment> additions = new ArrayList<>();
        if (added.isEmpty()) {
            return additions;
        }
        Assignment last = write.assignments().get(write.assignments().size() - 1);
        int column = splice.place(last.column().span().end());
        int[] rows = last.values().stream()
                .mapToInt(value -> splice.place(value.span().end()))
                .toArray();
        for (Map.Entry<String, Tokens> addition : added.entrySet()) {
            Span name = behindComma(column, spelled(addition.getKey()));
            column = name.end();
            Value model = new Values(addition.getValue())
                    .of(new Range(0, addition.getValue().size()));
            List<Value> values = new ArrayList<>();
            for (int i = 0; i < rows.length; i++) {
                Span span = behindComma(rows[i], expression(addition.getValue()));
                rows[i] = span.end();
                values.add(moved(model, old -> at(span.start() - model.span().start(), old)));
            }
            Identifier identifier = identifier(name, addition.getKey());
            additions.add(new Assignment(new ColumnUse(identifier, ColumnUse.Role.INSERTED, name), values));
        }
        return additions;
    }

    private static Span at(int shift, Span old) {
        return new Span(old.start() + shift, old.end() + shift);
    }

    private static Span behindComma(int at, String text) {
        return new Span(at + 2, at + 2 + text.length());
    }
}
