package io.selfhealing.agent.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** HSQLDB, Derby, SQLite, Oracle, SQL Server: what their texts may mean otherwise than elsewhere is left alone. */
class OtherDialectsTest {
    @ParameterizedTest
    @EnumSource(
            value = Product.class,
            names = {"HSQLDB", "DERBY", "SQLITE", "ORACLE", "SQLSERVER"})
    void plainWritesAreUnderstood(Product product) {
        ParsedWrite write = Objects.requireNonNull(WriteParser.parse(
                "insert into m (id, sender) values (?, 'it''s')", new Dialect(product, Folding.UPPER)));

        assertThat(write.assignments()).hasSize(2);
        assertThat(write.doubtful()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            SQLITE | update m set a = :val where id = :key
            SQLITE | update m set a = @val where id = 1
            SQLITE | update m set a = $val where id = 1
            SQLITE | update m set [a] = 1 where id = 1
            SQLITE | insert or replace into m (a) values (1)
            ORACLE | update m set a = :1 where id = :2
            ORACLE | update m set a = :val where id = 1
            ORACLE | update m set a = q'[it's]' where id = 1
            ORACLE | update m set a = nq'[it's]' where id = 1
            ORACLE | update m set emp# = 1 where id = 1
            ORACLE | update m set a = 1 where emp# = 1
            ORACLE | insert into m (a) values (1) returning id into ?
            SQLSERVER | update m set a = @val where id = 1
            SQLSERVER | update m set [a] = 1 where id = 1
            SQLSERVER | delete from #m where id = 1
            SQLSERVER | insert into m (a) output inserted.id values (1)
            HSQLDB | update m set a = :val where id = 1
            """)
    void whatMayMeanSomethingElseIsNotRead(Product product, String sql) {
        assertThat(WriteParser.parse(sql, new Dialect(product, Folding.UPPER))).isNull();
    }

    @Test
    void quotedNameThatMayBeAStringIsDoubtful() {
        Dialect sqlite = new Dialect(Product.SQLITE, Folding.NONE);

        ParsedWrite write =
                Objects.requireNonNull(WriteParser.parse("update m set \"a\" = ? where \"b\" = 'x' and c = 1", sqlite));

        assertThat(write.uses()).extracting(use -> use.column().text()).containsExactly("a", "c");
        assertThat(write.doubtful()).extracting(use -> use.column().text()).containsExactly("b");
    }

    @Test
    void newNamesAreQuotedWhereReservedWordsAreNotKnown() {
        assertThat(Spelling.of("COUNT", new Identifier("sender", false), new Dialect(Product.DERBY, Folding.UPPER)))
                .isEqualTo("\"COUNT\"");
        assertThat(Spelling.of("zorp", new Identifier("sender", false), new Dialect(Product.SQLITE, Folding.NONE)))
                .isEqualTo("\"zorp\"");
    }

    @ParameterizedTest
    @EnumSource(
            value = Folding.class,
            names = {"NONE", "LOWER_IGNORING_CASE", "UPPER_IGNORING_CASE"})
    void someDatabasesCompareNamesWithoutRegardToCase(Folding folding) {
        assertThat(folding.ignoresCase()).isTrue();
    }
}
