package io.selfhealing.agent.heal.pattern;

import static io.selfhealing.agent.heal.Tables.type;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfhealing.agent.sql.Product;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** That the databases take what the conversions give them, and why it is needed. */
final class ConversionsOnDatabasesTest {
    private static final String UUID_TEXT = "123E4567-E89B-12D3-A456-426614174000";

    @Test
    void postgresTakesConvertedValuesAndRefusesStrings() throws IOException, SQLException {
        try (EmbeddedPostgres server = EmbeddedPostgres.start();
                Connection connection = server.getPostgresDatabase().getConnection()) {
            assertTaken(connection, Product.POSTGRESQL, "42", Binding.STRING, "int", "int", "42");
            assertTaken(connection, Product.POSTGRESQL, "7", Binding.STRING, "smallint", "smallint", "7");
            assertTaken(
                    connection, Product.POSTGRESQL, "4.20", Binding.STRING, "numeric(10,2)", "numeric(10,2)", "4.20");
            assertTaken(connection, Product.POSTGRESQL, "0.1", Binding.STRING, "double precision", "double", "0.1");
            assertTaken(connection, Product.POSTGRESQL, "0.1", Binding.STRING, "real", "real", "0.1");
            assertTaken(connection, Product.POSTGRESQL, "{\"a\":1}", Binding.STRING, "json", "jsonb", "{\"a\":1}");
            assertTaken(
                    connection,
                    Product.POSTGRESQL,
                    Map.of("a", List.of(1)),
                    Binding.OBJECT,
                    "jsonb",
                    "jsonb",
                    "{\"a\": [1]}");
            assertTaken(
                    connection,
                    Product.POSTGRESQL,
                    UUID_TEXT,
                    Binding.STRING,
                    "uuid",
                    "uuid",
                    UUID_TEXT.toLowerCase(Locale.ROOT));
            assertTaken(
                    connection,
                    Product.POSTGRESQL,
                    UUID.fromString(UUID_TEXT),
                    Binding.OBJECT,
                    "text",
                    "text",
                    UUID_TEXT.toLowerCase(Locale.ROOT));
            for (String type : List.of("int", "numeric", "jsonb", "uuid")) {
                recreate(connection, type);
                assertThatThrownBy(() -> {
                            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO c VALUES (?)")) {
                                insert.setString(1, "42");
                                insert.executeUpdate();
                            }
                        })
                        .isInstanceOf(SQLException.class)
                        .extracting(e -> ((SQLException) e).getSQLState())
                        .isEqualTo("42804");
            }
        }
    }

    @Test
    void h2TakesConvertedValues() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:")) {
            assertTaken(
                    connection, Product.H2, Map.of("a", List.of(1)), Binding.OBJECT, "json", "jsonb", "{\"a\":[1]}");
            assertTaken(
                    connection,
                    Product.H2,
                    "urn:uuid:" + UUID_TEXT,
                    Binding.STRING,
                    "uuid",
                    "uuid",
                    UUID_TEXT.toLowerCase(Locale.ROOT));
        }
    }

    private static void assertTaken(
            Connection connection,
            Product product,
            Object value,
            Binding binding,
            String sqlType,
            String type,
            String stored)
            throws SQLException {
        recreate(connection, sqlType);
        Fit.Converted converted = (Fit.Converted) new Conversions(null).fit(value, binding, type(type), product);
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO c VALUES (?)")) {
            insert.setObject(1, converted.value(), converted.sqlType());
            insert.executeUpdate();
        }
        try (Statement query = connection.createStatement();
                ResultSet rows = query.executeQuery("SELECT CAST(v AS varchar(200)) FROM c")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo(stored);
        }
    }

    private static void recreate(Connection connection, String sqlType) throws SQLException {
        try (Statement ddl = connection.createStatement()) {
            ddl.execute("DROP TABLE IF EXISTS c");
            ddl.execute("CREATE TABLE c (v " + sqlType + ")");
        }
    }
}
