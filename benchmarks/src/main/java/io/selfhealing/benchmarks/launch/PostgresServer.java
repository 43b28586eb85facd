package io.selfhealing.benchmarks.launch;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** An embedded server for all applications. It waits for no disk. */
public final class PostgresServer implements AutoCloseable {
    private static final String SUPERUSER = "postgres";

    private final EmbeddedPostgres server;

    /**
     * Starts it.
     *
     * @param settings of its configuration file, besides
     */
    public PostgresServer(Map<String, String> settings) throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "off")
                .setServerConfig("synchronous_commit", "off")
                .setServerConfig("max_wal_size", "4GB");
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            builder.setServerConfig(setting.getKey(), setting.getValue());
        }
        this.server = builder.start();
    }

    /** Makes an empty database of that name, in place of one that may be there, and returns its JDBC URL. */
    public String fresh(String database) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url("postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute("drop database if exists " + database + " with (force)");
            statement.execute("create database " + database);
        }
        return url(database);
    }

    private String url(String database) {
        return server.getJdbcUrl(SUPERUSER, database);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
