package io.selfhealing.it.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;

/** Databases without a server: HSQLDB and Derby in the application's memory, SQLite in files. */
final class EmbeddedDatabases implements DbServer {
    private final Engine engine;
    private final Path home;

    EmbeddedDatabases(Engine engine) throws IOException {
        this.engine = engine;
        this.home = Files.createTempDirectory("self-healing-embedded");
    }

    @Override
    public void start() {}

    @Override
    public void kill() {
        throw new UnsupportedOperationException("there is no server to kill");
    }

    @Override
    public void restart() {
        throw new UnsupportedOperationException("there is no server to restart");
    }

    @Override
    public void close() throws IOException {
        Directories.delete(home);
    }

    /** The first who connects makes it. */
    @Override
    public void create(String database) {}

    @Override
    public String url(String database) {
        return switch (engine) {
            case HSQLDB -> "jdbc:hsqldb:mem:" + database;
            case DERBY -> "jdbc:derby:memory:" + database + ";create=true";
            case SQLITE -> "jdbc:sqlite:" + home.resolve(database + ".db");
            default -> throw new IllegalStateException(engine + " has a server");
        };
    }

    /** A session ends with the application at the latest. */
    @Override
    public int sessions(String database) {
        return 0;
    }

    @Override
    public Connection outside(String database) throws SQLException {
        if (engine.withinApplication()) {
            throw new SQLFeatureNotSupportedException("only the application reaches a database in its memory");
        }
        return DbServer.super.outside(database);
    }
}
