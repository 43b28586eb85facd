package io.selfhealing.it.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL from Maven Central. The library unpacks it and makes its data directory; after that the server runs as a child
 * of this JVM, because one that {@code pg_ctl} starts cannot be waited for and so cannot be restarted at once.
 */
final class EmbeddedPostgresServer implements DbServer {
    private final @Nullable Path archive;
    private final Path home;
    private final Path data;
    private final List<String> command = new ArrayList<>();
    private int port;
    private @Nullable ServerProcess process;

    /** Of the version whose binaries are on the class path. */
    EmbeddedPostgresServer() throws IOException {
        this(null);
    }

    /** Of another version, whose archive cannot be on the class path because it has the same name. */
    EmbeddedPostgresServer(@Nullable Path archive) throws IOException {
        this.archive = archive;
        this.home = Files.createTempDirectory("self-healing-postgres");
        this.data = home.resolve("data");
    }

    @Override
    public void start() throws IOException, SQLException {
        EmbeddedPostgres.Builder builder =
                EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false);
        Path other = archive;
        if (other != null) {
            builder.setPgBinaryResolver((system, machine) -> Files.newInputStream(other));
        }
        EmbeddedPostgres unpacked = builder.start();
        try {
            long pid = Long.parseLong(
                    Files.readAllLines(data.resolve("postmaster.pid")).get(0));
            port = ServerProcess.freePort();
            compose(ProcessHandle.of(pid)
                    .flatMap(handle -> handle.info().command())
                    .orElseThrow());
        } finally {
            unpacked.close();
        }
        run();
        sessions().createRole();
    }

    private void compose(String binary) {
        if (System.getProperty("user.name").equals("root")) {
            // The server refuses to run as root, and believes that it is not inside a user namespace of its own.
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(List.of(binary, "-D", data.toString(), "-p", Integer.toString(port)));
        // fsync guards against power cuts, not against kill -9; without it databases are made faster.
        for (String setting : List.of(
                "synchronous_commit=on",
                "fsync=off",
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "max_connections=200")) {
            command.addAll(List.of("-c", setting));
        }
    }

    private void run() throws IOException, SQLException {
        process = ServerProcess.start(
                command, home.resolve("server.log"), () -> sessions().knock());
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
        stop();
        run();
    }

    private void stop() throws IOException {
        if (process != null) {
            process.stop();
            process = null;
        }
    }

    @Override
    public void close() throws IOException {
        kill();
        Directories.delete(home);
    }

    @Override
    public void create(String database) throws SQLException {
        sessions().createDatabase(database);
    }

    @Override
    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    @Override
    public int sessions(String database) throws SQLException {
        return sessions().count(database);
    }

    @Override
    public void administer(String database, String... statements) throws SQLException {
        PostgresSessions superuser = new PostgresSessions(url(database), "");
        for (String sql : statements) {
            superuser.execute(sql);
        }
    }

    private PostgresSessions sessions() {
        return new PostgresSessions(url("postgres"), "");
    }
}
