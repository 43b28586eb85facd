package io.selfhealing.agent.sql;

import java.util.List;

/** What a statement writes into a column, or compares it with. */
public sealed interface Value {
    Span span();

    /**
     * A bare {@code ?}.
     *
     * @param index one-based, as in {@code setObject(index, …)}
     */
    record Parameter(int index, Span span) implements Value {}

    /**
     * A literal.
     *
     * @param text its value with quotes undone ({@code 'it''s'} gives {@code it's}; {@code 42} gives {@code 42})
     * @param string whether it was written as a character string
     */
    record Literal(String text, boolean string, Span span) implements Value {}

    /** The keyword NULL. */
    record Null(Span span) implements Value {}

    /** The keyword DEFAULT. */
    record Default(Span span) implements Value {}

    /**
     * Anything else, such as {@code now()} or {@code ?::jsonb}.
     *
     * @param parameters the one-based indexes of the parameters inside, in order
     */
    record Expression(List<Integer> parameters, Span span) implements Value {
        public Expression {
            parameters = List.copyOf(parameters);
        }
    }
}
