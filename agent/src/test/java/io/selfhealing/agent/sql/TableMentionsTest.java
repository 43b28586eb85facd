package io.selfhealing.agent.sql;

import static io.selfhealing.agent.sql.Sql.H2;
import static io.selfhealing.agent.sql.Sql.POSTGRES;
import static io.selfhealing.agent.sql.Sql.rewriter;
import static io.selfhealing.agent.sql.Sql.rewritten;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableMentionsTest {
    private static final Dialect MYSQL = new Dialect(Product.MYSQL, Folding.LOWER);

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
            INSERT INTO m (id, sender) VALUES (?, ?) => INSERT INTO public.notes (id, sender) VALUES (?, ?)
            insert into "m"(id)values(?) => insert into "public"."notes"(id)values(?)
            INSERT INTO public.m (id) VALUES (?) => INSERT INTO public.notes (id) VALUES (?)
            INSERT INTO m (m, id) VALUES ('m', ?) -- m => INSERT INTO public.notes (m, id) VALUES ('m', ?) -- m
            UPDATE m SET a = ? WHERE m.id = ? => UPDATE public.notes SET a = ? WHERE notes.id = ?
            UPDATE m SET a = m.a + ? WHERE "m".id = ? => UPDATE public.notes SET a = notes.a + ? WHERE notes.id = ?
            UPDATE old.m SET a = ? WHERE old.m.id = ? => UPDATE public.notes SET a = ? WHERE public.notes.id = ?
            UPDATE m x SET a = ? WHERE x.id = ? => UPDATE public.notes x SET a = ? WHERE x.id = ?
            UPDATE m AS m SET a = ? WHERE m.id = ? => UPDATE public.notes AS m SET a = ? WHERE m.id = ?
            UPDATE ONLY m SET a = ? => UPDATE ONLY public.notes SET a = ?
            DELETE FROM m WHERE m.id = ? RETURNING m.id => DELETE FROM public.notes WHERE notes.id = ? RETURNING notes.id
            DELETE FROM m WHERE EXISTS (SELECT 1 FROM u WHERE u.m_id = m.id) => DELETE FROM public.notes WHERE EXISTS (SELECT 1 FROM u WHERE u.m_id = notes.id)
            INSERT INTO m (id, n) VALUES (?, 1) ON CONFLICT (id) DO UPDATE SET n = m.n + excluded.n => INSERT INTO public.notes (id, n) VALUES (?, 1) ON CONFLICT (id) DO UPDATE SET n = notes.n + excluded.n
            INSERT INTO m (id) SELECT u.id FROM u => INSERT INTO public.notes (id) SELECT u.id FROM u
            """)
    void everyMentionOfTheTableMoves(String sql, String expected) {
        Rewritten moved = rewritten(rewriter(sql, POSTGRES).retarget("public", "notes"));

        assertThat(moved.sql()).isEqualTo(expected);
        assertThat(moved.parameters().isIdentity()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO m (id) SELECT id FROM m",
                "INSERT INTO m (id) SELECT m.id FROM u m",
                "UPDATE m SET a = (SELECT max(a) FROM m)",
                "UPDATE m SET a = u.a FROM m u WHERE u.id = ?",
                "DELETE FROM m WHERE id IN (SELECT m.id FROM u m)",
                "UPDATE m SET a = ? WHERE id IN (SELECT notes.id FROM notes)",
                "UPDATE m SET a = notes.a FROM notes WHERE m.id = notes.id",
                "UPDATE m SET a = row_to_json(m)",
                "DELETE FROM m WHERE id = ? RETURNING m.*",
                "WITH m AS (SELECT 1) INSERT INTO m (id) SELECT * FROM m"
            })
    void aNameThatMayMeanSomethingElseIsNotTouched(String sql) {
        assertThat(rewriter(sql, POSTGRES).retarget("public", "notes").rewrite())
                .isNull();
    }

    @Test
    void columnsAreRenamedWithTheTable() {
        Rewritten moved = rewritten(rewriter("UPDATE m SET a = ? WHERE m.a = ? AND m.id = ?", POSTGRES)
                .retarget("sales", "notes")
                .rename("a", "b"));

        assertThat(moved.sql()).isEqualTo("UPDATE sales.notes SET b = ? WHERE notes.b = ? AND notes.id = ?");
    }

    @Test
    void aColumnIsLeftOutAndOneAddedInTheNewTable() {
        Rewritten moved = rewritten(rewriter("INSERT INTO m (id, a, b) VALUES (?, ?, ?)", POSTGRES)
                .retarget("public", "notes")
                .leaveOut("a")
                .add("at", "now()"));

        assertThat(moved.sql()).isEqualTo("INSERT INTO public.notes (id, b, at) VALUES (?, ?, now())");
        assertThat(moved.parameters().target(3)).isEqualTo(2);
    }

    @Test
    void namesAreSpelledAsTheProductReadsThem() {
        assertThat(moved("insert into m (id) values (?)", H2, "PUBLIC", "NOTES"))
                .isEqualTo("insert into public.notes (id) values (?)");
        assertThat(moved("insert into m (id) values (?)", H2, "PUBLIC", "Notes"))
                .isEqualTo("insert into public.\"Notes\" (id) values (?)");
        assertThat(moved("insert into M (id) values (?)", MYSQL, "shop", "notes"))
                .isEqualTo("insert into `shop`.`notes` (id) values (?)");
        assertThat(moved("INSERT INTO m (id) VALUES (?)", POSTGRES, "public", "user"))
                .isEqualTo("INSERT INTO public.\"user\" (id) VALUES (?)");
        assertThat(moved("INSERT INTO m (id) VALUES (?)", POSTGRES, "public", "a\"b"))
                .isEqualTo("INSERT INTO public.\"a\"\"b\" (id) VALUES (?)");
    }

    private static String moved(String sql, Dialect dialect, String schema, String table) {
        return rewritten(rewriter(sql, dialect).retarget(schema, table)).sql();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", textBlock = """
            ALTER TABLE a RENAME TO b => a>b
            alter table if exists s.a rename to "B" => s.a>B
            ALTER TABLE s.a SET SCHEMA t => s.a>t.
            ALTER TABLE a RENAME COLUMN b TO c => none
            ALTER TABLE a RENAME b TO c => none
            RENAME TABLE a TO b => a>b
            RENAME TABLE a TO x, b TO a => a>x b>a
            RENAME TABLE a TO b, => none
            ALTER INDEX a RENAME TO b => none
            CREATE TABLE a (b int) => none
            """)
    void statementsThatMoveATableAreRead(String sql, String expected) {
        StringBuilder read = new StringBuilder();
        for (TableMove move : TableMove.parse(sql, POSTGRES)) {
            read.append(read.isEmpty() ? "" : " ")
                    .append(
                            move.from().schema() == null
                                    ? ""
                                    : move.from().schema().text() + ".")
                    .append(move.from().table().text())
                    .append('>')
                    .append(move.toSchema() == null ? "" : move.toSchema().text() + ".")
                    .append(move.to() == null ? "" : move.to().text());
        }
        assertThat(read.isEmpty() ? "none" : read.toString()).isEqualTo(expected);
    }
}
