package io.selfhealing.it.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** H2 in a JVM of its own, which no agent sees, with its databases in files. */
final class H2TcpServer implements DbServer {
    /** Long enough for a test to come back; open for ever, the databases of a whole run would fill the server's memory. */
    private static final int SECONDS_OPEN = 5;

    private final Path home;
    private final int port;
    private @Nullable ServerProcess process;

    H2TcpServer() throws IOException {
        this.home = Files.createTempDirectory("self-healing-h2");
        this.port = ServerProcess.freePort();
    }

    @Override
    public void start() throws IOException, SQLException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-Dh2.bindAddress=127.0.0.1",
                "-cp",
                Jars.holding("org.h2.Driver").toString(),
                "org.h2.tools.Server",
                "-tcp",
                "-tcpPort",
                Integer.toString(port),
                "-ifNotExists",
                "-baseDir",
                home.toString());
        process = ServerProcess.start(command, home.resolve("server.log"), () -> create("knock"));
    }

    @Override
    public void kill() throws IOException {
        if (process != null) {
            process.kill();
            process = null;
        }
    }

    @Override
    public void restart() throws IOException, SQLException {
        if (process != null) {
            process.stop();
        }
        start();
    }

    @Override
    public void close() throws IOException {
        kill();
        Directories.delete(home);
    }

    /** The first who connects makes the database and is its owner. */
    @Override
    public void create(String database) throws SQLException {
        outside(database).close();
    }

    @Override
    public String url(String database) {
        return "jdbc:h2:tcp://127.0.0.1:" + port + "/./" + database + ";DB_CLOSE_DELAY=" + SECONDS_OPEN;
    }

    @Override
    public int sessions(String database) throws SQLException {
        try (Connection connection = outside(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) - 1 from information_schema.sessions")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
