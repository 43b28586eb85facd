package io.selfhealing.agent.sql;

import static io.selfhealing.agent.sql.Sql.H2;
import static io.selfhealing.agent.sql.Sql.POSTGRES;
import static io.selfhealing.agent.sql.Sql.UNKNOWN;
import static io.selfhealing.agent.sql.Sql.assignments;
import static io.selfhealing.agent.sql.Sql.doubtful;
import static io.selfhealing.agent.sql.Sql.keys;
import static io.selfhealing.agent.sql.Sql.parsed;
import static io.selfhealing.agent.sql.Sql.uses;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WriteParserTest {
    @Test
    void insertWithOneRow() {
        ParsedWrite write = parsed("INSERT INTO messages (id, sender) VALUES (?, 'it''s')", POSTGRES);

        assertThat(write.kind()).isEqualTo(StatementKind.INSERT);
        assertThat(write.table()).isEqualTo(new TableName(null, new Identifier("messages", false)));
        assertThat(assignments(write)).containsExactly("id=?", "sender='it''s'");
        assertThat(uses(write)).containsExactly("INSERTED:id", "INSERTED:sender");
        assertThat(write.rows()).isEqualTo(1);
        assertThat(write.parameterCount()).isEqualTo(1);
        assertThat(write.assignments().get(1).values().get(0))
                .isInstanceOfSatisfying(
                        Value.Literal.class,
                        literal -> assertThat(literal.text()).isEqualTo("it's"));
    }

    @Test
    void insertWithSeveralRowsCountsParametersThroughAllOfThem() {
        ParsedWrite write = parsed("INSERT INTO m (a, b) VALUES (?, now()), (lower(?), ?), (NULL, DEFAULT)", POSTGRES);

        assertThat(write.rows()).isEqualTo(3);
        assertThat(assignments(write)).containsExactly("a=?|lower(?)|NULL", "b=now()|?|DEFAULT");
        assertThat(write.assignments().get(1).values().get(1))
                .isInstanceOfSatisfying(
                        Value.Parameter.class,
                        parameter -> assertThat(parameter.index()).isEqualTo(3));
        assertThat(write.assignments().get(0).values().get(1))
                .isInstanceOfSatisfying(
                        Value.Expression.class,
                        expression -> assertThat(expression.parameters()).containsExactly(2));
    }

    @Test
    void insertWithoutColumnListHasNoAssignments() {
        ParsedWrite write = parsed("INSERT INTO m VALUES (?, ?)", POSTGRES);

        assertThat(write.assignments()).isEmpty();
        assertThat(write.rows()).isEqualTo(1);
        assertThat(write.parameterCount()).isEqualTo(2);
    }

    @Test
    void literalsOfEveryKind() {
        ParsedWrite write = parsed(
                "INSERT INTO m (a, b, c, d, e, f) VALUES (-42, 1.5e3, TRUE, $q$it's$q$, E'a\\'b', X'ff')", POSTGRES);

        assertThat(write.assignments().stream()
                        .map(assignment -> assignment.values().get(0))
                        .map(value -> value instanceof Value.Literal literal
                                ? literal.text() + (literal.string() ? " string" : "")
                                : value.getClass().getSimpleName()))
                .containsExactly("-42", "1.5e3", "TRUE", "it's string", "Expression", "Expression");
    }

    @Test
    void onConflictMentionsItsTargetAndItsAssignments() {
        ParsedWrite write = parsed(
                "INSERT INTO m (id, sender) VALUES (?, ?) ON CONFLICT (id) DO UPDATE"
                        + " SET sender = excluded.sender || m.sender, n = ? WHERE m.locked = false RETURNING id, sender AS s",
                POSTGRES);

        assertThat(assignments(write)).containsExactly("id=?", "sender=?");
        assertThat(uses(write))
                .containsExactly(
                        "INSERTED:id",
                        "INSERTED:sender",
                        "CONFLICT_TARGET:id",
                        "ASSIGNED:sender",
                        "EXPRESSION:sender",
                        "EXPRESSION:sender",
                        "ASSIGNED:n",
                        "CONDITION:locked",
                        "RETURNED:id",
                        "RETURNED:sender");
        assertThat(doubtful(write)).isEmpty();
        assertThat(write.parameterCount()).isEqualTo(3);
    }

    @Test
    void insertFromSelectDoesNotOwnTheNamesOfItsSelect() {
        ParsedWrite write = parsed("INSERT INTO m (sender, n) SELECT u.sender, n FROM users u WHERE n > ?", POSTGRES);

        assertThat(write.rows()).isZero();
        assertThat(assignments(write)).containsExactly("sender=", "n=");
        assertThat(uses(write)).containsExactly("INSERTED:sender", "INSERTED:n");
        assertThat(doubtful(write)).isEmpty();
    }

    @Test
    void insertFromItsOwnTableNamesItsColumns() {
        ParsedWrite write = parsed("INSERT INTO m (sender) SELECT sender FROM m WHERE id = ?", POSTGRES);

        assertThat(uses(write)).containsExactly("INSERTED:sender", "EXPRESSION:sender", "EXPRESSION:id");
        assertThat(write.doubtful()).isEmpty();
    }

    @Test
    void updateWithAliasAndKey() {
        ParsedWrite write =
                parsed("UPDATE messages AS m SET sender = ?, n = m.n + 1 WHERE m.id = ? AND m.box = 7", POSTGRES);

        assertThat(assignments(write)).containsExactly("sender=?", "n=m.n + 1");
        assertThat(uses(write))
                .containsExactly("ASSIGNED:sender", "ASSIGNED:n", "EXPRESSION:n", "CONDITION:id", "CONDITION:box");
        assertThat(keys(write)).containsExactly("id=?", "box=7");
        assertThat(write.onlyKeyConditions()).isTrue();
    }

    @Test
    void deleteWithMoreThanKeys() {
        ParsedWrite write = parsed("DELETE FROM messages WHERE (id = ?::uuid) AND n BETWEEN 1 AND 2", POSTGRES);

        assertThat(uses(write)).containsExactly("CONDITION:id", "CONDITION:n");
        assertThat(keys(write)).containsExactly("id=?::uuid");
        assertThat(write.onlyKeyConditions()).isFalse();
        assertThat(write.assignments()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM m WHERE id = ? OR a = 1",
                "DELETE FROM m WHERE NOT id = ?",
                "DELETE FROM m WHERE id = other",
                "DELETE FROM m WHERE id = ? IS TRUE",
                "DELETE FROM m WHERE id = ? + 1",
                "DELETE FROM m WHERE (id = ? OR a = 2)",
                "DELETE FROM m WHERE CASE WHEN a = 1 AND id = ? THEN true END",
                "DELETE FROM m"
            })
    void noKeyIsReadIntoOtherConditions(String sql) {
        ParsedWrite write = parsed(sql, POSTGRES);

        assertThat(write.keyConditions()).isEmpty();
        assertThat(write.onlyKeyConditions()).isFalse();
    }

    @Test
    void qualifiersAreResolved() {
        ParsedWrite write = parsed(
                "UPDATE public.messages SET a = ? WHERE messages.b = 1 AND public.messages.c = 2 AND d = 3", POSTGRES);

        assertThat(write.table().schema()).isEqualTo(new Identifier("public", false));
        assertThat(uses(write)).containsExactly("ASSIGNED:a", "CONDITION:b", "CONDITION:c", "CONDITION:d");
    }

    @Test
    void quotedAndFoldedNamesAreToldApart() {
        ParsedWrite write = parsed("UPDATE \"Messages\" SET \"Sen\"\"der\" = ?, SENDER = ?", POSTGRES);

        assertThat(write.table().table().name(POSTGRES)).isEqualTo("Messages");
        assertThat(write.uses().stream().map(use -> use.column().name(POSTGRES)))
                .containsExactly("Sen\"der", "sender");
    }

    @Test
    void unqualifiedNamesInASubqueryAreDoubtfulAndQualifiedOnesAreNot() {
        ParsedWrite write = parsed(
                "UPDATE messages SET a = ? WHERE id IN (SELECT message_id FROM x WHERE x.q = messages.b AND x.r = 1)",
                POSTGRES);

        assertThat(uses(write)).containsExactly("ASSIGNED:a", "CONDITION:id", "CONDITION:b");
        assertThat(doubtful(write)).contains("CONDITION:message_id");
        assertThat(write.isDoubtful("q", POSTGRES)).isFalse();
        assertThat(write.isDoubtful("r", POSTGRES)).isFalse();
    }

    @Test
    void aSubqueryThatTakesTheTablesNameForItsOwnNamesColumnsOfThat() {
        ParsedWrite write =
                parsed("DELETE FROM messages m WHERE EXISTS (SELECT 1 FROM users m WHERE m.sender = 'x')", POSTGRES);

        assertThat(uses(write)).isEmpty();
        assertThat(write.doubtful()).isEmpty();
    }

    @Test
    void unqualifiedNamesBesideAnotherTableAreDoubtful() {
        ParsedWrite write = parsed(
                "UPDATE messages m SET sender = u.name FROM users u WHERE m.user_id = u.id AND active AND u.x = 1",
                POSTGRES);

        assertThat(uses(write)).containsExactly("ASSIGNED:sender", "CONDITION:user_id");
        assertThat(doubtful(write)).containsExactly("CONDITION:active");
        assertThat(write.onlyKeyConditions()).isFalse();
    }

    @Test
    void aTableJoinedToItselfIsReadByItsQualifiersAndHasNoKeyConditions() {
        ParsedWrite write = parsed(
                "UPDATE messages m SET sender = o.sender FROM messages o WHERE o.id = ? AND m.id = 7 AND box = 1",
                POSTGRES);

        assertThat(uses(write)).containsExactly("ASSIGNED:sender", "EXPRESSION:sender", "CONDITION:id", "CONDITION:id");
        assertThat(doubtful(write)).containsExactly("CONDITION:box");
        assertThat(keys(write)).isEmpty();
    }

    @Test
    void theTablesNameAloneMayBeTheWholeRow() {
        ParsedWrite write = parsed("UPDATE messages SET a = count_of(messages)", POSTGRES);

        assertThat(uses(write)).containsExactly("ASSIGNED:a");
        assertThat(doubtful(write)).containsExactly("EXPRESSION:messages");
    }

    @Test
    void h2MergeWithKey() {
        ParsedWrite write = parsed("MERGE INTO messages (id, sender) KEY (id) VALUES (?, ?), (3, 'x')", H2);

        assertThat(write.kind()).isEqualTo(StatementKind.MERGE);
        assertThat(write.rows()).isEqualTo(2);
        assertThat(uses(write)).containsExactly("INSERTED:id", "INSERTED:sender", "CONFLICT_TARGET:id");
    }

    @Test
    void standardMerge() {
        for (Dialect dialect : List.of(H2, POSTGRES)) {
            ParsedWrite write = parsed(
                    "MERGE INTO messages t USING (VALUES (?, ?)) AS s(id, sender) ON t.id = s.id"
                            + " WHEN MATCHED THEN UPDATE SET sender = s.sender, n = t.n + 1"
                            + " WHEN NOT MATCHED THEN INSERT (id, sender) VALUES (s.id, s.sender)",
                    dialect);

            assertThat(assignments(write))
                    .containsExactly("sender=s.sender", "n=t.n + 1", "id=s.id", "sender=s.sender");
            assertThat(uses(write))
                    .containsExactly(
                            "CONDITION:id",
                            "ASSIGNED:sender",
                            "ASSIGNED:n",
                            "EXPRESSION:n",
                            "INSERTED:id",
                            "INSERTED:sender");
            assertThat(write.rows()).isZero();
            assertThat(doubtful(write)).isEmpty();
        }
    }

    @Test
    void mergeNamesWithoutQualifierAreDoubtful() {
        ParsedWrite write = parsed(
                "MERGE INTO t USING dual ON id = ? WHEN MATCHED THEN UPDATE SET a = ?"
                        + " WHEN NOT MATCHED THEN INSERT (id, a) VALUES (?, ?)",
                H2);

        assertThat(uses(write)).containsExactly("ASSIGNED:a", "INSERTED:id", "INSERTED:a");
        assertThat(doubtful(write)).containsExactly("CONDITION:id");
    }

    @Test
    void namesInCommentsStringsAndTypesAreNoColumns() {
        ParsedWrite write = parsed(
                "/* sender */ UPDATE messages -- sender\n SET a = 'sender ? ' || $$sender$$ || CAST(? AS sender)"
                        + " || ?::sender || sender(1) || b::varchar(3) WHERE /* x = ? */ d AT TIME ZONE 'UTC' > now()"
                        + " - INTERVAL '1' DAY AND EXTRACT(EPOCH FROM e) > 1 AND f IS DISTINCT FROM CURRENT_DATE",
                POSTGRES);

        assertThat(uses(write))
                .containsExactly("ASSIGNED:a", "EXPRESSION:b", "CONDITION:d", "CONDITION:e", "CONDITION:f");
        assertThat(doubtful(write)).isEmpty();
        assertThat(write.parameterCount()).isEqualTo(2);
    }

    @Test
    void escapedOperatorsAreNoParameters() {
        ParsedWrite write = parsed("UPDATE m SET a = ? WHERE data ?? 'k' AND data ??| ? AND id = ?", POSTGRES);

        assertThat(write.parameterCount()).isEqualTo(3);
        assertThat(keys(write)).containsExactly("id=?");
        assertThat(uses(write)).containsExactly("ASSIGNED:a", "CONDITION:data", "CONDITION:data", "CONDITION:id");
    }

    @Test
    void commonTableExpressionsBelongToOthers() {
        ParsedWrite write = parsed(
                "WITH old AS (SELECT id, sender FROM archive) UPDATE messages SET a = ? WHERE id IN (SELECT old.id FROM old)",
                POSTGRES);

        assertThat(write.kind()).isEqualTo(StatementKind.UPDATE);
        assertThat(uses(write)).containsExactly("ASSIGNED:a", "CONDITION:id");
        assertThat(write.isDoubtful("sender", POSTGRES)).isFalse();
    }

    @Test
    void plainStatementsThatTheSecondReaderDoesNotKnowAreStillUnderstood() {
        assertThat(keys(parsed("DELETE FROM ONLY messages WHERE id = ?", POSTGRES)))
                .containsExactly("id=?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";",
                "SELECT sender FROM messages",
                "UPDATE messages SET a = 1; DELETE FROM messages",
                "UPDATE messages SET (a, b) = (?)",
                "UPDATE messages SET tags[1] = ?",
                "UPDATE messages SET address.city = ?",
                "UPDATE messages SET a = 1 WHERE CURRENT OF c",
                "UPDATE messages SET a",
                "UPDATE messages SET",
                "UPDATE messages SET a = 1 WHERE",
                "INSERT INTO messages (a, b) VALUES (?)",
                "INSERT INTO messages (a,) VALUES (?)",
                "INSERT INTO messages (a) VALUES (?) garbage",
                "INSERT INTO messages (a) VALUES (?",
                "INSERT INTO messages (a) VALUES ('?)",
                "INSERT INTO messages (a) VALUES (/* ?)",
                "INSERT INTO messages (a) VALUES ($x$ ?)",
                "INSERT INTO messages (a) VALUES (?1)",
                "INSERT INTO messages (a) VALUES ($1)",
                "INSERT INTO messages (U&\"a\" UESCAPE '!') VALUES (?)",
                "INSERT INTO a.b.messages (a) VALUES (?)",
                "INSERT INTO messages (a) VALUES (?) ON DUPLICATE KEY UPDATE a = 1",
                "INSERT INTO messages SET a = ?",
                "DELETE FROM messages LIMIT 1",
                "DELETE messages WHERE a = 1",
                "MERGE INTO messages (id) KEY (id) VALUES (?)",
                "UPDATE messages m, users u SET a = 1",
                "TRUNCATE messages",
                "UPDATE messages SET a = 1 RETURNING",
                "CALL update_messages(?)",
                "\u0000\uD800"
            })
    void whatIsNotUnderstoodWithCertaintyIsNull(String sql) {
        assertThat(WriteParser.parse(sql, POSTGRES)).isNull();
    }

    @Test
    void nothingIsCertainInAnUnknownDialect() {
        assertThat(WriteParser.parse("UPDATE m SET a = 1", UNKNOWN)).isNull();
    }

    @Test
    void h2ReadsQualifiedTargetsOfSet() {
        ParsedWrite write = parsed("UPDATE Messages m SET m.sender = ?, n = 1 WHERE M.ID = ?", H2);

        assertThat(uses(write)).containsExactly("ASSIGNED:sender", "ASSIGNED:n", "CONDITION:ID");
        assertThat(keys(write)).containsExactly("ID=?");
    }

    @Test
    void trailingSemicolonsAndUnicodeNames() {
        ParsedWrite write = parsed("UPDATE größe SET länge = ?, 数 = 1;;", POSTGRES);

        assertThat(uses(write)).containsExactly("ASSIGNED:länge", "ASSIGNED:数");
    }

    @Test
    void operatorThatTheSecondReaderTakesForACommentHidesNothing() {
        ParsedWrite write = parsed("UPDATE m SET a = b // 2 WHERE sender = ?", POSTGRES);

        assertThat(uses(write)).containsExactly("ASSIGNED:a", "EXPRESSION:b", "CONDITION:sender");
        assertThat(doubtful(write)).isEmpty();
    }

    @Test
    void nameOverTwoLinesMisplacesNothing() {
        ParsedWrite write = parsed("UPDATE m SET \"two\nlines\" = 1 WHERE sender = ?", POSTGRES);

        assertThat(uses(write)).containsExactly("ASSIGNED:two\nlines", "CONDITION:sender");
        assertThat(doubtful(write)).isEmpty();
    }

    @Test
    void deepNestingIsNoHarm() {
        String deep = "(".repeat(100_000) + "1" + ")".repeat(100_000);
        String queries = "(SELECT ".repeat(50_000) + "1" + ")".repeat(50_000);

        assertThat(WriteParser.parse("UPDATE m SET a = " + deep + " WHERE b = " + deep, POSTGRES))
                .isNotNull();
        assertThat(WriteParser.parse("UPDATE m SET a = " + queries, POSTGRES)).isNull();
        assertThat(WriteParser.parse(
                        "UPDATE m SET a = " + "(SELECT ".repeat(2_000) + "1" + ")".repeat(2_000), POSTGRES))
                .satisfiesAnyOf(
                        write -> assertThat(write).isNull(),
                        write -> assertThat(write).isNotNull());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO m (a) VALUES (?) ON CONFLICT (a) DO UPDATE SET b = ?, c = 'x', a = excluded.a WHERE m.b > ?",
                "INSERT INTO m (a) VALUES (?) ON CONFLICT ON CONSTRAINT k DO UPDATE SET b = ?, c = 'x', a = excluded.a RETURNING a"
            })
    void whatAConflictUpdatesIsAnAssignmentOfItsOwn(String sql) {
        ParsedWrite write = parsed(sql, POSTGRES);

        assertThat(assignments(write)).containsExactly("a=?");
        assertThat(write.conflictAssignments()).hasSize(3);
        assertThat(write.conflictAssignments().get(0).values().get(0))
                .isInstanceOfSatisfying(
                        Value.Parameter.class,
                        parameter -> assertThat(parameter.index()).isEqualTo(2));
        assertThat(write.everyAssignment()).hasSize(4);
    }

    @Test
    void whatADuplicateKeyUpdatesIsAnAssignmentOfItsOwn() {
        ParsedWrite write = parsed(
                "INSERT INTO m (a, b) VALUES (?, ?) ON DUPLICATE KEY UPDATE b = VALUES(b), c = ?",
                new Dialect(Product.MARIADB, Folding.LOWER));

        assertThat(write.assignments()).hasSize(2);
        assertThat(write.conflictAssignments()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '~',
            value = {
                "?::text#?",
                "?::character varying(20)#?",
                "CAST(? AS timestamp with time zone)#?",
                "coalesce(?, b)#?",
                "coalesce(nullif(trim(?), ''), 'none')#?;'none'",
                "(?)#?",
                "upper('x'::text)#'x'",
                "? || 'x'#",
                "b + ?#",
                "to_timestamp(?)#",
                "?::int + 1#",
                "'a'#'a'"
            })
    void parametersAndLiteralsThatAnExpressionMayGiveAsTheyAre(String expression, @Nullable String given) {
        ParsedWrite write = parsed("UPDATE m SET a = " + expression + " WHERE id = 1", POSTGRES);

        String found = write.assignments().get(0).values().get(0).given().stream()
                .map(value ->
                        value instanceof Value.Expression ? "" : value.span().of(write.sql()))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(";"));
        assertThat(found).isEqualTo(given == null ? "" : given);
    }
}
