package io.selfhealing.demonstration;

import ch.qos.logback.classic.Level;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A real PostgreSQL server, unpacked and started for the demonstration. */
record EmbeddedPostgreSql(EmbeddedPostgres server) implements DatabaseServer {
    static EmbeddedPostgreSql start(Workspace workspace) throws IOException {
        if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof ch.qos.logback.classic.Logger root) {
            root.setLevel(Level.WARN);
        }
        Path directory = workspace.directory("postgresql");
        return new EmbeddedPostgreSql(EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(directory.toFile())
                .setDataDirectory(directory.resolve("data"))
                .setCleanDataDirectory(true)
                .setRegisterShutdownHook(false)
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .start());
    }

    @Override
    public ShopDatabase create(String name) throws SQLException {
        String database = "shop_" + name;
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + database);
        }
        String url = "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database;
        return new ShopDatabase(
                Product.POSTGRES,
                url,
                "postgres",
                "postgres",
                List.of(
                        "--spring.profiles.active=postgres",
                        "--spring.datasource.url=" + url,
                        "--spring.datasource.username=postgres",
                        "--spring.datasource.password=postgres"));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
