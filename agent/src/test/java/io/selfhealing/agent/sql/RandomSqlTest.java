package io.selfhealing.agent.sql;

import static io.selfhealing.agent.sql.Sql.H2;
import static io.selfhealing.agent.sql.Sql.POSTGRES;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Statements put together at random, the same in every run: some are right, most are not. */
class RandomSqlTest {
    private static final int ANY = 10_000;
    private static final int RIGHT = 2_000;

    private static final List<String> PIECES = List.of(
            "INSERT",
            "INTO",
            "UPDATE",
            "DELETE",
            "FROM",
            "MERGE",
            "SET",
            "VALUES",
            "WHERE",
            "RETURNING",
            "ON CONFLICT",
            "DO",
            "USING",
            "SELECT",
            "AND",
            "OR",
            "=",
            "= ?",
            "(",
            ")",
            "((",
            "))",
            ",",
            ".",
            ";",
            "?",
            "??",
            "::text",
            "'sender'",
            "'it''s",
            "'",
            "\"",
            "\"sender\"",
            "sender",
            "m",
            "m.sender",
            "excluded.sender",
            "$$",
            "$x$",
            "/*",
            "*/",
            "--",
            "\n",
            "1",
            "-1",
            "1e",
            "NULL",
            "DEFAULT",
            "KEY",
            "CASE",
            "END",
            "WITH x AS",
            "{fn now()}",
            "[1]",
            "\\",
            "\u00a0",
            "数");

    private static String soup(Random random) {
        StringBuilder sql = new StringBuilder();
        int length = random.nextInt(40);
        for (int i = 0; i < length; i++) {
            sql.append(PIECES.get(random.nextInt(PIECES.size()))).append(random.nextInt(4) == 0 ? "" : " ");
        }
        return sql.toString();
    }

    /** A statement that is right, in which {@code sender} is a column, a string, a comment and somebody else's column. */
    private static String statement(Random random) {
        String value =
                pick(random, "?", "'sender'", "lower(?)", "/* sender */ ?", "$$sender$$", "1", "NULL", "?::text");
        String name = pick(random, "sender", "\"sender\"", "Sender");
        String other = pick(random, "a", "b_2", "\"c d\"", "sender2");
        String where = pick(random, "", " WHERE " + name + " = ?", " WHERE m." + name + " = 'sender' AND a = ?");
        return switch (random.nextInt(4)) {
            case 0 ->
                "INSERT INTO m (" + other + ", " + name + ") VALUES (?, " + value + "), (" + value + ", ?)"
                        + pick(
                                random,
                                "",
                                " RETURNING lower(" + name + ")",
                                " ON CONFLICT (" + name + ") DO NOTHING -- sender");
            case 1 -> "UPDATE m SET " + name + " = " + value + ", " + other + " = ?" + where;
            case 2 -> "DELETE FROM m" + where;
            default -> "UPDATE public.m AS m SET " + other + " = m." + name + pick(random, "", ";");
        };
    }

    private static String pick(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    @Test
    void nothingEverThrowsAndWhatIsUnderstoodHasItsSpansRight() {
        Random random = new Random(42);
        for (int i = 0; i < ANY; i++) {
            String sql = soup(random);
            Dialect dialect = random.nextBoolean() ? POSTGRES : H2;
            Scanner.kind(sql);
            Scanner.outline(sql, dialect);
            Masking.mask(sql, Product.POSTGRESQL);
            Fingerprint.of(sql);
            RenameStatement.parse(sql, dialect);
            DdlTarget.parse(sql, dialect);
            ParsedWrite write = WriteParser.parse(sql, dialect);
            if (write != null) {
                for (ColumnUse use : write.uses()) {
                    assertThat(use.span().of(sql).replace("\"", ""))
                            .isEqualTo(use.column().text());
                }
                assertThat(new Rewriter(write, dialect).rewrite())
                        .isEqualTo(new Rewritten(sql, ParameterMap.identity(write.parameterCount())));
            }
        }
    }

    @Test
    void renamingChangesOnlyMentionsAndBackIsTheOriginal() {
        Random random = new Random(7);
        for (int i = 0; i < RIGHT; i++) {
            String sql = statement(random);
            ParsedWrite write = Sql.parsed(sql, POSTGRES);
            Rewritten there = Sql.rewritten(new Rewriter(write, POSTGRES).rename("sender", "role"));

            assertThat(withoutMentions(there.sql(), "role")).isEqualTo(withoutMentions(sql, "sender"));
            if (!sql.contains("Sender")) {
                Rewritten back = Sql.rewritten(
                        new Rewriter(Sql.parsed(there.sql(), POSTGRES), POSTGRES).rename("role", "sender"));
                assertThat(back.sql()).isEqualTo(sql);
            }
        }
    }

    /** The text with a mark in the place of each mention of a column. */
    private static String withoutMentions(String sql, String column) {
        StringBuilder rest = new StringBuilder();
        int at = 0;
        for (ColumnUse use : Sql.parsed(sql, POSTGRES).uses()) {
            if (use.column().name(POSTGRES).equals(column)) {
                rest.append(sql, at, use.span().start()).append('#');
                at = use.span().end();
            }
        }
        return rest.append(sql.substring(at)).toString();
    }

    @Test
    void leavingOutKeepsEveryOtherParameterInItsPlace() {
        Random random = new Random(11);
        int leftOut = 0;
        for (int i = 0; i < RIGHT; i++) {
            String sql = statement(random);
            ParsedWrite write = Sql.parsed(sql, POSTGRES);
            Rewriter rewriter = new Rewriter(write, POSTGRES);
            boolean can = rewriter.canLeaveOut("sender");
            Rewritten rewritten = rewriter.leaveOut("sender").rewrite();

            assertThat(rewritten != null).as(sql).isEqualTo(can);
            if (rewritten != null) {
                leftOut++;
                ParsedWrite after = Sql.parsed(rewritten.sql(), POSTGRES);
                assertThat(Sql.uses(after)).noneMatch(use -> use.endsWith(":sender"));
                long kept = IntStream.rangeClosed(1, write.parameterCount())
                        .filter(parameter -> rewritten.parameters().target(parameter) > 0)
                        .count();
                assertThat(kept).isEqualTo(after.parameterCount());
            }
        }
        assertThat(leftOut).isGreaterThan(RIGHT / 10);
    }
}
