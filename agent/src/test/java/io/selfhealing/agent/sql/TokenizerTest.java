package io.selfhealing.agent.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerTest {
    private static List<String> tokens(String sql, Product product) {
        Tokens tokens = Tokenizer.tokens(sql, product);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            texts.add(tokens.text(i));
        }
        return texts;
    }

    private static List<String> postgres(String sql) {
        return tokens(sql, Product.POSTGRESQL);
    }

    @Test
    void wordsNumbersAndOperators() {
        assertThat(postgres("a$1=-1.5e-3+.5*0xFF::int4[] b>=c||d->>'e' 1..2"))
                .containsExactly(
                        "a$1", "=", "-", "1.5e-3", "+", ".5", "*", "0xFF", "::", "int4", "[", "]", "b", ">=", "c", "||",
                        "d", "->>", "'e'", "1", ".", ".2");
    }

    @Test
    void stringsAndQuotedIdentifiers() {
        assertThat(postgres("'it''s' E'it\\'s' N'a' x'ff' \"a\"\"b\" '\\' 'next'"))
                .containsExactly("'it''s'", "E'it\\'s'", "N'a'", "x'ff'", "\"a\"\"b\"", "'\\'", "'next'");
        assertThat(Tokenizer.tokens("\"a\"\"b\"", Product.POSTGRESQL).identifier(0))
                .isEqualTo(new Identifier("a\"b", true));
    }

    @Test
    void dollarQuotes() {
        assertThat(postgres("$$a'b$$ $x$ $y$ $$ $x$ a$b$c")).containsExactly("$$a'b$$", "$x$ $y$ $$ $x$", "a$b$c");
        assertThat(tokens("$$a$$", Product.H2)).containsExactly("$$a$$");
        assertThat(Tokenizer.tokens("$x$a$x$", Product.H2).wellFormed()).isFalse();
    }

    @Test
    void commentsNestAndEndWithTheLine() {
        assertThat(postgres("a -- b ' \n c /* d /* e */ ' */ f --")).containsExactly("a", "c", "f");
    }

    @Test
    void parametersAreCountedWhereJdbcReadsThem() {
        Tokens tokens = Tokenizer.tokens("? '?' \"?\" /* ? */ -- ?\n $$?$$ a ?? b ??| c =? (?)", Product.POSTGRESQL);

        assertThat(tokens.parameterCount()).isEqualTo(3);
        assertThat(tokens.wellFormed()).isTrue();
        assertThat(tokens.text(tokens.parameter(2))).isEqualTo("?");
        assertThat(tokens.parametersBefore(tokens.parameter(2))).isEqualTo(2);
        assertThat(Tokenizer.tokens("a ?? b", Product.H2).parameterCount()).isEqualTo(2);
    }

    @Test
    void bracketsKnowTheirMates() {
        Tokens tokens = Tokenizer.tokens("(a[1], {b})", Product.POSTGRESQL);

        assertThat(tokens.mate(0)).isEqualTo(tokens.size() - 1);
        assertThat(tokens.mate(2)).isEqualTo(4);
        assertThat(tokens.next(2)).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'a",
                "\"a",
                "/* a",
                "/* /* */",
                "$x$ a $y$",
                "(a",
                "a)",
                "(a]",
                "a; b",
                "\"\"",
                "?1",
                "\\",
                "\u00a0"
            })
    void whatIsNotCertainIsNotWellFormed(String sql) {
        assertThat(Tokenizer.tokens(sql, Product.POSTGRESQL).wellFormed()).isFalse();
    }

    @Test
    void semicolonsAtTheEndAreNoTokens() {
        assertThat(postgres("a ; -- b\n;")).containsExactly("a");
        assertThat(Tokenizer.tokens("a;;", Product.POSTGRESQL).wellFormed()).isTrue();
    }

    @Test
    void namesOfAnyScript() {
        assertThat(postgres("größe=数+\uD835\uDC9C")).containsExactly("größe", "=", "数", "+", "\uD835\uDC9C");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(", ")", "'", "\"", "$", "$a", "$1$", "/*", "*/", "-", "--\n", "?", "a.", "1e", "((a", "E'\\", "U&'",
                "\uD800"
            })
    void aMegabyteOfAnythingTakesLinearTime(String piece) {
        String sql = piece.repeat(1_000_000 / piece.length());
        long start = System.nanoTime();

        for (Product product : Product.values()) {
            Tokenizer.tokens(sql, product);
        }
        WriteParser.parse("UPDATE m SET a = " + sql, Sql.POSTGRES);
        Scanner.kind("WITH " + sql);
        Scanner.outline("INSERT INTO m (a) VALUES " + sql, Sql.H2);
        Masking.mask(sql, Product.POSTGRESQL);
        Fingerprint.of(sql);

        assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L);
    }
}
