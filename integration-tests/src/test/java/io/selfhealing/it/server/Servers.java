package io.selfhealing.it.server;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;

/**
 * The servers of a test run: one of each engine, started when the first test needs it.
 *
 * <p>Where PostgreSQL comes from is the system property {@code db.engine}: {@code embedded}, {@code docker}, or {@code auto},
 * which is {@code docker} where an engine answers and has the image of {@code db.image}, else {@code embedded}.
 */
public final class Servers implements AutoCloseable {
    private final Map<Engine, DbServer> running = new EnumMap<>(Engine.class);

    public synchronized DbServer of(Engine engine) throws IOException, SQLException {
        DbServer server = running.get(engine);
        if (server == null) {
            server = made(engine);
            server.start();
            running.put(engine, server);
        }
        return server;
    }

    private static DbServer made(Engine engine) throws IOException {
        return switch (engine) {
            case POSTGRESQL -> postgres();
            case H2 -> new H2TcpServer();
            case MARIADB -> new MariaDbServer();
            case MYSQL -> new MySqlServer();
            case POSTGRESQL15 -> new EmbeddedPostgresServer(Path.of(System.getProperty("postgresql15.archive", "")));
            case HSQLDB, DERBY, SQLITE -> new EmbeddedDatabases(engine);
        };
    }

    private static DbServer postgres() throws IOException {
        String image = System.getProperty("db.image", "postgres:18");
        String choice = System.getProperty("db.engine", "auto");
        return switch (choice) {
            case "embedded" -> new EmbeddedPostgresServer();
            case "docker" -> new ContainerPostgresServer(image);
            case "auto" ->
                DockerEngine.hasImage(image) ? new ContainerPostgresServer(image) : new EmbeddedPostgresServer();
            default -> throw new IllegalArgumentException("db.engine is neither auto, embedded nor docker: " + choice);
        };
    }

    @Override
    public synchronized void close() throws IOException {
        for (DbServer server : running.values()) {
            server.close();
        }
        running.clear();
    }
}
