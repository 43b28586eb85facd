package io.selfhealing.agent.sql;

import io.selfhealing.agent.sql.Shape.Setting;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a write that is run later means what it means now: it says by itself which row it writes and what into it.
 *
 * @param objection why it would not; null where it would, but for its {@code moments}
 * @param moments calls such as {@code now()} that mean the moment at which the write is run, in order of their place
 */
public record Deferral(@Nullable String objection, List<Span> moments) {
    public Deferral {
        moments = List.copyOf(moments);
    }

    /** Reads a write; any text that is not one whose meaning is certain has an objection. Never throws. */
    public static Deferral of(String sql, Product product) {
        Tokens tokens = Tokenizer.tokens(sql, product);
        Shape shape = ShapeReader.read(tokens, product);
        if (shape == null) {
            return objecting("it is not one write whose parts are all understood");
        }
        String objection = objection(tokens, shape);
        if (objection != null) {
            return objecting(objection);
        }
        Volatility volatility = new Volatility(tokens);
        for (Range value : values(shape)) {
            String reason = volatility.objection(value);
            if (reason != null) {
                return objecting(reason);
            }
        }
        return new Deferral(null, volatility.moments());
    }

    private static Deferral objecting(String reason) {
        return new Deferral(reason, List.of());
    }

    private static @Nullable String objection(Tokens tokens, Shape shape) {
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.is(i, "RETURNING")) {
                return "it returns what it wrote";
            }
        }
        return switch (shape.kind()) {
            case INSERT -> ofInsert(tokens, shape);
            case UPDATE, DELETE ->
                shape.plain() && shape.where() != null && !shape.otherSources()
                        ? null
                        : "it does not name one row by its key alone";
            default -> "it may insert or update, so that how many rows it writes is not known before";
        };
    }

    private static @Nullable String ofInsert(Tokens tokens, Shape shape) {
        if (shape.conflict()) {
            return "it may insert or update, so that how many rows it writes is not known before";
        }
        if (!shape.columnList()) {
            return "it does not name the columns that it writes";
        }
        if (shape.rows().isEmpty() || shape.fromQuery() || !shape.sets().isEmpty()) {
            return "it does not write VALUES alone";
        }
        List<Range> last = shape.rows().get(shape.rows().size() - 1);
        boolean endsThere = last.get(last.size() - 1).to() == tokens.size() - 1;
        return tokens.is(0, "INSERT") && tokens.is(1, "INTO") && endsThere
                ? null
                : "it does more than to insert VALUES";
    }

    private static List<Range> values(Shape shape) {
        List<Range> values = new ArrayList<>();
        shape.rows().forEach(values::addAll);
        for (Setting setting : shape.sets()) {
            values.add(setting.value());
        }
        return values;
    }

    /** Whether this text, bound to a parameter, may mean the moment at which PostgreSQL reads it. */
    public static boolean meansMoment(String bound) {
        return Volatility.isMoment(bound);
    }

    /** The write with each of its moments replaced by this literal. */
    public String at(String sql, String literal) {
        StringBuilder text = new StringBuilder();
        int from = 0;
        for (Span moment : moments) {
            text.append(sql, from, moment.start()).append(literal);
            from = moment.end();
        }
        return text.append(sql, from, sql.length()).toString();
    }
}
