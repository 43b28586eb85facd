package io.selfhealing.agent.sql;

import java.util.ArrayList;
import java.util.List;

/** Tells what sort of value a range of tokens is. */
final class Values {
    private final Tokens tokens;

    Values(Tokens tokens) {
        this.tokens = tokens;
    }

    /**
     * @param range not empty
     */
    Value of(Range range) {
        Span span = tokens.span(range);
        int first = range.from();
        if (range.size() == 1) {
            return ofOne(first, span);
        }
        boolean signed = tokens.is(first, '-') || tokens.is(first, '+');
        if (range.size() == 2 && signed && tokens.is(first + 1, TokenKind.NUMBER)) {
            return new Value.Literal(tokens.text(first) + tokens.text(first + 1), false, span);
        }
        return expression(range);
    }

    private Value ofOne(int token, Span span) {
        return switch (tokens.kind(token)) {
            case PARAMETER -> new Value.Parameter(tokens.parametersBefore(token) + 1, span);
            case NUMBER -> new Value.Literal(tokens.text(token), false, span);
            case STRING -> ofString(token, span);
            case WORD -> ofWord(token, span);
            default -> expression(new Range(token, token + 1));
        };
    }

    private Value ofWord(int token, Span span) {
        if (tokens.is(token, "NULL")) {
            return new Value.Null(span);
        }
        if (tokens.is(token, "DEFAULT")) {
            return new Value.Default(span);
        }
        return tokens.is(token, "TRUE") || tokens.is(token, "FALSE")
                ? new Value.Literal(tokens.text(token), false, span)
                : expression(new Range(token, token + 1));
    }

    private Value ofString(int token, Span span) {
        String text = tokens.text(token);
        char prefix = Character.toUpperCase(text.charAt(0));
        if (prefix == '$') {
            int tag = text.indexOf('$', 1) + 1;
            return new Value.Literal(text.substring(tag, text.length() - tag), true, span);
        }
        boolean bits = prefix == 'X' || prefix == 'B';
        boolean mayEscape = prefix == 'E' || tokens.product().speaksMySql();
        boolean escapes = mayEscape && text.indexOf('\\') >= 0;
        if (bits || escapes) {
            return expression(new Range(token, token + 1));
        }
        String content = text.substring(text.indexOf('\'') + 1, text.length() - 1);
        return new Value.Literal(content.replace("''", "'"), true, span);
    }

    private Value expression(Range range) {
        List<Integer> parameters = new ArrayList<>();
        int end = tokens.parametersBefore(range.to());
        for (int i = tokens.parametersBefore(range.from()); i < end; i++) {
            parameters.add(i + 1);
        }
        return new Value.Expression(parameters, new PassedValues(tokens, this).of(range), tokens.span(range));
    }
}
