package io.selfhealing.agent.schema;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** One PostgreSQL server for all tests of the module, with two databases that are emptied for each test. */
public final class TestPostgres {
    /** Databases of one's own for each test would be slow: PostgreSQL copies a thousand files for each. */
    private static final String EMPTY = """
            DO $$
            DECLARE victim name;
            BEGIN
                FOR victim IN SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' LOOP
                    EXECUTE format('DROP SCHEMA %I CASCADE', victim);
                END LOOP;
                CREATE SCHEMA public;
            END $$""";

    private TestPostgres() {}

    private static final class Holder {
        static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setCleanDataDirectory(true)
                        .setServerConfig("max_prepared_transactions", "4")
                        .start();
                execute(server.getJdbcUrl("postgres", "postgres"), "CREATE DATABASE another");
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** The URL of a database without tables. */
    public static String emptyDatabase() throws SQLException {
        return emptied("postgres");
    }

    /** The URL of another database without tables on the same server. */
    static String anotherEmptyDatabase() throws SQLException {
        return emptied("another");
    }

    private static String emptied(String name) throws SQLException {
        String url = Holder.SERVER.getJdbcUrl("postgres", name);
        execute(url, EMPTY);
        return url;
    }

    public static void execute(String url, String... commands) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String command : commands) {
                statement.execute(command);
            }
        }
    }
}
