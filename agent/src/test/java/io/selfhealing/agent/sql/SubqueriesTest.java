package io.selfhealing.agent.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which names in subqueries and joins are columns of the table written, by what is known of the other tables. */
class SubqueriesTest {
    private static final Dialect POSTGRES = Sql.POSTGRES;

    /** m, which is written, had a sender, which is called role now; p and q are known, and nothing else is. */
    private static final Map<String, Set<String>> COLUMNS = Map.of(
            "m", Set.of("id", "sender", "role", "a", "b"), "p", Set.of("id", "name", "a"), "q", Set.of("id", "sender"));

    private static final Neighbours KNOWN = (table, column) -> {
        Set<String> columns = COLUMNS.get(table.table().text().toLowerCase(Locale.ROOT));
        return columns == null
                ? Neighbours.Ownership.UNKNOWN
                : columns.contains(column) ? Neighbours.Ownership.OWNED : Neighbours.Ownership.NOT_OWNED;
    };

    private static @Nullable String renamed(String sql, Dialect dialect) {
        ParsedWrite write = WriteParser.parse(sql, dialect, KNOWN);
        Rewritten rewritten = write == null
                ? null
                : new Rewriter(write, dialect, KNOWN).rename("sender", "role").rewrite();
        return rewritten == null ? null : rewritten.sql();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE m SET a = 1 WHERE id IN (SELECT id FROM m WHERE <>sender = ?)",
                "UPDATE m SET a = 1 WHERE id IN (SELECT x.id FROM m x WHERE x.<>sender = ? AND m.<>sender = 1)",
                "UPDATE m SET a = 1 WHERE EXISTS (SELECT 1 FROM p WHERE name = <>sender)",
                "UPDATE m SET a = 1 WHERE EXISTS (SELECT 1 FROM p JOIN p AS o ON o.id = p.id AND o.name = m.<>sender)",
                "UPDATE m SET a = 1 WHERE <>sender IN (SELECT sender FROM q)",
                "UPDATE m SET a = 1 WHERE <>sender IN (SELECT q.sender FROM q WHERE q.sender = m.<>sender)",
                "UPDATE m SET a = 1 WHERE id IN (SELECT id FROM p WHERE id IN (SELECT id FROM q WHERE sender = name))",
                "UPDATE m SET a = 1 WHERE id IN (SELECT id FROM p WHERE EXISTS (SELECT 1 FROM p o WHERE o.name = <>sender))",
                "UPDATE m SET <>sender = p.name FROM p WHERE p.name = <>sender",
                "UPDATE m SET <>sender = q.sender FROM q WHERE q.id = m.id",
                "UPDATE m SET a = 1 FROM m o WHERE o.<>sender = m.<>sender",
                "DELETE FROM m USING p WHERE p.name = <>sender",
                "INSERT INTO m (id, <>sender) SELECT id, <>sender FROM m WHERE <>sender IN (SELECT name FROM p)",
                "INSERT INTO m (id, <>sender) SELECT id, sender FROM q",
                "INSERT INTO m (id, <>sender) VALUES ((SELECT max(id) FROM m WHERE <>sender = ?), ?)",
                "INSERT INTO m (id, <>sender) SELECT ?, ? WHERE NOT EXISTS (SELECT 1 FROM m WHERE <>sender = ?)",
                "WITH n AS (SELECT id FROM q WHERE sender = 'x') UPDATE m SET <>sender = ? WHERE id IN (SELECT id FROM q)",
                "UPDATE m SET (<>sender, a) = (?, ?) WHERE id = ?",
                "UPDATE m SET (a, <>sender) = ROW (<>sender, 1), b = 2 WHERE id = ?",
                "UPDATE m SET (<>sender, a) = (SELECT name, a FROM p WHERE p.id = m.id AND name > <>sender)",
                "UPDATE m SET a = (SELECT count(*) FROM p WHERE name = <>sender GROUP BY name ORDER BY name LIMIT 1)"
            })
    void namesAreThoseOfTheInnermostTableThatHasThem(String marked) {
        assertThat(renamed(marked.replace("<>", ""), POSTGRES)).isEqualTo(marked.replace("<>sender", "role"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // an unknown table, or columns of what is none
                "UPDATE m SET sender = 1 WHERE EXISTS (SELECT 1 FROM u WHERE name = sender)",
                "UPDATE m SET sender = 1 WHERE EXISTS (SELECT 1 FROM (SELECT * FROM p) x WHERE name = sender)",
                "UPDATE m SET sender = 1 WHERE EXISTS (SELECT 1 FROM p, generate_series(1, 2) WHERE name = sender)",
                "WITH p AS (SELECT 1 AS sender) UPDATE m SET sender = 1 WHERE EXISTS (SELECT 1 FROM p WHERE sender = 1)",
                "UPDATE m SET sender = 1 WHERE id IN (SELECT id FROM s.m WHERE sender = 1)",
                // a form that is not read
                "UPDATE m SET sender = 1 WHERE id IN (SELECT id FROM p UNION SELECT id FROM q WHERE sender = 1)",
                "UPDATE m SET sender = 1 WHERE id IN (SELECT id FROM p NATURAL JOIN q WHERE sender = 1)",
                "UPDATE m SET sender = 1 WHERE id IN (SELECT id FROM p JOIN q USING (id) WHERE sender = 1)",
                // a label, or whatever reads it
                "UPDATE m SET sender = 1 WHERE id IN (SELECT id FROM (SELECT id, sender FROM m) x WHERE x.sender = 1)",
                "UPDATE m SET sender = 1 WHERE id = (SELECT a AS sender FROM p ORDER BY sender LIMIT 1)",
                // two tables of one query
                "UPDATE m SET sender = 1 WHERE id IN (SELECT id FROM m x, m y WHERE sender = 1)",
                "UPDATE m SET a = 1 FROM m o WHERE sender = 1",
                // the whole row under another name
                "UPDATE m SET sender = 1 WHERE id IN (SELECT id FROM m x WHERE to_jsonb(x) IS NULL)",
                // the new name is taken in between
                "UPDATE m SET a = 1 WHERE EXISTS (SELECT 1 FROM (SELECT 1 AS role) r, p WHERE sender = 1)"
            })
    void whatIsNotCertainIsNotChanged(String sql) {
        assertThat(renamed(sql, POSTGRES)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UPDATE m SET a = 1 WHERE EXISTS (SELECT 1 FROM p WHERE name = sender)|name",
                "UPDATE m SET a = 1 WHERE <> EXISTS (SELECT 1 FROM q WHERE q.sender = m.sender)|b"
            })
    void aNewNameThatAnInnerTableHasIsNotWritten(String sql, String newName) {
        String text = sql.replace("<> ", "");
        ParsedWrite write = Objects.requireNonNull(WriteParser.parse(text, POSTGRES, KNOWN));
        Rewritten rewritten =
                new Rewriter(write, POSTGRES, KNOWN).rename("sender", newName).rewrite();
        assertThat(rewritten == null ? "" : rewritten.sql())
                .isEqualTo(newName.equals("name") ? "" : text.replace("m.sender", "m.b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE m JOIN p ON p.name = m.<>sender SET m.<>sender = p.name WHERE m.<>sender = ?",
                "UPDATE p, m x SET x.a = ? WHERE x.<>sender = p.name AND <>sender = 1",
                "UPDATE m SET <>sender = ? WHERE a = 1 ORDER BY <>sender DESC, id LIMIT ?",
                "DELETE FROM m WHERE <>sender = ? ORDER BY <>sender LIMIT 1",
                "DELETE FROM m ORDER BY <>sender LIMIT 1",
                "DELETE m FROM m LEFT JOIN q ON q.sender = m.<>sender WHERE q.sender IS NULL",
                "INSERT INTO m (id, <>sender) SELECT ?, ? FROM dual WHERE NOT EXISTS (SELECT 1 FROM m WHERE <>sender = ?)"
            })
    void joinsAndLimitsOfMySqlAreRead(String marked) {
        assertThat(renamed(marked.replace("<>", ""), Sql.MARIADB)).isEqualTo(marked.replace("<>sender", "role"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE m JOIN p ON p.name = sender SET a = 1",
                "UPDATE m JOIN p ON p.name = m.sender SET m.a = 1, p.a = 2",
                "UPDATE m JOIN u ON u.name = sender SET m.a = 1",
                "DELETE FROM x USING m AS x JOIN p ON p.id = x.id WHERE x.sender = 'a'",
                "DELETE m, p FROM m JOIN p ON p.name = m.sender",
                "DELETE FROM m WHERE sender = ? LIMIT 1, 2 INTO x"
            })
    void otherJoinsOfMySqlAreNot(String sql) {
        assertThat(renamed(sql, Sql.MARIADB)).isNull();
    }
}
