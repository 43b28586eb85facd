package io.selfhealing.agent.intercept;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.heal.Case;
import io.selfhealing.agent.heal.Decision;
import io.selfhealing.agent.heal.Idle;
import io.selfhealing.agent.heal.Policy;
import io.selfhealing.agent.heal.Step;
import io.selfhealing.agent.heal.Tables;
import io.selfhealing.agent.heal.Verdict;
import io.selfhealing.agent.heal.pattern.Patterns;
import io.selfhealing.agent.schema.TableHistory;
import io.selfhealing.agent.sql.Dialect;
import io.selfhealing.agent.sql.Folding;
import io.selfhealing.agent.sql.Neighbours;
import io.selfhealing.agent.sql.ParsedWrite;
import io.selfhealing.agent.sql.Product;
import io.selfhealing.agent.sql.Rewritten;
import io.selfhealing.agent.sql.WriteParser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import net.sf.jsqlparser.parser.CCJSqlParser;
import net.sf.jsqlparser.parser.CCJSqlParserConstants;
import net.sf.jsqlparser.parser.Node;
import net.sf.jsqlparser.parser.ParseException;
import net.sf.jsqlparser.parser.Token;
import org.junit.jupiter.api.Test;

/** A healed statement is the same statement, but for the names that were meant to change. The seed of a failure is in its message. */
class HealedStatementTest {
    private static final Dialect DIALECT = new Dialect(Product.POSTGRESQL, Folding.LOWER);
    private static final Decision DECISION = Patterns.decision();
    private static final List<String> OLD =
            List.of("sender", "message", "userName", "qty", "created", "\"Order\"", "state");
    private static final List<String> YOUNG =
            List.of("role", "content", "login", "zorp", "\"select\"", "\"New Name\"", "kind");
    private static final List<String> LITERALS =
            List.of("?", "?", "?", "'sender'", "'it''s'", "42", "NULL", "lower(?)", "'a' || ?");

    private record Situation(String sql, Case of) {}

    /** Statements and tables that fit until some of the table's columns are renamed or dropped. */
    private static Situation situation(SplittableRandom random) {
        List<String> before = new ArrayList<>(List.of("id int pk #1"));
        List<String> now = new ArrayList<>(List.of("id int pk #1"));
        for (int i = 0; i < OLD.size(); i++) {
            before.add(name(OLD.get(i)) + " text #" + (i + 2));
            int fate = random.nextInt(4);
            if (fate > 0) {
                now.add(name(fate == 1 ? YOUNG.get(i) : OLD.get(i)).replace(' ', '_') + " text #" + (i + 2));
            }
        }
        String sql = random.nextBoolean() ? insert(random) : update(random);
        ParsedWrite write = WriteParser.parse(sql, DIALECT);
        assertThat(write).as(sql).isNotNull();
        TableHistory history = new TableHistory(
                Tables.table("t", now.toArray(String[]::new)),
                List.of(Tables.table("t", before.toArray(String[]::new))),
                List.of());
        Policy policy = new Policy(Map.of(), List.of(), 0.7, true, Map.of(), Set.of());
        return new Situation(sql, new Case(Objects.requireNonNull(write), history, DIALECT, policy));
    }

    /** As the catalog holds it; a name with a blank in it cannot be spelled in the shorthand of these tests. */
    private static String name(String written) {
        return written.startsWith("\"") ? written.substring(1, written.length() - 1) : written.toLowerCase(Locale.ROOT);
    }

    private static List<String> some(SplittableRandom random) {
        List<String> columns = new ArrayList<>();
        for (String column : OLD) {
            if (random.nextInt(3) > 0) {
                columns.add(column);
            }
        }
        return columns;
    }

    private static String value(SplittableRandom random) {
        return LITERALS.get(random.nextInt(LITERALS.size()));
    }

    private static String insert(SplittableRandom random) {
        List<String> columns = some(random);
        columns.add(random.nextInt(columns.size() + 1), "id");
        List<String> rows = new ArrayList<>();
        for (int row = 1 + random.nextInt(3); row > 0; row--) {
            List<String> values = columns.stream()
                    .map(column -> column.equals("id") ? "?" : value(random))
                    .toList();
            rows.add("(" + String.join(", ", values) + ")");
        }
        String conflict = random.nextInt(5) == 0 && columns.contains("sender")
                ? " ON CONFLICT (id) DO UPDATE SET sender = excluded.sender"
                : "";
        String returning = random.nextInt(6) == 0 ? " RETURNING id" : "";
        return "INSERT INTO t (" + String.join(", ", columns) + ") /* sender */ VALUES " + String.join(", ", rows)
                + conflict + returning;
    }

