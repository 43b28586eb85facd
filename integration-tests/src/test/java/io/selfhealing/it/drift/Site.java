package io.selfhealing.it.drift;

import app.drift.Hand;
import app.drift.Order;
import app.drift.Outcome;
import io.selfhealing.it.server.DbServer;
import io.selfhealing.it.server.Engine;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** What one worker has for all its histories: sessions of its own, and a thread of the application. */
final class Site implements AutoCloseable {
    final Engine engine;
    final DbServer server;
    final String database;
    private final AppJvm jvm;
    private AppLink app;
    final Hand plain = new Hand();
    final Journal journal;
    private final Connection outside;

    Site(Engine engine, DbServer server, String database, AppJvm jvm) throws IOException, SQLException {
        this.engine = engine;
        this.server = server;
        this.database = database;
        this.jvm = jvm;
        this.app = jvm.link();
        this.journal = jvm.journal();
        this.outside = server.outside(database);
        if (engine.product() == Engine.POSTGRESQL) {
            execute("set lock_timeout = '5s'");
        }
    }

    /** Has the application do something. */
    Outcome tell(Order order) {
        return app.obey(order);
    }

    /** Gives up a thread of the application that does not answer. */
    void anotherThread() throws IOException {
        app.close();
        app = jvm.link();
    }

    Connection outside() {
        return outside;
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = outside.createStatement()) {
            statement.execute(sql);
        }
    }

    void create(String schema) throws SQLException {
        execute((engine.speaksMySql() ? "create database " : "create schema ") + schema);
    }

    void drop(String schema) throws SQLException {
        execute(engine.speaksMySql() ? "drop database " + schema : "drop schema " + schema + " cascade");
    }

    @Override
    public void close() throws IOException, SQLException {
        plain.close();
        app.close();
        outside.close();
    }
}
