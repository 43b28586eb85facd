package io.selfhealing.agent.sql;

import io.selfhealing.agent.sql.Shape.Setting;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Understands writes. Two readers must agree: the agent's own, which finds clauses and places by tokens, and JSqlParser, which
 * says what in an expression is a column. Where JSqlParser does not know a statement (H2's MERGE … KEY, DELETE FROM ONLY), the
 * first reader is enough if the statement is a plain one.
 */
public final class WriteParser {
    private WriteParser() {}

    /**
     * Costs about 0.1 ms, and 0.1 s for the first statement of a JVM. Never throws.
     *
     * @return null where the text is not one INSERT, UPDATE, DELETE or MERGE that is understood with certainty
     */
    public static @Nullable ParsedWrite parse(String sql, Dialect dialect) {
        return parse(sql, dialect, Neighbours.UNKNOWN);
    }

    /** The same by what is known of the other tables that the text names: fewer of its names are doubtful then. */
    public static @Nullable ParsedWrite parse(String sql, Dialect dialect, Neighbours neighbours) {
        Reading reading = read(sql, dialect, neighbours);
        return reading == null ? null : reading.write();
    }

    /**
     * @param confirmed whether the second reader understood the statement as well
     */
    record Reading(ParsedWrite write, boolean confirmed) {}

    static @Nullable Reading read(String sql, Dialect dialect, Neighbours neighbours) {
        Tokens tokens = Tokenizer.tokens(sql, dialect.product());
        Shape shape = ShapeReader.read(tokens, dialect.product());
        if (shape == null) {
            return null;
        }
        BitSet parserColumns = ParserColumns.starts(tokens);
        Mentions mentions = new Mentions(tokens, shape, dialect, parserColumns, neighbours);
        boolean plain = shape.plain() && !mentions.subqueries();
        if (parserColumns == null && !plain) {
            return null;
        }
        return new Reading(write(tokens, shape, mentions), parserColumns != null);
    }

    private static ParsedWrite write(Tokens tokens, Shape shape, Mentions mentions) {
        List<KeyCondition> keys = List.of();
        boolean onlyKeys = false;
        if (shape.where() != null) {
            KeyConditions conditions = new KeyConditions(tokens, shape.where(), mentions.certain());
            keys = mentions.selfJoined() ? List.of() : conditions.found(); // Of which of the two they are is not told.
            onlyKeys = !mentions.selfJoined() && conditions.only() && !shape.otherSources() && !shape.limited();
        }
        return new ParsedWrite(
                tokens.sql(),
                shape.kind(),
                shape.table(),
                assignments(tokens, shape),
                settings(tokens, shape, true),
                mentions.certain(),
                mentions.doubtful(),
                keys,
                onlyKeys,
                shape.rows().size(),
                Landing.of(tokens, shape, mentions.dialect()),
                shape.otherSources(),
                tokens.parameterCount());
    }

    private static List<Assignment> assignments(Tokens tokens, Shape shape) {
        Values values = new Values(tokens);
        List<Assignment> assignments = new ArrayList<>();
        for (int i = 0; i < shape.inserted().size(); i++) {
            List<Value> written = new ArrayList<>(shape.rows().size());
            for (List<Range> row : shape.rows()) {
                written.add(values.of(row.get(i)));
            }
            assignments.add(new Assignment(use(tokens, shape.inserted().get(i), ColumnUse.Role.INSERTED), written));
        }
        assignments.addAll(settings(tokens, shape, false));
        return assignments;
    }

    private static List<Assignment> settings(Tokens tokens, Shape shape, boolean onConflict) {
        Values values = new Values(tokens);
        List<Assignment> assignments = new ArrayList<>();
        for (Setting setting : shape.sets()) {
            if (setting.onConflict() == onConflict) {
                ColumnUse use = use(tokens, setting.target(), setting.role());
                assignments.add(new Assignment(use, List.of(values.of(setting.value()))));
            }
        }
        return assignments;
    }

    private static ColumnUse use(Tokens tokens, int token, ColumnUse.Role role) {
        return new ColumnUse(tokens.identifier(token), role, tokens.span(token));
    }
}