    private static String update(SplittableRandom random) {
        List<String> columns = some(random);
        if (columns.isEmpty()) {
            columns.add("state");
        }
        List<String> sets =
                columns.stream().map(column -> column + " = " + value(random)).toList();
        String more = random.nextInt(3) == 0 ? " AND t.sender <> 'sender' -- sender\n" : "";
        return "UPDATE t SET " + String.join(", ", sets) + " WHERE id = ?" + more;
    }

    @Test
    void healedStatementIsTheSameTreeButForTheIntendedNames() throws ParseException {
        int renamed = 0;
        int leftOut = 0;
        for (long seed = 1; seed <= 4_000; seed++) {
            Situation situation = situation(new SplittableRandom(seed));
            String as = "seed " + seed + ": " + situation.sql();
            if (!(DECISION.decide(situation.of()) instanceof Verdict.Heal heal)) {
                continue;
            }
            Rewritten rewritten = Planner.rewrite(
                    DIALECT, situation.of().write(), situation.of().table(), heal, null, false, Neighbours.UNKNOWN);
            if (rewritten == null) {
                continue;
            }
            boolean namesOnly = heal.steps().stream().allMatch(Step.Rename.class::isInstance);
            if (namesOnly) {
                renamed++;
                assertSameTree(as, situation.sql(), rewritten.sql(), heal);
            } else {
                leftOut++;
            }
            assertSameAssignments(as, situation.of(), rewritten.sql(), heal);
        }
        assertThat(renamed).isGreaterThan(300);
        assertThat(leftOut).isGreaterThan(100);
    }

    private static Map<String, String> intended(Verdict.Heal heal) {
        Map<String, String> intended = new HashMap<>();
        for (Step step : heal.steps()) {
            if (step instanceof Step.Rename rename) {
                intended.put(rename.from(), rename.to());
            }
        }
        return intended;
    }

    private static void assertSameTree(String as, String before, String after, Verdict.Heal heal)
            throws ParseException {
        assertThat(tree(after)).as(as).isEqualTo(tree(before));
        Map<String, String> intended = intended(heal);
        List<Token> olds = tokens(before);
        List<Token> news = tokens(after);
        assertThat(news).as(as).hasSameSizeAs(olds);
        for (int i = 0; i < olds.size(); i++) {
            String old = olds.get(i).image;
            String young = news.get(i).image;
            if (!old.equals(young)) {
                assertThat(intended).as(as).containsEntry(name(old), name(young));
            }
        }
    }

    /** The kinds of the nodes and how they hang together. */
    private static String tree(String sql) throws ParseException {
        CCJSqlParser parser = new CCJSqlParser(sql);
        parser.Statement();
        StringBuilder text = new StringBuilder();
        describe(parser.getASTRoot(), text);
        return text.toString();
    }

    private static void describe(Node node, StringBuilder text) {
        text.append(node.getId()).append('(');
        for (int i = 0; i < node.jjtGetNumChildren(); i++) {
            describe(node.jjtGetChild(i), text);
        }
        text.append(')');
    }

    private static List<Token> tokens(String sql) throws ParseException {
        CCJSqlParser parser = new CCJSqlParser(sql);
        List<Token> tokens = new ArrayList<>();
        for (Token token = parser.getNextToken();
                token.kind != CCJSqlParserConstants.EOF;
                token = parser.getNextToken()) {
            tokens.add(token);
        }
        return tokens;
    }

    /** Each value is written where it was, or where its column went, or not at all where that was the verdict. */
    private static void assertSameAssignments(String as, Case of, String healed, Verdict.Heal heal) {
        ParsedWrite after = WriteParser.parse(healed, DIALECT);
        assertThat(after).as(as).isNotNull();
        Map<String, List<String>> expected = assignments(of.write());
        for (Step step : heal.steps()) {
            if (step instanceof Step.LeaveOut out) {
                assertThat(expected.remove(out.column())).as(as).isNotNull();
            }
        }
        Map<String, List<String>> moved = new LinkedHashMap<>();
        Map<String, String> intended = intended(heal);
        expected.forEach((column, values) -> moved.put(intended.getOrDefault(column, column), values));
        String idle = Idle.of(of.table().current());
        if (moved.isEmpty() && idle != null) {
            String spelled = after == null
                    ? ""
                    : after.assignments().get(0).column().span().of(healed);
            moved.put(idle, List.of(spelled)); // Nothing else was left to set.
        }
        assertThat(assignments(Objects.requireNonNull(after))).as(as).isEqualTo(moved);
    }

    private static Map<String, List<String>> assignments(ParsedWrite write) {
        Map<String, List<String>> assignments = new LinkedHashMap<>();
        write.assignments()
                .forEach(assignment -> assignments.put(
                        assignment.column().column().name(DIALECT),
                        assignment.values().stream()
                                .map(value -> value.span().of(write.sql()))
                                .toList()));
        return assignments;
    }
}
