package io.selfhealing.agent.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfhealing.agent.sql.Failure.Kind;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VendorCodesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
            HSQLDB | jdbc:hsqldb:mem:codes
            DERBY | jdbc:derby:memory:codes;create=true
            SQLITE | jdbc:sqlite::memory:
            """)
    void whatTheDatabaseSays(Product product, String url) throws SQLException {
        String nope = product == Product.SQLITE ? "nope" : "NOPE";
        String content = product == Product.SQLITE ? "content" : "CONTENT";
        try (Connection connection = DriverManager.getConnection(url, "app", "secret");
                Statement statement = connection.createStatement()) {
            statement.execute("create table m (id integer primary key, content varchar(9) not null)");
            assertThat(failure(product, connection, "insert into m (id, nope) values (1, 'x')"))
                    .satisfies(failure -> is(failure, Kind.MISSING_COLUMN, nope));
            assertThat(failure(product, connection, "update m set nope = 'x'"))
                    .satisfies(failure -> is(failure, Kind.MISSING_COLUMN, nope));
            assertThat(failure(product, connection, "delete from m where m.nope = 'x'"))
                    .satisfies(failure -> is(failure, Kind.MISSING_COLUMN, nope));
            assertThat(failure(product, connection, "insert into m (id) values (1)"))
                    .satisfies(failure -> is(failure, Kind.NULL_IN_REQUIRED_COLUMN, content));
            assertThat(failure(product, connection, "insert into m (id, content) values (1, null)"))
                    .satisfies(failure -> is(failure, Kind.NULL_IN_REQUIRED_COLUMN, content));
            Kind missingTable = product == Product.HSQLDB ? Kind.MISSING_COLUMN : Kind.MISSING_TABLE;
            assertThat(failure(product, connection, "insert into nowhere (id) values (1)")
                            .kind())
                    .isEqualTo(missingTable);
            statement.execute("insert into m (id, content) values (1, 'x')");
            for (String honest : new String[] {
                "insert into m (id, content) values (1, 'x')",
                "inser into m (id) values (1)",
                "insert into m values (1)"
            }) {
                assertThat(failure(product, connection, honest).kind())
                        .as(honest)
                        .isEqualTo(Kind.OTHER);
            }
        }
    }

    @Test
    void hsqldbSaysThatAPreparedStatementHasBecomeInvalid() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:hsqldb:mem:stale", "app", "secret");
                Statement statement = connection.createStatement()) {
            statement.execute("create table m (id integer, sender varchar(9))");
            try (PreparedStatement insert = connection.prepareStatement("insert into m (id, sender) values (1, 'x')")) {
                statement.execute("alter table m alter column sender rename to zorp");

                assertThat(failure(Product.HSQLDB, insert::executeUpdate).kind())
                        .isEqualTo(Kind.STALE_PLAN);
            }
        }
    }

    /** Messages as the documentation prints them; no such database was run. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
            904 | ORA-00904: "SENDER": invalid identifier | MISSING_COLUMN | SENDER
            904 | ORA-00904: "MESSAGES"."SENDER": invalid identifier | MISSING_COLUMN | SENDER
            942 | ORA-00942: table or view does not exist | MISSING_TABLE | -
            1400 | ORA-01400: cannot insert NULL into ("APP"."MESSAGES"."CONTENT") | NULL_IN_REQUIRED_COLUMN | CONTENT
            1407 | ORA-01407: cannot update ("APP"."MESSAGES"."CONTENT") to NULL | NULL_IN_REQUIRED_COLUMN | CONTENT
            932 | ORA-00932: inconsistent datatypes: expected NUMBER got CHAR | TYPE_MISMATCH | -
            1722 | ORA-01722: invalid number | OTHER | -
            1031 | ORA-01031: insufficient privileges | OTHER | -
            1 | ORA-00001: unique constraint (APP.SYS_C001) violated | OTHER | -
            12899 | ORA-12899: value too large for column "APP"."M"."C" | OTHER | -
            """)
    void oracleByItsDocumentation(int code, String message, Kind kind, @Nullable String column) {
        is(Failures.classify(new SQLException(message, "42000", code), Product.ORACLE), kind, column);
    }

    /** Messages as the documentation prints them; no such database was run. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
            207 | Invalid column name 'sender'. | MISSING_COLUMN | sender
            208 | Invalid object name 'messages'. | MISSING_TABLE | -
            515 | Cannot insert the value NULL into column 'content', table 'shop.dbo.messages'; column does not allow nulls. INSERT fails. | NULL_IN_REQUIRED_COLUMN | content
            206 | Operand type clash: date is incompatible with int | TYPE_MISMATCH | -
            245 | Conversion failed when converting the varchar value 'x' to data type int. | OTHER | -
            8114 | Error converting data type varchar to numeric. | OTHER | -
            3930 | The current transaction cannot be committed and cannot support operations that write to the log file. | OTHER | -
            230 | The SELECT permission was denied on the column 'x' of the object 'm' | OTHER | -
            2627 | Violation of PRIMARY KEY constraint | OTHER | -
            """)
    void sqlServerByItsDocumentation(int code, String message, Kind kind, @Nullable String column) {
        is(Failures.classify(new SQLException(message, "S0001", code), Product.SQLSERVER), kind, column);
    }

    private static void is(Failure failure, Kind kind, @Nullable String column) {
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.column()).isEqualTo(column);
    }

    private static Failure failure(Product product, Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return failure(product, () -> statement.executeUpdate(sql));
        }
    }

    private interface Act {
        int run() throws SQLException;
    }

    private static Failure failure(Product product, Act act) {
        SQLException refusal = null;
        try {
            int unused = act.run();
        } catch (SQLException e) {
            refusal = e;
        }
        return Failures.classify(Objects.requireNonNull(refusal, "nothing was thrown"), product);
    }
}
