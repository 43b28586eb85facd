package io.selfhealing.it.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What MySQL and MariaDB have in common once their binaries are unpacked. */
abstract class MySqlFamilyServer implements DbServer {
    /** The tests' own account, so that their connections are told from the applications'. */
    private static final String OUTSIDE = "outside";

    /** The application owns what is called like a test's database, and sees nothing else. */
    private static final String ACCOUNTS = """
            CREATE USER IF NOT EXISTS 'app'@'%%' IDENTIFIED BY '%1$s';
            GRANT ALL ON `it\\_%%`.* TO 'app'@'%%';
            CREATE USER IF NOT EXISTS 'outside'@'%%' IDENTIFIED BY '%1$s';
            GRANT ALL ON *.* TO 'outside'@'%%' WITH GRANT OPTION;
            """;

    private final Path home;
    private final int port;
    private @Nullable List<String> command;
    private @Nullable ServerProcess process;

    MySqlFamilyServer(String name) throws IOException {
        this.home = Files.createTempDirectory("self-healing-" + name);
        this.port = ServerProcess.freePort();
    }

    /** Unpacks the binaries where that has not been done, and makes an empty data directory. */
    abstract void install(Path data, Path log) throws IOException;

    /** The server's binary and the options that only this product has. */
    abstract List<String> binary();

    /** Up to the colon. */
    abstract String scheme();

    /** What the product's driver calls it when nothing is encrypted. */
    abstract String withoutTls();

    @Override
    public void start() throws IOException, SQLException {
        if (command == null) {
            Path data = home.resolve("data");
            Files.createDirectories(data);
            install(data, home.resolve("install.log"));
            Path accounts = home.resolve("accounts.sql");
            Files.writeString(accounts, ACCOUNTS.formatted(PASSWORD));
            command = compose(data, accounts);
        }
        process = ServerProcess.start(command, home.resolve("server.log"), () -> admin().close());
    }

    private List<String> compose(Path data, Path accounts) {
        List<String> composed = new ArrayList<>(binary());
        composed.addAll(List.of(
                "--user=root",
                "--datadir=" + data,
                "--port=" + port,
                "--socket=" + home.resolve("socket"),
                "--pid-file=" + home.resolve("pid"),
                "--bind-address=127.0.0.1",
                "--skip-ssl",
                "--skip-log-bin",
                "--skip-name-resolve",
                "--character-set-server=utf8mb4",
                // Guards against kill -9 and not against power cuts, but databases are made faster.
                "--innodb-flush-log-at-trx-commit=2",
                "--init-file=" + accounts));
        return composed;
    }

    /** Runs a program that must succeed. */
    static void run(List<String> program, Path log) throws IOException {
        Process process = new ProcessBuilder(program)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (process.waitFor() != 0) {
                throw new IOException("failed: " + String.join(" ", program) + "\n" + Files.readString(log));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
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

    private Connection admin() throws SQLException {
        return DriverManager.getConnection(url(""), OUTSIDE, PASSWORD);
    }

    @Override
    public Connection outside(String database) throws SQLException {
        return DriverManager.getConnection(url(database), OUTSIDE, PASSWORD);
    }

    @Override
    public void create(String database) throws SQLException {
        try (Connection connection = admin();
                PreparedStatement create = connection.prepareStatement("create database " + database)) {
            create.execute();
        }
    }

    @Override
    public String url(String database) {
        return "jdbc:" + scheme() + "://127.0.0.1:" + port + "/" + database + "?sslMode=" + withoutTls();
    }

    @Override
    public int sessions(String database) throws SQLException {
        try (Connection connection = admin();
                PreparedStatement query = connection.prepareStatement(
                        "select count(*) from information_schema.processlist where user = ? and db = ?")) {
            query.setString(1, USER);
            query.setString(2, database);
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }
}
