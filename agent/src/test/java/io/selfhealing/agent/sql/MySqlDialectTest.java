package io.selfhealing.agent.sql;

import static io.selfhealing.agent.sql.Sql.doubtful;
import static io.selfhealing.agent.sql.Sql.parsed;
import static io.selfhealing.agent.sql.Sql.rewriter;
import static io.selfhealing.agent.sql.Sql.rewritten;
import static io.selfhealing.agent.sql.Sql.uses;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MySqlDialectTest {
    private static final Dialect MYSQL = new Dialect(Product.MYSQL, Folding.LOWER, Folding.NONE);
    private static final Dialect MARIADB = new Dialect(Product.MARIADB, Folding.LOWER, Folding.NONE);

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '~', textBlock = """
            INSERT INTO m (id, `Sender`) VALUES (?, ?) => INSERT INTO m (id, `role`) VALUES (?, ?)
            INSERT m (id, SENDER) VALUE (?, 'sender') => INSERT m (id, ROLE) VALUE (?, 'sender')
            INSERT LOW_PRIORITY IGNORE INTO s.m (sender) VALUES (?), (?) => INSERT LOW_PRIORITY IGNORE INTO s.m (role) VALUES (?), (?)
            REPLACE INTO m (id, sender) VALUES (?, ?) => REPLACE INTO m (id, role) VALUES (?, ?)
            INSERT INTO m SET id = ?, sender = ? => INSERT INTO m SET id = ?, role = ?
            INSERT INTO m (id, sender) VALUES (?, ?) ON DUPLICATE KEY UPDATE sender = VALUES(sender), n = IF(VALUES(sender) = '', n, n + 1) => INSERT INTO m (id, role) VALUES (?, ?) ON DUPLICATE KEY UPDATE role = VALUES(role), n = IF(VALUES(role) = '', n, n + 1)
            INSERT INTO m (id, sender) VALUES (?, ?) AS new ON DUPLICATE KEY UPDATE sender = new.sender => INSERT INTO m (id, role) VALUES (?, ?) AS new ON DUPLICATE KEY UPDATE role = new.role
            UPDATE IGNORE m SET sender = ? WHERE created > NOW() - INTERVAL ? DAY AND sender <> '' # sender => UPDATE IGNORE m SET role = ? WHERE created > NOW() - INTERVAL ? DAY AND role <> '' # sender
            UPDATE m SET m.sender = ?, user = sender WHERE `m`.`sender` = ? -- sender => UPDATE m SET m.role = ?, user = role WHERE `m`.`role` = ? -- sender
            DELETE QUICK FROM m WHERE sender = 'a\\nb' => DELETE QUICK FROM m WHERE role = 'a\\nb'
            INSERT INTO m (id, sender, n) VALUES (?, ?, CONCAT(sender, '!')) => INSERT INTO m (id, role, n) VALUES (?, ?, CONCAT(role, '!'))
            """)
    void renameTouchesTheTablesColumnsAndNothingElse(String sql, String expected) {
        for (Dialect dialect : new Dialect[] {MYSQL, MARIADB}) {
            assertThat(rewritten(rewriter(sql, dialect).rename("sender", "role"))
                            .sql())
                    .isEqualTo(expected);
        }
    }

    @Test
    void returningIsMariaDbs() {
        String sql = "INSERT INTO m (id, sender) VALUES (?, ?) RETURNING id, sender";

        assertThat(rewritten(rewriter(sql, MARIADB).rename("sender", "role")).sql())
                .isEqualTo("INSERT INTO m (id, role) VALUES (?, ?) RETURNING id, role AS sender");
        assertThat(WriteParser.parse(sql, MYSQL)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO m (id, \"sender\") VALUES (?, ?)",
                "INSERT INTO m (id, sender) VALUES (?, \"x\")",
                "INSERT INTO m (id, sender) VALUES (?, 'it\\'s')",
                "INSERT INTO m (id, sender) VALUES (?, 'x\\')",
                "INSERT INTO m (id, sender) VALUES (@id, ?)",
                "INSERT INTO m (id, sender) VALUES (5--3, ?)",
                "INSERT INTO m (id, sender) VALUES (1abc, ?)",
                "INSERT INTO m (id /*! , sender */) VALUES (?, ?)",
                "INSERT INTO m (id /*M!100000 , sender */) VALUES (?, ?)",
                "INSERT INTO m (id, sender) /* /* */ x */ VALUES (?, ?)",
                "INSERT INTO m PARTITION (p) (id, sender) VALUES (?, ?)",
                "INSERT INTO m (id, sender) VALUES (?, ?) AS new(a, b) ON DUPLICATE KEY UPDATE sender = b",
                "DELETE FROM m USING m JOIN u WHERE sender = ?",
                "LOAD DATA INFILE 'x' INTO TABLE m (sender)",
                "UPDATE m SET sender = ? # a\rWHERE id = 1",
                "INSERT INTO m (id, sender) VALUES (?, ?); DELETE FROM m"
            })
    void whatIsNotCertainIsNotRead(String sql) {
        assertThat(WriteParser.parse(sql, MYSQL)).isNull();
        assertThat(WriteParser.parse(sql, MARIADB)).isNull();
    }

    @Test
    void columnsOfTheQueryMayBeMeantBehindIt() {
        ParsedWrite write = parsed(
                "INSERT INTO m (id, sender) SELECT id, name FROM u ON DUPLICATE KEY UPDATE sender = name, n = m.n",
                MYSQL);

        assertThat(uses(write))
                .containsExactly("INSERTED:id", "INSERTED:sender", "ASSIGNED:sender", "ASSIGNED:n", "EXPRESSION:n");
        assertThat(doubtful(write)).contains("EXPRESSION:name");
    }

    @Test
    void namesOfColumnsAreComparedWithoutCaseAndThoseOfTablesAsTheServerDoes() {
        Identifier quoted = new Identifier("Sender", true);
        Dialect lowered = new Dialect(Product.MYSQL, Folding.LOWER, Folding.LOWER);

        assertThat(quoted.name(MYSQL)).isEqualTo("sender");
        assertThat(quoted.tableName(MYSQL)).isEqualTo("Sender");
        assertThat(quoted.tableName(lowered)).isEqualTo("sender");
    }

    @Test
    void aNewNameIsQuotedWhereItMustBe() {
        assertThat(renamed("rank")).isEqualTo("UPDATE m SET `rank` = ?");
        assertThat(renamed("the `zorp`")).isEqualTo("UPDATE m SET `the ``zorp``` = ?");
    }

    private static String renamed(String to) {
        return rewritten(rewriter("UPDATE m SET sender = ?", MYSQL).rename("sender", to))
                .sql();
    }

    @Test
    void noValueIsShownWhateverTheModeOfTheSession() {
        assertThat(Masking.mask("INSERT INTO m VALUES ('it\\'s secret', 2)", Product.MYSQL))
                .isEqualTo("INSERT INTO m VALUES (?");
        assertThat(Masking.mask("INSERT INTO `m` VALUES (\"secret\", 'x') # secret", Product.MARIADB))
                .isEqualTo("INSERT INTO `m` VALUES (?, ?)");
    }

    @Test
    void aRenameIsReadInBothSpellings() {
        for (String sql : new String[] {
            "ALTER TABLE m RENAME COLUMN a TO b", "ALTER TABLE `m` CHANGE COLUMN a `b` decimal(5, 2) NOT NULL AFTER c"
        }) {
            RenameStatement rename = Objects.requireNonNull(RenameStatement.parse(sql, MYSQL));
            assertThat(rename.from().name(MYSQL)).isEqualTo("a");
            assertThat(rename.to().name(MYSQL)).isEqualTo("b");
        }
        assertThat(RenameStatement.parse("ALTER TABLE m CHANGE a A int", MYSQL)).isNull();
        assertThat(RenameStatement.parse("ALTER TABLE m CHANGE a b int, DROP c", MYSQL))
                .isNull();
        assertThat(RenameStatement.parse("ALTER TABLE m RENAME INDEX a TO b", MYSQL))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
            1054 | 42S22 | Unknown column 'Sender' in 'field list' | MISSING_COLUMN | sender
            1054 | 42S22 | (conn=12) Unknown column 'm.sender' in 'WHERE' | MISSING_COLUMN | sender
            1146 | 42S02 | Table 'x.m' doesn't exist | MISSING_TABLE | -
            1364 | HY000 | Field 'created_at' doesn't have a default value | NULL_IN_REQUIRED_COLUMN | created_at
            1048 | 23000 | Column 'sender' cannot be null | NULL_IN_REQUIRED_COLUMN | sender
            1366 | HY000 | Incorrect integer value: 'Column 'a' cannot be null' for column 'n' at row 1 | TYPE_MISMATCH | -
            3140 | 22032 | Invalid JSON text: "Invalid value." at position 0 in value for column 'm.j'. | TYPE_MISMATCH | -
            1062 | 23000 | Duplicate entry '1' for key 'PRIMARY' | OTHER | -
            1452 | 23000 | Cannot add or update a child row | OTHER | -
            1264 | 22003 | Out of range value for column 'n' at row 1 | OTHER | -
            1406 | 22001 | Data too long for column 'sender' at row 1 | OTHER | -
            3819 | HY000 | Check constraint 'c' is violated. | OTHER | -
            4025 | 23000 | CONSTRAINT `c` failed for `x`.`m` | OTHER | -
            1213 | 40001 | Deadlock found when trying to get lock | OTHER | -
            1205 | HY000 | Lock wait timeout exceeded | OTHER | -
            1142 | 42000 | INSERT command denied to user | OTHER | -
            1927 | 70100 | Connection was killed | CONNECTION | -
            0 | 08S01 | Communications link failure | CONNECTION | -
            """)
    void failuresAreToldByTheVendorsCode(int code, String state, String message, Failure.Kind kind, String column) {
        for (Product product : new Product[] {Product.MYSQL, Product.MARIADB}) {
            assertThat(Failures.classify(new SQLException(message, state, code), product))
                    .isEqualTo(new Failure(kind, state, column));
        }
    }
}
