package io.selfhealing.agent.sql;

import static io.selfhealing.agent.sql.Sql.H2;
import static io.selfhealing.agent.sql.Sql.POSTGRES;
import static io.selfhealing.agent.sql.Sql.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScannerTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            insert into m values (1) | INSERT
            /* SELECT /* 1 */ */ UPDATE m SET a = 1 | UPDATE
              Delete from m | DELETE
            merge into m | MERGE
            select 1 | QUERY
            ((select 1)) | QUERY
            values (1) | QUERY
            explain insert into m values (1) | QUERY
            with x as (insert into a values (1) returning id) select * from x | QUERY
            with x as (select 1) insert into m select * from x | INSERT
            with recursive x (a, b) as (select ')' ), y as materialized (select 2) update m set a = 1 | UPDATE
            with update as (select 1) delete from m | DELETE
            select id from final table (insert into m values (1)) | INSERT
            Select * From New  Table( /* x */ update m set a = 1) t | UPDATE
            (select id from old table (delete from m)) | DELETE
            select id from final table (merge into m values (1)) | MERGE
            select id from final table (select 1) | QUERY
            select 'final table (insert' from m where f(x) | QUERY
            select * from table(x int = (1, 2)), final table (table( | QUERY
            select a from t where final and table (1) | QUERY
            select id from final table (| QUERY
            select count(*) from m /* final table (insert */ where a in (1) | QUERY
            alter table m add a int | DDL
            truncate m | DDL
            set search_path to a | SESSION
            discard all | SESSION
            begin | OTHER
            {call f(?)} | OTHER
            inserting | OTHER
            `` | OTHER
            'insert' | OTHER
            with | OTHER
            """)
    void kindIsToldByTheFirstWords(String sql, StatementKind kind) {
        assertThat(Scanner.kind(sql)).isEqualTo(kind);
    }

    private static Outline outline(String sql) {
        return Objects.requireNonNull(Scanner.outline(sql, POSTGRES), sql);
    }

    private static List<String> texts(List<Identifier> identifiers) {
        return identifiers.stream().map(Identifier::text).toList();
    }

    @Test
    void outlineOfAnInsert() {
        Outline outline = outline("INSERT INTO s.m (a, \"B\") VALUES (?, 'x'), (lower(?), ?)"
                + " ON CONFLICT (id) DO UPDATE SET a = excluded.c, d = ? RETURNING e AS f");

        assertThat(outline.kind()).isEqualTo(StatementKind.INSERT);
        assertThat(outline.table()).isEqualTo(new TableName(new Identifier("s", false), new Identifier("m", false)));
        assertThat(texts(outline.written())).containsExactly("a", "B", "a", "d");
        assertThat(texts(outline.mentioned())).containsExactly("id", "c", "e");
        assertThat(outline.hasColumnList()).isTrue();
        assertThat(outline.complete()).isTrue();
        assertThat(outline.parameterColumn()).containsExactly(0, -1, 1, 3);
    }

    @Test
    void outlineOfAnUpdate() {
        Outline outline = outline("UPDATE m t SET a = ?, b = b + ? WHERE t.c = ? AND lower(d) LIKE 'e'");

        assertThat(texts(outline.written())).containsExactly("a", "b");
        assertThat(texts(outline.mentioned())).containsExactly("b", "c", "d");
        assertThat(outline.complete()).isTrue();
        assertThat(outline.parameterColumn()).containsExactly(0, -1, -1);
    }

    @Test
    void outlineOfAnInsertWithoutColumns() {
        Outline outline = outline("INSERT INTO m VALUES (?, ?)");

        assertThat(outline.hasColumnList()).isFalse();
        assertThat(outline.written()).isEmpty();
        assertThat(outline.parameterColumn()).containsExactly(-1, -1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE m SET a = (SELECT max(b) FROM x)",
                "UPDATE m SET a = 1 FROM x WHERE m.id = x.id",
                "DELETE FROM m USING x WHERE m.id = x.id",
                "DELETE FROM m WHERE EXISTS (SELECT 1 FROM x)",
                "INSERT INTO m (a) SELECT b FROM x",
                "INSERT INTO m (a) VALUES ((SELECT b FROM x))",
                "WITH x AS (SELECT 1) UPDATE m SET a = 1",
                "UPDATE m SET a = row_to_json(m)",
                "UPDATE m t SET a = m.b",
                "DELETE FROM m WHERE other.b = 1",
                "MERGE INTO m USING x ON m.id = x.id WHEN MATCHED THEN DELETE"
            })
    void whatIsNotSimpleIsIncomplete(String sql) {
        assertThat(outline(sql).complete()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"SELECT 1", "CREATE TABLE m (a int)", "UPDATE m SET", "INSERT INTO m (a) VALUES (?", "x; y"})
    void whatIsNoReadableWriteHasNoOutline(String sql) {
        assertThat(Scanner.outline(sql, POSTGRES)).isNull();
    }

    @Test
    void anUnknownDialectHasNoOutline() {
        assertThat(Scanner.outline("DELETE FROM m", UNKNOWN)).isNull();
    }

    @Test
    void h2WordsForPlacesAndUnitsAreNoColumns() {
        Outline outline = Objects.requireNonNull(
                Scanner.outline("DELETE FROM m WHERE a < DATEADD(DAY, -1, b) AND ROWNUM < 5 AND _ROWID_ > 1", H2));

        assertThat(texts(outline.mentioned())).containsExactly("a", "b");
        assertThat(outline.complete()).isTrue();
    }

    @Test
    void theVerbReplacesAndTheFunctionDoesNot() {
        assertThat(Scanner.replaces("replace into t (id) values (1)")).isTrue();
        assertThat(Scanner.replaces("INSERT OR REPLACE INTO t (id) VALUES (1)")).isTrue();
        assertThat(Scanner.replaces("insert into t (a) values (replace('a', 'b', 'c'))"))
                .isFalse();
    }

    @Test
    void aSemicolonAtTheEndOrInAStringMakesNoSecondStatement() {
        assertThat(Scanner.isOne("delete from t where id = 1;")).isTrue();
        assertThat(Scanner.isOne("insert into t (a) values ('a; b') -- ; c")).isTrue();
        assertThat(Scanner.isOne("delete from t; select 1")).isFalse();
    }
}
