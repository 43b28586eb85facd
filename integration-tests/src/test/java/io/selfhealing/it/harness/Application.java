package io.selfhealing.it.harness;

import app.Desk;
import app.Door;
import app.Pool;
import app.Writers;
import app.store.Framework;
import app.store.NestedWrites;
import app.store.Store;
import app.store.VersionedWrites;
import io.selfhealing.it.server.DbServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** The application in its own JVM. What is called on the objects it gives out happens over there. */
public final class Application {
    private static final int START_MILLIS = 120_000;
    private static final int END_SECONDS = 20;

    private Address address;
    private final Process process;
    private final Path stdout;
    private final Path stderr;
    private final Wire wire;
    private boolean broken;
    private long swallowed = -1;
    private boolean ended;

    private Application(Address address, Process process, Path stdout, Path stderr, Wire wire) {
        this.address = address;
        this.process = process;
        this.stdout = stdout;
        this.stderr = stderr;
        this.wire = wire;
    }

    static Application start(Path directory, Address address, List<String> command) throws IOException {
        Path stdout = Files.createTempFile(directory, "application", ".out");
        Path stderr = Files.createTempFile(directory, "application", ".err");
        try (ServerSocket entrance = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            entrance.setSoTimeout(START_MILLIS);
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.command().add(Integer.toString(entrance.getLocalPort()));
            Process process = builder.directory(directory.toFile())
                    .redirectOutput(stdout.toFile())
                    .redirectError(stderr.toFile())
                    .start();
            try {
                return new Application(address, process, stdout, stderr, new Wire(entrance.accept()));
            } catch (IOException e) {
                process.destroyForcibly();
                throw new IOException("the application did not start:\n" + Files.readString(stderr), e);
            }
        }
    }

    /** What it opens from here on is on another database. */
    void moveTo(Address other) {
        address = other;
    }

    /** Closes what it opened, and starts a new transcript. */
    void forget() {
        closeAll();
        wire.startTranscript();
    }

    private void closeAll() {
        try {
            desk().closeAll();
        } catch (Exception e) {
            throw new IllegalStateException("cannot close what the application opened", e);
        }
    }

    /** A connection of {@code DriverManager}, in auto-commit mode. */
    public Connection connect() throws SQLException {
        return desk().connect(address.url(), DbServer.USER, DbServer.PASSWORD);
    }

    /** The same as another user. */
    public Connection connectAs(String user, String password) throws SQLException {
        return desk().connect(address.url(), user, password);
    }

    /** The same with parameters of the driver, as they stand in a URL of MySQL or MariaDB. */
    public Connection connectWith(String parameters) throws SQLException {
        return desk().connect(address.url() + "&" + parameters, DbServer.USER, DbServer.PASSWORD);
    }

    /** The same to another database. */
    public Connection connectTo(String url) throws SQLException {
        return desk().connect(url, DbServer.USER, DbServer.PASSWORD);
    }

    /** The same with user and password in the URL, where many applications keep them. */
    public Connection connectByUrl() throws SQLException {
        return desk().connect(address.withCredentials());
    }

    /** A connection of the driver's own data source of that {@linkplain Desk#supply kind}. */
    public Connection supply(String kind) throws SQLException {
        try {
            return desk().supply(kind, address.url(), DbServer.USER, DbServer.PASSWORD);
        } catch (SQLException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("no connection", e);
        }
    }

    public void endBranch(boolean commit) throws Exception {
        desk().endBranch(commit);
    }

    /** A connection around that one which lies about it. */
    public Connection wrapped(Connection inner) {
        return desk().wrapped(inner);
    }

    /** The same connection through proxies. */
    public Connection proxied(Connection inner) {
        return desk().proxied(inner);
    }

    /** Threads that write with one statement; {@code inTurn} only one after the other. */
    public Writers sharing(PreparedStatement insert, int threads, int rows, boolean inTurn) {
        return desk().sharing(insert, threads, rows, inTurn);
    }

    /** A HikariCP pool. */
    public DataSource pool(int size) {
        return desk().pool(address.url(), DbServer.USER, DbServer.PASSWORD, size);
    }

    /** A pool of a kind; {@code parameters} of the driver as they stand in a PostgreSQL URL, or empty. */
    public DataSource pool(Pool kind, String parameters, int size) {
        String url = address.url() + (parameters.isEmpty() ? "" : "?" + parameters);
        return desk().pool(kind, url, DbServer.USER, DbServer.PASSWORD, size);
    }

    /** A store written with a framework. */
    public Store store(Framework framework) {
        return desk().store(framework, address.url(), DbServer.USER, DbServer.PASSWORD);
    }

    /** What Spring adds to a store. */
    public NestedWrites nestedWrites() {
        return desk().nestedWrites(address.url(), DbServer.USER, DbServer.PASSWORD);
    }

    /** What Hibernate adds to a store. */
    public VersionedWrites versionedWrites() {
        return desk().versionedWrites(address.url(), DbServer.USER, DbServer.PASSWORD);
    }

    /** What is found through the layers over the driver, while {@code insert} is run once with {@code values}. */
    public List<String> wrappers(DataSource pool, String insert, List<Object> values) throws SQLException {
        return desk().wrappers(pool, insert, values);
    }

    public Writers writers(String sql, int threads, int rows) {
        return desk().writers(pool(threads), sql, threads, rows);
    }

    private Door door() {
        return desk().door();
    }

    /** Classes whose bytes the {@link Probe} found changed. */
    public List<String> transformedClasses() {
        return desk().transformedClasses();
    }

    /** Loaded classes of drivers whose code mentions the agent's door at this moment. */
    public List<String> wovenNow() {
        return desk().wovenNow();
    }

    private Desk desk() {
        return wire.proxy(0, Desk.class);
    }

    /** Runs a command of the agent's jar on this application: {@code attach} with its process id and these settings. */
    public String attach(String... settings) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("attach", Long.toString(pid())));
        arguments.addAll(List.of(settings));
        return Command.run(0, arguments);
    }

    public long pid() {
        return process.pid();
    }

    /** Everything that was asked of the application, and what it answered. */
    public List<String> transcript() {
        return wire.transcript();
    }

    /** From here on everything that stands behind the agent's door throws; does nothing where there is no door. */
    public void breakAgent() {
        broken = true;
        door().breakHandler();
    }

    /** Errors of the agent that its door swallowed; known once the application has ended, -1 where there is no door. */
    public long swallowed() {
        return swallowed;
    }

    boolean broken() {
        return broken;
    }

    /** Lets the application come to its end, as its main method returns; fails where something keeps its JVM alive. */
    public void end() throws IOException {
        if (ended) {
            return;
        }
        ended = true;
        try {
            swallowed = door().swallowed();
            wire.close();
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("the application's JVM does not end after its main method returned");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw new AssertionError("the application ended with " + process.exitValue());
        }
    }

    /** Ends its JVM without giving it a chance to do anything. */
    public void kill() throws InterruptedException {
        ended = true;
        swallowed = 0;
        process.destroyForcibly().waitFor();
    }

    public String stdout() throws IOException {
        return Files.readString(stdout);
    }

    public String stderr() throws IOException {
        return Files.readString(stderr)
                .lines()
                // From the application's own libraries, some of which look for a logger.
                .filter(line -> !line.startsWith("SLF4J(W)"))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }
}
