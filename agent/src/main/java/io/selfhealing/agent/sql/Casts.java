package io.selfhealing.agent.sql;

import java.util.regex.Pattern;

/** Values that a statement casts, where the cast says no more than what the value is. */
public final class Casts {
    /** Types to which a value that is certain to be stored as it is goes without any loss: none that has a length. */
    private static final String TYPES =
            "(?:pg_catalog\\s*\\.\\s*)?(?:bigint|int8|integer|int|int4|smallint|int2|uuid|text|signed(?:\\s+integer)?)";

    private static final Pattern BEHIND = Pattern.compile("\\s*::\\s*" + TYPES + "\\s*", Pattern.CASE_INSENSITIVE);
    private static final Pattern BEFORE = Pattern.compile("\\s*CAST\\s*\\(\\s*", Pattern.CASE_INSENSITIVE);
    private static final Pattern AFTER =
            Pattern.compile("\\s+AS\\s+" + TYPES + "\\s*\\)\\s*", Pattern.CASE_INSENSITIVE);

    private static final Pattern WHOLE = Pattern.compile("int|signed", Pattern.CASE_INSENSITIVE);
    private static final Pattern DIGITS = Pattern.compile("-?\\d{1,18}");

    private Casts() {}

    /**
     * What is cast, where nothing else is done with it: {@code ?::bigint} gives the parameter.
     *
     * @param sql the text that the value stands in
     * @return the value itself where it is not cast, or the cast may change it
     */
    public static Value undone(Value value, String sql) {
        if (!(value instanceof Value.Expression expression)
                || expression.passed().size() != 1
                || expression.parameters().size() > 1) {
            return value;
        }
        Value inner = expression.passed().get(0);
        String before = sql.substring(value.span().start(), inner.span().start());
        String after = sql.substring(inner.span().end(), value.span().end());
        boolean behind = before.isEmpty() && BEHIND.matcher(after).matches();
        boolean around =
                BEFORE.matcher(before).matches() && AFTER.matcher(after).matches();
        if (!behind && !around) {
            return value;
        }
        boolean number = WHOLE.matcher(after).find();
        return inner instanceof Value.Literal literal
                        && number
                        && DIGITS.matcher(literal.text()).matches()
                ? new Value.Literal(literal.text(), false, literal.span())
                : inner;
    }
}
