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
     * @param passed parameters and literals inside that may come out of it as they are, but for their type or case: those of a
     *     cast, of COALESCE and its like
     */
    record Expression(List<Integer> parameters, List<Value> passed, Span span) implements Value {
        public Expression {
            parameters = List.copyOf(parameters);
            passed = List.copyOf(passed);
        }

        /** One out of which nothing comes as it is. */
        public Expression(List<Integer> parameters, Span span) {
            this(parameters, List.of(), span);
        }
    }

    /** Itself, or what may come out of it unchanged. */
    default List<Value> given() {
        return this instanceof Expression expression ? expression.passed() : List.of(this);
    }
}
