package io.selfhealing.agent.sql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a write says of columns, found by its tokens alone.
 *
 * <p>If it is {@link #complete()}, has a {@linkplain #hasColumnList() column list} where it is an INSERT, and every
 * {@linkplain #written() written} and {@linkplain #mentioned() mentioned} name is a column of the table, then the statement is
 * healthy as far as names go. Otherwise {@link WriteParser} must be asked. Immutable.
 */
public final class Outline {
    private final StatementKind kind;
    private final TableName table;
    private final List<Identifier> written;
    private final List<Identifier> mentioned;
    private final boolean hasColumnList;
    private final boolean complete;
    private final int[] parameterColumn;

    private Outline(
            StatementKind kind,
            TableName table,
            List<Identifier> written,
            List<Identifier> mentioned,
            boolean hasColumnList,
            boolean complete,
            int[] parameterColumn) {
        this.kind = kind;
        this.table = table;
        this.written = List.copyOf(written);
        this.mentioned = List.copyOf(mentioned);
        this.hasColumnList = hasColumnList;
        this.complete = complete;
        this.parameterColumn = parameterColumn;
    }

    static @Nullable Outline of(String sql, Dialect dialect) {
        Tokens tokens = Tokenizer.tokens(sql, dialect.product());
        Shape shape = ShapeReader.read(tokens, dialect.product());
        if (shape == null) {
            return null;
        }
        Mentions mentions = new Mentions(tokens, shape, dialect, null, Neighbours.UNKNOWN);
        List<Identifier> written = new ArrayList<>();
        shape.inserted().forEach(token -> written.add(tokens.identifier(token)));
        shape.sets().forEach(setting -> written.add(tokens.identifier(setting.target())));
        List<Identifier> mentioned = new ArrayList<>();
        for (ColumnUse use : mentions.certain()) {
            if (use.role() != ColumnUse.Role.INSERTED && use.role() != ColumnUse.Role.ASSIGNED) {
                mentioned.add(use.column());
            }
        }
        boolean complete =
                shape.plain() && !mentions.subqueries() && mentions.doubtful().isEmpty();
        return new Outline(
                shape.kind(),
                shape.table(),
                written,
                mentioned,
                shape.columnList(),
                complete,
                parameterColumns(tokens, shape));
    }

    private static int[] parameterColumns(Tokens tokens, Shape shape) {
        int[] columns = new int[tokens.parameterCount()];
        Arrays.fill(columns, -1);
        for (List<Range> row : shape.rows()) {
            for (int i = 0; i < shape.inserted().size(); i++) {
                assign(tokens, row.get(i), i, columns);
            }
        }
        for (int i = 0; i < shape.sets().size(); i++) {
            assign(tokens, shape.sets().get(i).value(), shape.inserted().size() + i, columns);
        }
        return columns;
    }

    private static void assign(Tokens tokens, Range value, int column, int[] columns) {
        if (value.size() == 1 && tokens.is(value.from(), TokenKind.PARAMETER)) {
            columns[tokens.parametersBefore(value.from())] = column;
        }
    }

    public StatementKind kind() {
        return kind;
    }

    public TableName table() {
        return table;
    }

    /** The columns of an INSERT's list, then the targets of SET, in order. */
    public List<Identifier> written() {
        return written;
    }

    /** All other names that are columns of the table if the statement is right. */
    public List<Identifier> mentioned() {
        return mentioned;
    }

    public boolean hasColumnList() {
        return hasColumnList;
    }

    /** Whether nothing that could be a column of the table is outside {@link #written()} and {@link #mentioned()}. */
    public boolean complete() {
        return complete;
    }

    /**
     * For each parameter, counted from zero, the index in {@link #written()} of the column into which it goes as it is; -1
     * where it goes anywhere else.
     */
    public int[] parameterColumn() {
        return parameterColumn.clone();
    }
}
