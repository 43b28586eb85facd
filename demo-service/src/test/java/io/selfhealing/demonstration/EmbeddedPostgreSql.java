package io.selfhealing.demonstration;

import ch.qos.logback.classic.Level;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A real PostgreSQL server, unpacked and started for the demonstration. */
record EmbeddedPostgreSql(EmbeddedPostgres server, Path directory) implements DatabaseServer {
    private static final List<String> SETTINGS = List.of("synchronous_commit=on", "listen_addresses=127.0.0.1");
    private static final Duration START_MAY_TAKE = Duration.ofSeconds(20);
    private static final int END_SECONDS = 5;
    private static final String USER = "postgres";

    static EmbeddedPostgreSql start(Workspace workspace) throws IOException {
        if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof ch.qos.logback.classic.Logger root) {
            root.setLevel(Level.WARN);
        }
        Path directory = workspace.directory("postgresql");
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(directory.toFile())
                .setDataDirectory(directory.resolve("data"))
                .setCleanDataDirectory(true)
                .setRegisterShutdownHook(false);
        for (String setting : SETTINGS) {
            int equals = setting.indexOf('=');
            builder.setServerConfig(setting.substring(0, equals), setting.substring(equals + 1));
        }
        return new EmbeddedPostgreSql(builder.start(), directory);
    }

    @Override
    public ShopDatabase create(String name) throws SQLException {
        String database = "shop_" + name;
        try (Connection connection = DriverManager.getConnection(url("postgres"), USER, USER);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + database);
        }
        String url = url(database);
        return new ShopDatabase(
                Product.POSTGRES,
                url,
                USER,
                USER,
                List.of(
                        "--spring.profiles.active=postgres",
                        "--spring.datasource.url=" + url,
                        "--spring.datasource.username=" + USER,
                        "--spring.datasource.password=" + USER));
    }

    @Override
    public void kill() throws IOException {
        ProcessHandle postmaster = postmaster();
        List<ProcessHandle> all = new ArrayList<>(postmaster.descendants().toList());
        all.add(0, postmaster);
        CompletableFuture<?>[] ends = all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
        all.forEach(ProcessHandle::destroyForcibly);
        // They hold the shared memory that the next server would have to take for a living one's.
        CompletableFuture.allOf(ends)
                .completeOnTimeout(null, END_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    @Override
    public void restart() throws IOException, SQLException {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            // The server refuses to run as root, and believes that it is not inside a user namespace of its own.
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(binary());
        command.addAll(List.of("-D", directory.resolve("data").toString(), "-p", Integer.toString(server.getPort())));
        SETTINGS.forEach(setting -> command.addAll(List.of("-c", setting)));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("restarted.log").toFile())
                .start();
        long deadline = System.nanoTime() + START_MAY_TAKE.toNanos();
        while (!answers(process, deadline)) {
            pause();
        }
    }

    private boolean answers(Process process, long deadline) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url("postgres"), USER, USER)) {
            return connection.isValid(1);
        } catch (SQLException e) {
            if (!process.isAlive() || System.nanoTime() - deadline > 0) {
                throw e;
            }
            return false;
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private ProcessHandle postmaster() throws IOException {
        String pid = Files.readAllLines(directory.resolve("data").resolve("postmaster.pid"))
                .get(0);
        return ProcessHandle.of(Long.parseLong(pid))
                .orElseThrow(() -> new DemonstrationException("PostgreSQL is not running"));
    }

    /** Where the library unpacked it: the only one below the directory that it was given. */
    private String binary() throws IOException {
        try (var files = Files.walk(directory)) {
            return files.filter(file -> file.endsWith(Path.of("bin", "postgres")))
                    .findFirst()
                    .orElseThrow(() -> new DemonstrationException("There is no bin/postgres below " + directory))
                    .toString();
        }
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
