package io.selfhealing.agent.sql;

import static io.selfhealing.agent.sql.Sql.H2;
import static io.selfhealing.agent.sql.Sql.POSTGRES;
import static io.selfhealing.agent.sql.Sql.rewriter;
import static io.selfhealing.agent.sql.Sql.rewritten;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RewriterTest {
    private static final Dialect MARIADB = new Dialect(Product.MARIADB, Folding.LOWER, Folding.NONE);
    private static final Dialect MYSQL = new Dialect(Product.MYSQL, Folding.LOWER, Folding.NONE);

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
            INSERT INTO m (id, sender) VALUES (?, ?) => INSERT INTO m (id, role) VALUES (?, ?)
            INSERT INTO m (id,"sender")VALUES(?,'sender') => INSERT INTO m (id,"role")VALUES(?,'sender')
            UPDATE m SET sender = ?, n = sender || n WHERE m.sender = 'sender' -- sender => UPDATE m SET role = ?, n = role || n WHERE m.role = 'sender' -- sender
            UPDATE m x SET Sender = sender(x.sender) WHERE y IN (SELECT u.sender FROM u) => UPDATE m x SET role = sender(x.role) WHERE y IN (SELECT u.sender FROM u)
            DELETE FROM sender WHERE id = ? RETURNING id AS sender => same
            DELETE FROM m WHERE SENDER = ? RETURNING sender AS sender => DELETE FROM m WHERE ROLE = ? RETURNING role AS sender
            INSERT INTO m (id, sender) VALUES (?, ?) ON CONFLICT (sender) DO UPDATE SET sender = excluded.sender => INSERT INTO m (id, role) VALUES (?, ?) ON CONFLICT (role) DO UPDATE SET role = excluded.role
            DELETE FROM m WHERE id = ? => same
            """)
    void renameTouchesTheTablesColumnsAndNothingElse(String sql, String expected) {
        Rewritten rewritten = rewritten(rewriter(sql, POSTGRES).rename("sender", "role"));

        assertThat(rewritten.sql()).isEqualTo(expected.equals("same") ? sql : expected);
        assertThat(rewritten.parameters().isIdentity()).isTrue();
    }

    @Test
    void aNewNameIsQuotedWhereItMustBe() {
        assertThat(renamed("UPDATE m SET sender = ?", POSTGRES, "sender", "Role"))
                .isEqualTo("UPDATE m SET \"Role\" = ?");
        assertThat(renamed("UPDATE m SET sender = ?", POSTGRES, "sender", "user"))
                .isEqualTo("UPDATE m SET \"user\" = ?");
        assertThat(renamed("UPDATE m SET sender = ?", POSTGRES, "sender", "a\"b c"))
                .isEqualTo("UPDATE m SET \"a\"\"b c\" = ?");
        assertThat(renamed("UPDATE m SET sender = ?", POSTGRES, "sender", "größe"))
                .isEqualTo("UPDATE m SET \"größe\" = ?");
        assertThat(renamed("UPDATE m SET sender = ?", H2, "SENDER", "role")).isEqualTo("UPDATE m SET \"role\" = ?");
        assertThat(renamed("UPDATE m SET sender = ?", H2, "SENDER", "KEY")).isEqualTo("UPDATE m SET \"KEY\" = ?");
    }

    /** A column may bear a word that stands for something else elsewhere; the parser that confirms the text knows many such. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "number",
                "order",
                "group",
                "select",
                "table",
                "date",
                "time",
                "timestamp",
                "text",
                "type",
                "status",
                "level",
                "index",
                "comment",
                "value",
                "values",
                "key",
                "name",
                "start",
                "end",
                "size",
                "language",
                "first",
                "last",
                "next",
                "double",
                "user",
                "desc",
                "rank",
                "row",
                "rows",
                "position",
                "zone",
                "action",
                "domain",
                "domains",
                "offset",
                "limit",
                "left",
                "right",
                "set",
                "view",
                "public",
                "session",
                "share",
                "signed",
                "unsigned",
                "schema",
                "sequence",
                "percent",
                "partition",
                "over",
                "open",
                "overwrite",
                "nothing",
                "nulls",
                "no",
                "month",
                "match",
                "lock",
                "link",
                "jsonb",
                "json",
                "interval",
                "insert",
                "format",
                "following",
                "filter",
                "fetch",
                "escape",
                "duplicate",
                "drop",
                "do",
                "database",
                "cycle",
                "current",
                "cascade",
                "case",
                "cast",
                "change",
                "character",
                "check",
                "close",
                "column",
                "columns",
                "connect",
                "any",
                "all",
                "algorithm",
                "array",
                "prior",
                "procedure",
                "returning",
                "replace",
                "role",
                "separator",
                "string",
                "tables",
                "temp",
                "top",
                "transaction",
                "trigger",
                "truncate",
                "unknown",
                "use",
                "using",
                "week",
                "when",
                "window",
                "within",
                "without",
                "xml",
                "year",
                "between"
            })
    void aNewNameMayBeAnyWord(String word) {
        for (Dialect dialect : List.of(POSTGRES, MYSQL)) {
            for (String sql : List.of(
                    "UPDATE m SET a = ? WHERE sender = ?",
                    "UPDATE m SET sender = ? WHERE id = ?",
                    "INSERT INTO m (id, sender) VALUES (?, ?)",
                    "DELETE FROM m WHERE m.sender = ? AND id = ?")) {
                assertThat(rewriter(sql, dialect).rename("sender", word).rewrite())
                        .as(word + " in " + sql)
                        .isNotNull();
            }
        }
    }

    @Test
    void aNewNameFollowsTheCaseOfTheOld() {
        assertThat(renamed("UPDATE m SET sender = ?", H2, "SENDER", "ROLE")).isEqualTo("UPDATE m SET role = ?");
        assertThat(renamed("UPDATE M SET SENDER = ?", H2, "SENDER", "ROLE")).isEqualTo("UPDATE M SET ROLE = ?");
        assertThat(renamed("UPDATE M SET SENDER = ?", POSTGRES, "sender", "role"))
                .isEqualTo("UPDATE M SET ROLE = ?");
    }

    private static String renamed(String sql, Dialect dialect, String from, String to) {
        Rewritten rewritten = rewritten(rewriter(sql, dialect).rename(from, to));
        return rewritten.sql();
    }

    @Test
    void quotedNamesThatDifferInCaseAreOtherColumns() {
        assertThat(renamed("UPDATE m SET \"Sender\" = ?, sender = ?", POSTGRES, "Sender", "role"))
                .isEqualTo("UPDATE m SET \"role\" = ?, sender = ?");
    }

    @Test
    void twoColumnsCanSwapTheirNames() {
        Rewritten rewritten = rewritten(rewriter("INSERT INTO m (a, b) VALUES (?, ?) RETURNING b, a", POSTGRES)
                .rename("a", "b")
                .rename("b", "a"));
        assertThat(rewritten.sql()).isEqualTo("INSERT INTO m (b, a) VALUES (?, ?) RETURNING a AS b, b AS a");
    }

    @Test
    void whatIsReturnedKeepsTheLabelByWhichItIsRead() {
        assertThat(renamed(
                        "DELETE FROM m RETURNING sender, m.\"sender\", lower(sender), f(id, sender, 1), sender s, sender AS t",
                        POSTGRES,
                        "sender",
                        "role"))
                .isEqualTo("DELETE FROM m RETURNING role AS sender, m.\"role\" AS \"sender\", lower(role),"
                        + " f(id, role, 1), role s, role AS t");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
            SELECT ID FROM FINAL TABLE (INSERT INTO M (ID, SENDER) VALUES (?, ?)) => SELECT ID FROM FINAL TABLE (INSERT INTO M (ID, ROLE) VALUES (?, ?))
            SELECT ID, SENDER FROM FINAL TABLE (INSERT INTO M (SENDER) VALUES (?)) T => SELECT ID, ROLE AS SENDER FROM FINAL TABLE (INSERT INTO M (ROLE) VALUES (?)) T
            SELECT M.SENDER S FROM OLD TABLE (UPDATE M SET SENDER = ? WHERE SENDER = ?) AS M => SELECT M.ROLE S FROM OLD TABLE (UPDATE M SET ROLE = ? WHERE ROLE = ?) AS M
            SELECT 1 FROM OLD TABLE (DELETE FROM M X WHERE X.SENDER = 'SENDER') => SELECT 1 FROM OLD TABLE (DELETE FROM M X WHERE X.ROLE = 'SENDER')
            """)
    void whatADeltaTableIsReadForKeepsItsLabelToo(String sql, String expected) {
        assertThat(renamed(sql, H2, "SENDER", "ROLE")).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT T.SENDER FROM FINAL TABLE (INSERT INTO M (SENDER) VALUES (?)) T",
                "SELECT X.SENDER FROM X JOIN FINAL TABLE (INSERT INTO M (SENDER) VALUES (?)) T ON TRUE",
                "SELECT ID FROM FINAL TABLE (INSERT INTO M (SENDER) VALUES (?)) T WHERE SENDER = ?",
                "SELECT (SELECT MAX(SENDER) FROM M) FROM FINAL TABLE (INSERT INTO M (SENDER) VALUES (?))"
            })
    void deltaTableThatIsReadInAnotherWayIsLeftAlone(String sql) {
        ParsedWrite write = WriteParser.parse(sql, H2);
        assertThat(
                        write == null
                                ? null
                                : new Rewriter(write, H2)
                                        .rename("SENDER", "ROLE")
                                        .rewrite())
                .isNull();
    }

    @Test
    void leavingOutOfADeltaTableLeavesItsQuery() {
        Rewritten rewritten =
                rewritten(rewriter("SELECT ID, ? FROM FINAL TABLE (INSERT INTO M (ID, X, Y) VALUES (?, ?, ?))", H2)
                        .leaveOut("X"));
        assertThat(rewritten.sql()).isEqualTo("SELECT ID, ? FROM FINAL TABLE (INSERT INTO M (ID, Y) VALUES (?, ?))");
        assertThat(rewritten.parameters().target(3)).isZero();
        assertThat(rewritten.parameters().target(4)).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE m SET sender = ?, role = ?",
                "UPDATE m SET sender = ? WHERE role = 1",
                "INSERT INTO m (sender, role) VALUES (1, 2)",
                "INSERT INTO m (sender) SELECT sender FROM m UNION SELECT sender FROM m",
                "UPDATE m SET sender = ? WHERE id IN (SELECT sender FROM x)",
                "UPDATE m SET sender = ? WHERE id IN (SELECT id FROM x WHERE role = 1)",
                "UPDATE m SET sender = ? FROM x WHERE sender = 1"
            })
    void renameIsRefusedWhereItCouldHitTheWrongColumn(String sql) {
        assertThat(rewriter(sql, POSTGRES).rename("sender", "role").rewrite()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            INSERT INTO m (x, a, b) VALUES (?, ?, ?) | INSERT INTO m (a, b) VALUES (?, ?) | [0, 1, 2]
            INSERT INTO m (a, x, b) VALUES (?, ?, ?), (1, lower(?), ?) | INSERT INTO m (a, b) VALUES (?, ?), (1, ?) | [1, 0, 2, 0, 3]
            INSERT INTO m (a, b, x) VALUES (?, ?, 'x, y') RETURNING a | INSERT INTO m (a, b) VALUES (?, ?) RETURNING a | [1, 2]
            INSERT INTO m (a /* 1 */, x /* 2 */) VALUES (?, ?) | INSERT INTO m (a /* 2 */) VALUES (?) | [1, 0]
            UPDATE m SET x = ? , a = ? WHERE id = ? | UPDATE m SET a = ? WHERE id = ? | [0, 1, 2]
            UPDATE m SET a = ?, x = CASE WHEN ? THEN 1 END, b = 2 WHERE id = ? | UPDATE m SET a = ?, b = 2 WHERE id = ? | [1, 0, 2]
            UPDATE m SET a = ?,x = a + ? WHERE id = ? | UPDATE m SET a = ? WHERE id = ? | [1, 0, 2]
            """)
    void leavingOutTakesColumnValueAndComma(String sql, String expected, String parameters) {
        Rewritten rewritten = rewritten(rewriter(sql, POSTGRES).leaveOut("x"));
        assertThat(rewritten.sql()).isEqualTo(expected);
        assertThat(rewritten.parameters()).hasToString(parameters);
    }

    @Test
    void severalColumnsAreLeftOutAtOnce() {
        Rewritten rewritten = rewritten(rewriter("INSERT INTO m (x, y, a, z, b, w) VALUES (?, ?, ?, ?, ?, ?)", POSTGRES)
                .leaveOut("x")
                .leaveOut("y")
                .leaveOut("z")
                .leaveOut("w"));
        assertThat(rewritten.sql()).isEqualTo("INSERT INTO m (a, b) VALUES (?, ?)");
        assertThat(rewritten.parameters()).hasToString("[0, 0, 1, 0, 2, 0]");
    }

    @Test
    void h2LeavesOutWithQualifierAndInItsMerge() {
        Rewritten update =
                rewritten(rewriter("UPDATE m SET m.x = ?, m.a = ?", H2).leaveOut("X"));
        Rewritten merge = rewritten(
                rewriter("MERGE INTO m (id, x) KEY (id) VALUES (?, ?)", H2).leaveOut("X"));
        assertThat(update.sql()).isEqualTo("UPDATE m SET m.a = ?");
        assertThat(merge.sql()).isEqualTo("MERGE INTO m (id) KEY (id) VALUES (?)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO m (x) VALUES (?)",
                "UPDATE m SET x = ?",
                "UPDATE m SET x = ?, a = x",
                "UPDATE m SET x = ?, a = 1 WHERE x = 2",
                "UPDATE m SET x = 1, a = 1, x = 2",
                "INSERT INTO m (a, x) VALUES (1, 2) RETURNING x",
                "INSERT INTO m (a, x) VALUES (1, 2) ON CONFLICT (x) DO NOTHING",
                "INSERT INTO m (a, x) VALUES (1, 2) ON CONFLICT (a) DO UPDATE SET a = excluded.x",
                "INSERT INTO m (a, x) SELECT 1, 2 FROM y",
                "DELETE FROM m WHERE x = 1",
                "UPDATE m SET x = ?, a = 1 WHERE a IN (SELECT x FROM y)",
                "UPDATE m SET a = 1, b = 2"
            })
    void whatCannotBeLeftOutIsSaid(String sql) {
        assertThat(rewriter(sql, POSTGRES).canLeaveOut("x")).isFalse();
        assertThat(rewriter(sql, POSTGRES).leaveOut("x").rewrite()).isNull();
    }

    @Test
    void theLastAssignmentStays() {
        Rewriter rewriter = rewriter("UPDATE m SET x = ?, y = ?", POSTGRES);

        assertThat(rewriter.canLeaveOut("y")).isTrue();
        rewriter.leaveOut("x");
        assertThat(rewriter.canLeaveOut("y")).isFalse();
    }

    @Test
    void addingWritesTheColumnInEveryRow() {
        Rewritten rewritten = rewritten(rewriter("INSERT INTO m (a) VALUES (?), (?) RETURNING a", POSTGRES)
                .add("created_at", "CURRENT_TIMESTAMP")
                .add("Version", "0"));
        assertThat(rewritten.sql())
                .isEqualTo("INSERT INTO m (a, created_at, \"Version\") VALUES (?, CURRENT_TIMESTAMP, 0),"
                        + " (?, CURRENT_TIMESTAMP, 0) RETURNING a");
        assertThat(rewritten.parameters().isIdentity()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"?", "1, 2", "1) --", "'", "", "1 /* ", "1; DROP TABLE m", "1 --"})
    void onlyOneWholeExpressionIsAdded(String expression) {
        assertThat(rewriter("INSERT INTO m (a) VALUES (1)", POSTGRES)
                        .add("b", expression)
                        .rewrite())
                .satisfiesAnyOf(
                        result -> assertThat(result).isNull(),
                        result -> assertThat(result)
                                .extracting(Rewritten::sql)
                                .isEqualTo("INSERT INTO m (a, b) VALUES (1, 1)"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO m VALUES (1)",
                "INSERT INTO m (a) SELECT 1 FROM y",
                "INSERT INTO m (a, created_at) VALUES (1, 2)",
                "UPDATE m SET a = 1"
            })
    void nothingIsAddedElsewhere(String sql) {
        assertThat(rewriter(sql, POSTGRES).add("created_at", "now()").rewrite()).isNull();
    }

    @Test
    void allChangesAtOnce() {
        Rewritten rewritten = rewritten(
                rewriter("INSERT INTO m (x, sender, b, last) VALUES (?, ?, ?, ?), (?, upper(?), 'sender', ?)", POSTGRES)
                        .rename("sender", "role")
                        .leaveOut("x")
                        .leaveOut("last")
                        .add("at", "now()"));
        assertThat(rewritten.sql())
                .isEqualTo("INSERT INTO m (role, b, at) VALUES (?, ?, now()), (upper(?), 'sender', now())");
        assertThat(rewritten.parameters()).hasToString("[0, 1, 2, 0, 0, 3, 0]");
    }

    @Test
    void theSameInputGivesTheSameText() {
        String sql = "UPDATE m SET sender = ?, x = 1 WHERE id = ?";

        assertThat(rewriter(sql, POSTGRES)
                        .rename("sender", "role")
                        .leaveOut("x")
                        .rewrite())
                .isEqualTo(rewriter(sql, POSTGRES)
                        .leaveOut("x")
                        .rename("sender", "role")
                        .rewrite());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO public.m (id, sender, /* sender */ b) VALUES (?, 'sender', ?) RETURNING sender AS s",
                "UPDATE m AS sender_table SET sender = sender_table.sender || '?' -- ?\n WHERE sender IS NOT NULL",
                "delete from \"m\" where sender in (?, ?, 'x') and lower(sender) = ?"
            })
    void renamingBackGivesTheOriginal(String sql) {
        String there = renamed(sql, POSTGRES, "sender", "role");

        assertThat(there).isNotEqualTo(sql);
        assertThat(renamed(there, POSTGRES, "role", "sender")).isEqualTo(sql);
    }

    @Test
    void anInsertOfAMegabyteIsRewritten() {
        StringBuilder sql = new StringBuilder("INSERT INTO m (id, sender, x) VALUES (?, 'sender', ?)");
        for (int i = 0; i < 40_000; i++) {
            sql.append(", (?, 'sender, (x)', ?)");
        }
        long start = System.nanoTime();

        Rewritten rewritten = rewritten(
                rewriter(sql.toString(), POSTGRES).rename("sender", "role").leaveOut("x"));
        assertThat(rewritten.sql()).startsWith("INSERT INTO m (id, role) VALUES (?, 'sender'), (?, 'sender, (x)'), (");
        assertThat(rewritten.parameters().target(80_001)).isEqualTo(40_001);
        assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L);
    }

    private static final List<ReturnedColumn> READ_BACK = List.of(
            new ReturnedColumn("id", "id"),
            new ReturnedColumn("role", "sender"),
            new ReturnedColumn("Note", "Note"),
            new ReturnedColumn("user", "order"));

    private static @Nullable String renamed(String sql, Dialect dialect, List<ReturnedColumn> readBack) {
        Rewritten rewritten = rewriter(sql, dialect)
                .rename("sender", "role")
                .returning(readBack)
                .rewrite();
        return rewritten == null ? null : rewritten.sql();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "INSERT INTO m (sender) VALUES (?) RETURNING *"
                        + "|INSERT INTO m (role) VALUES (?) RETURNING id, role AS sender, \"Note\", \"user\" AS \"order\"",
                "UPDATE m AS x SET sender = ? RETURNING x.*, 1"
                        + "|UPDATE m AS x SET role = ? RETURNING x.id, x.role AS sender, x.\"Note\", x.\"user\" AS \"order\", 1",
                "DELETE FROM m WHERE sender = ? RETURNING old.*"
                        + "|DELETE FROM m WHERE role = ? RETURNING old.id, old.role AS sender, old.\"Note\", old.\"user\" AS \"order\"",
                "UPDATE m SET content = x.a FROM x WHERE m.sender = x.id RETURNING x.*, m.id"
                        + "|UPDATE m SET content = x.a FROM x WHERE m.role = x.id RETURNING x.*, m.id",
                "UPDATE m SET content = x.a FROM x WHERE m.sender = x.id RETURNING *|",
                "UPDATE m SET content = x.a FROM x WHERE m.sender = x.id RETURNING m.*"
                        + "|UPDATE m SET content = x.a FROM x WHERE m.role = x.id"
                        + " RETURNING m.id, m.role AS sender, m.\"Note\", m.\"user\" AS \"order\"",
            })
    void allColumnsAreReturnedUnderTheNamesThatTheApplicationKnows(String sql, @Nullable String healed) {
        assertThat(renamed(sql, POSTGRES, READ_BACK)).isEqualTo(healed);
        if (sql.endsWith("*")) {
            assertThat(renamed(sql, POSTGRES, List.of())).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "(sender)|(role) AS sender",
                "((m.sender))|((m.role)) AS sender",
                "sender::text|role::text AS sender",
                "cast(sender as varchar(20))::text|cast(role as varchar(20))::text AS sender",
                "(sender)::character varying(20)|(role)::character varying(20) AS sender",
                "case when id = 1 then 'a' else sender end|case when id = 1 then 'a' else role end AS sender",
                "case when id = 1 then sender else 'b' end|case when id = 1 then role else 'b' end",
                "sender collate pg_catalog.\"C\"|role collate pg_catalog.\"C\" AS sender",
                "sender[1]|role[1] AS sender",
                "(select m.sender)|(select m.role) AS sender",
                "sender::text x|role::text x",
                "upper(sender)|upper(role)",
                "-sender|-role",
                "sender is null|role is null",
                "coalesce(sender, 'x')|coalesce(role, 'x')"
            })
    void labelThatComesFromTheColumnIsKept(String returned, String healed) {
        String sql = "UPDATE m SET a = 1 WHERE id = ? RETURNING ";

        assertThat(renamed(sql + returned + ", id", POSTGRES, READ_BACK)).isEqualTo(sql + healed + ", id");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "upper( sender ), sender|upper( role ) AS `upper( sender )`, role AS sender",
                "sender is null|role is null AS `sender is null`",
                "concat(sender, 'x') as y|concat(role, 'x') as y",
                "concat(sender, 'x') y|concat(role, 'x') y",
                "*|id, role AS sender, `Note`, `user` AS `order`"
            })
    void mariaDbLabelsAnExpressionWithItsText(String returned, String healed) {
        String sql = "INSERT INTO m (id) VALUES (?) RETURNING ";

        assertThat(renamed(sql + returned, MARIADB, READ_BACK)).isEqualTo(sql + healed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO m (sender) VALUES (?) RETURNING to_jsonb(m) ->> 'sender'",
                "INSERT INTO m (sender) VALUES (?) RETURNING to_jsonb(m.*) -> 'sender'",
                "INSERT INTO m AS x (sender) VALUES (?) RETURNING row_to_json(x)",
                "INSERT INTO public.m (sender) VALUES (?) RETURNING to_jsonb(public.m.*)",
                "INSERT INTO m (sender) VALUES (?) RETURNING m",
                "INSERT INTO m (sender) VALUES (?) RETURNING ROW(m.*)",
                "INSERT INTO m (sender) VALUES (?) RETURNING (m).sender",
                "INSERT INTO m (sender) VALUES (?) RETURNING id, hstore(new) -> 'sender'",
                "INSERT INTO m (id, sender) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET log = to_jsonb(excluded)",
                "UPDATE m SET sender = ?, log = row_to_json(m) WHERE id = ?",
                "UPDATE m SET sender = ? WHERE to_jsonb(m) @> ?",
                "UPDATE m SET sender = ? WHERE m IS DISTINCT FROM ?",
                "DELETE FROM m WHERE sender = ? AND f(m)",
                "UPDATE m SET sender = ? WHERE id = (SELECT max(id) FROM m) RETURNING f(m)",
                "INSERT INTO m (sender) VALUES (?) RETURNING f(id) ->> 'SENDER'",
                "INSERT INTO m (sender) VALUES (?) RETURNING f(id) #>> '{a,sender}'",
                "INSERT INTO m (sender) VALUES (?) RETURNING jsonb_path_query(f(id), '$.a[*] ? (@.sender == 1)')",
                "UPDATE m SET a = currval(pg_get_serial_sequence('m', 'sender')) WHERE sender = ?",
                "INSERT INTO m (sender) VALUES (?) RETURNING (SELECT row_to_json(x) ->> 'sender' FROM m x WHERE x.id = m.id)"
            })
    void nameOfAColumnThatIsDataIsNotUnderstood(String sql) {
        assertThat(renamed(sql, POSTGRES, READ_BACK)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO m (sender, a) VALUES (?, 'sender') RETURNING id",
                "UPDATE m SET sender = 'sender' WHERE a = 'sender'",
                "UPDATE m SET sender = ? WHERE a <> 'the sender of it'",
                "DELETE FROM m WHERE sender = ? AND id IN (SELECT id FROM x)",
                "UPDATE m SET sender = ? WHERE m.id = ?",
                "UPDATE m AS x SET sender = ? WHERE x.id = ? RETURNING x.id AS m",
                "INSERT INTO m (sender, m) VALUES (?, ?)"
            })
    void otherStringsAndNamesHinderNothing(String sql) {
        assertThat(renamed(sql, POSTGRES, READ_BACK)).isNotNull();
    }

    @Test
    void columnThatBearsTheTablesNameIsNoRow() {
        List<ReturnedColumn> columns = List.of(new ReturnedColumn("m", "m"), new ReturnedColumn("role", "sender"));
        String sql = "UPDATE m SET sender = ? WHERE id = 1 RETURNING upper(m)";

        assertThat(renamed(sql, POSTGRES, columns)).isNotNull();
        assertThat(renamed(sql, POSTGRES, READ_BACK)).isNull();
    }

    @Test
    void deltaTableOfAllColumnsKeepsTheirLabels() {
        List<ReturnedColumn> columns = List.of(new ReturnedColumn("ID", "ID"), new ReturnedColumn("ROLE", "SENDER"));
        Rewritten rewritten = rewritten(rewriter("SELECT * FROM FINAL TABLE (INSERT INTO m (sender) VALUES (?))", H2)
                .rename("SENDER", "ROLE")
                .returning(columns));

        assertThat(rewritten.sql())
                .isEqualTo("SELECT ID, ROLE AS SENDER FROM FINAL TABLE (INSERT INTO m (role) VALUES (?))");
    }
}
