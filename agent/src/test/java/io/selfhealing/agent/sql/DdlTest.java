package io.selfhealing.agent.sql;

import static io.selfhealing.agent.sql.Sql.H2;
import static io.selfhealing.agent.sql.Sql.POSTGRES;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DdlTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE m RENAME a TO b",
                "alter table m rename column a to b;",
                "ALTER TABLE IF EXISTS ONLY m /* x */ RENAME COLUMN a TO b -- y"
            })
    void renameIsRead(String sql) {
        for (Dialect dialect : new Dialect[] {POSTGRES, H2}) {
            RenameStatement rename = Objects.requireNonNull(RenameStatement.parse(sql, dialect));
            assertThat(rename.table()).isEqualTo(new TableName(null, new Identifier("m", false)));
            assertThat(rename.from().text()).isEqualTo("a");
            assertThat(rename.to().text()).isEqualTo("b");
        }
    }

    @Test
    void h2HasItsOwnWay() {
        String sql = "ALTER TABLE IF EXISTS s.m ALTER COLUMN IF EXISTS \"a\" RENAME TO b";

        RenameStatement rename = Objects.requireNonNull(RenameStatement.parse(sql, H2));
        assertThat(rename.from()).isEqualTo(new Identifier("a", true));
        assertThat(RenameStatement.parse(sql, POSTGRES)).isNull();
        assertThat(RenameStatement.parse("ALTER TABLE m ALTER a RENAME TO b", H2))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE m RENAME TO b",
                "ALTER TABLE m RENAME CONSTRAINT a TO b",
                "ALTER TABLE m RENAME a TO b, c TO d",
                "ALTER TABLE m RENAME a TO b; DROP TABLE m",
                "ALTER VIEW m RENAME COLUMN a TO b",
                "ALTER TABLE m ADD a int",
                "SELECT 'ALTER TABLE m RENAME a TO b'",
                ""
            })
    void whatRenamesNoColumnIsNull(String sql) {
        assertThat(RenameStatement.parse(sql, POSTGRES)).isNull();
        assertThat(RenameStatement.parse(sql, H2)).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CREATE TABLE IF NOT EXISTS m (a int, b int) | m | false
            create temp table m as select 1 | m | true
            CREATE GLOBAL TEMPORARY TABLE m (a int) | m | true
            CREATE UNLOGGED TABLE m (a int) | m | false
            CREATE TABLE pg_temp.m (a int) | m | true
            ALTER TABLE ONLY s.m ADD COLUMN a int, DROP b | m | false
            DROP TABLE IF EXISTS m | m | false
            TRUNCATE m | m | false
            TRUNCATE TABLE ONLY m RESTART IDENTITY | m | false
            CREATE UNIQUE INDEX CONCURRENTLY i ON s.m (a, b) | m | false
            CREATE TRIGGER t BEFORE INSERT ON m FOR EACH ROW EXECUTE FUNCTION f() | m | false
            COMMENT ON TABLE m IS 'x' | m | false
            COMMENT ON COLUMN s.m.a IS 'x' | m | false
            COMMENT ON COLUMN m.a IS 'x' | m | false
            """)
    void ddlTouchesATable(String sql, String table, boolean temporary) {
        DdlTarget target = Objects.requireNonNull(DdlTarget.parse(sql, POSTGRES));

        assertThat(target.table().table().text()).isEqualTo(table);
        assertThat(target.temporary()).isEqualTo(temporary);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP TABLE a, b",
                "DROP TABLE a CASCADE",
                "TRUNCATE a, b",
                "ALTER TABLE a RENAME TO b",
                "ALTER TABLE a SET SCHEMA b",
                "DROP SCHEMA a",
                "CREATE VIEW a AS SELECT 1",
                "CREATE TABLE a (b int); DROP TABLE c",
                "SELECT 1",
                "CREATE"
            })
    void whatCannotBeToldIsNull(String sql) {
        assertThat(DdlTarget.parse(sql, POSTGRES)).isNull();
    }
}
