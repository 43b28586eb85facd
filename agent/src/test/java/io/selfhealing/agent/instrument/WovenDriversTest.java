package io.selfhealing.agent.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.driver.JdbcUser;
import com.example.driver.LowerStatement;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class WovenDriversTest {
    @Test
    void postgresqlsClassesAreWovenAndVerify() throws Exception {
        WovenDriver postgresql = WovenDriver.of("org.postgresql.");
        postgresql.driver("org.postgresql.Driver");
        for (String each :
                List.of("PgConnection", "PgStatement", "PgPreparedStatement", "PgCallableStatement", "PgResultSet")) {
            Class.forName("org.postgresql.jdbc." + each, true, postgresql);
        }

        assertThat(postgresql.failed).isEmpty();
        assertThat(postgresql.woven)
                .containsExactlyInAnyOrder(
                        "org.postgresql.Driver",
                        "org.postgresql.jdbc.PgConnection",
                        "org.postgresql.jdbc.PgStatement",
                        "org.postgresql.jdbc.PgPreparedStatement",
                        "org.postgresql.jdbc.PgCallableStatement",
                        "org.postgresql.jdbc.PgResultSet");
    }

    @Test
    void hsqldbsClassesAreWovenAndVerify() throws Exception {
        WovenDriver hsqldb = WovenDriver.of("org.hsqldb.");
        try (Connection connection = connect(hsqldb, "org.hsqldb.jdbc.JDBCDriver", "jdbc:hsqldb:mem:woven")) {
            use(connection);
        }

        assertThat(hsqldb.failed).isEmpty();
        assertThat(hsqldb.woven)
                .contains(
                        "org.hsqldb.jdbc.JDBCDriver",
                        "org.hsqldb.jdbc.JDBCConnection",
                        "org.hsqldb.jdbc.JDBCStatement",
                        "org.hsqldb.jdbc.JDBCPreparedStatement");
    }

    @Test
    void derbysClassesAreWovenAndVerify() throws Exception {
        WovenDriver derby = WovenDriver.of("org.apache.derby.");
        try (Connection connection =
                connect(derby, "org.apache.derby.iapi.jdbc.AutoloadedDriver", "jdbc:derby:memory:woven;create=true")) {
            use(connection);
        }

        assertThat(derby.failed).isEmpty();
        assertThat(derby.woven)
                .contains(
                        "org.apache.derby.iapi.jdbc.AutoloadedDriver",
                        "org.apache.derby.impl.jdbc.EmbedConnection",
                        "org.apache.derby.impl.jdbc.EmbedStatement",
                        "org.apache.derby.impl.jdbc.EmbedPreparedStatement");
    }

    /** Its setters are declared in classes that do not implement the interface. */
    @Test
    void sqlitesClassesAreWovenAndVerify() throws Exception {
        WovenDriver sqlite = WovenDriver.of("org.sqlite.");
        try (Connection connection = connect(sqlite, "org.sqlite.JDBC", "jdbc:sqlite::memory:")) {
            use(connection);
        }

        assertThat(sqlite.failed).isEmpty();
        assertThat(sqlite.woven)
                .contains(
                        "org.sqlite.JDBC",
                        "org.sqlite.SQLiteConnection",
                        "org.sqlite.jdbc3.JDBC3Connection",
                        "org.sqlite.jdbc3.JDBC3Statement",
                        "org.sqlite.jdbc3.JDBC3PreparedStatement",
                        "org.sqlite.jdbc4.JDBC4Connection",
                        "org.sqlite.jdbc4.JDBC4Statement",
                        "org.sqlite.jdbc4.JDBC4PreparedStatement");
    }

    @Test
    void abstractStatementWithSettersIsWovenAsAPreparedOne() throws Exception {
        ClassLoader loader = WovenDriversTest.class.getClassLoader();
        try (InputStream in = loader.getResourceAsStream("org/sqlite/jdbc3/JDBC3PreparedStatement.class")) {
            ClassOutline outline =
                    ClassOutline.of(java.util.Objects.requireNonNull(in).readAllBytes());

            assertThat(JdbcAncestry.of(outline, loader, null).interfaces())
                    .contains(JdbcInterface.STATEMENT, JdbcInterface.PREPARED_STATEMENT);
        }
    }

    private static Connection connect(WovenDriver driver, String className, String url)
            throws ReflectiveOperationException, SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", "app");
        properties.setProperty("password", "secret");
        return java.util.Objects.requireNonNull(driver.driver(className).connect(url, properties));
    }

    private static void use(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table m (id integer primary key, sender varchar(9))");
        }
        try (PreparedStatement insert = connection.prepareStatement("insert into m (id, sender) values (?, ?)")) {
            insert.setInt(1, 1);
            insert.setString(2, "x");
            insert.addBatch();
            insert.setInt(1, 2);
            insert.addBatch();
            assertThat(insert.executeBatch()).containsExactly(1, 1);
        }
    }

    @Test
    void methodsOnASuperclassWithoutTheInterfaceAreWoven() throws Exception {
        WovenDriver driver = WovenDriver.of("com.example.driver.");
        Class.forName(LowerStatement.class.getName(), true, driver);
        Class.forName(JdbcUser.class.getName(), true, driver);

        assertThat(driver.failed).isEmpty();
        assertThat(driver.woven).containsExactly(LowerStatement.class.getName());
    }
}
